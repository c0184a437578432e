using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;

namespace Intake.Core.Cases.Assessing;

/// <summary>An assessment as typed into its form; nothing is certain yet.</summary>
public sealed record Assessment
{
    /// <summary>What it is judged by.</summary>
    public AssessmentFacts Facts { get; init; } = AssessmentFacts.None;

    /// <summary>How large the examination is to be; null when not said.</summary>
    public ExaminationFormat? Format { get; init; }

    /// <summary>What the handler chose.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Why the case is as grave as that.</summary>
    public string? Rationale { get; init; }

    /// <summary>Why another severity was chosen than the one suggested.</summary>
    public string? Departure { get; init; }

    /// <summary>Whether another severity was chosen than the one that the facts suggest.</summary>
    public bool Departs => Severity is { } chosen && PriorityPolicy.Of(Facts) is { } suggested && suggested.Severity != chosen;

    /// <summary>What is wrong, by field name; empty when it can be saved. Pure.</summary>
    public IReadOnlyDictionary<string, CaseResult> Check()
    {
        var faults = new Dictionary<string, CaseResult>();
        if (Severity is not { } severity || !Enum.IsDefined(severity)) faults[nameof(Severity)] = CaseResult.ChoiceUnknown;
        if (CaseText.Fault(Rationale) is { } rationale) faults[nameof(Rationale)] = rationale;
        if ((Departs ? CaseText.Fault(Departure) : CaseText.FaultOfOptional(Departure)) is { } departure)
            faults[nameof(Departure)] = departure;
        return faults;
    }

    /// <summary>The content of an assessment without faults.</summary>
    internal AssessmentContent Content() => new(Severity!.Value.ToString(), Rationale!)
    {
        Gravity = Facts.Gravity?.ToString(),
        Duration = Facts.Duration?.ToString(),
        Frequency = Facts.Frequency?.ToString(),
        Aggravating = Names(Facts.Aggravating),
        Care = Names(Facts.Care),
        Stopped = Facts.Stopped?.ToString(),
        Format = Format?.ToString(),
        Suggested = PriorityPolicy.Of(Facts)?.Severity.ToString(),
        Departure = CaseText.Given(Departure),
    };

    private static IReadOnlyList<string>? Names<T>(IReadOnlyCollection<T> codes) where T : struct, Enum =>
        codes.Count == 0 ? null : [.. codes.Order().Distinct().Select(code => code.ToString())];
}
