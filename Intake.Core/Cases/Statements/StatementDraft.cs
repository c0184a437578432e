namespace Intake.Core.Cases.Statements;

/// <summary>A handling statement as typed into the form; nothing is certain yet.</summary>
public sealed record StatementDraft
{
    public string? Examined { get; init; }
    public string? How { get; init; }
    public bool? BothPartiesHeard { get; init; }
    public string? BothPartiesWhy { get; init; }
    public string? Conclusion { get; init; }
    public string? Actions { get; init; }
    public string? FeedbackGiven { get; init; }
    public string? Learning { get; init; }
    public string? FreeText { get; init; }
    public StatementTrack? Track { get; init; }

    /// <summary>What is wrong, by field name; empty when it can be signed. Pure.</summary>
    public IReadOnlyDictionary<string, CaseResult> Check()
    {
        var faults = new Dictionary<string, CaseResult>();
        void Look(string field, CaseResult? fault)
        {
            if (fault is { } found) faults[field] = found;
        }

        Look(nameof(Examined), CaseText.Fault(Examined));
        Look(nameof(How), CaseText.Fault(How));
        Look(nameof(BothPartiesHeard), BothPartiesHeard is null ? CaseResult.ChoiceUnknown : null);
        Look(nameof(BothPartiesWhy), BothPartiesHeard == false ? CaseText.Fault(BothPartiesWhy) : CaseText.FaultOfOptional(BothPartiesWhy));
        Look(nameof(Conclusion), CaseText.Fault(Conclusion));
        Look(nameof(Actions), CaseText.Fault(Actions));
        Look(nameof(FeedbackGiven), CaseText.Fault(FeedbackGiven));
        Look(nameof(Learning), CaseText.Fault(Learning));
        Look(nameof(FreeText), CaseText.FaultOfOptional(FreeText));
        Look(nameof(Track), Track is { } track && Enum.IsDefined(track) ? null : CaseResult.ChoiceUnknown);
        return faults;
    }

    /// <summary>All that was written, in the order asked.</summary>
    public IReadOnlyList<string?> Texts => [Examined, How, BothPartiesWhy, Conclusion, Actions, FeedbackGiven, Learning, FreeText];

    /// <summary>The content of a draft without faults.</summary>
    internal HandlingStatementContent Content(int version, string reference, string unit) => new()
    {
        Version = version,
        Reference = reference,
        Unit = unit,
        Examined = Examined!,
        How = How!,
        BothPartiesHeard = BothPartiesHeard!.Value,
        BothPartiesWhy = CaseText.Given(BothPartiesWhy),
        Conclusion = Conclusion!,
        Actions = Actions!,
        FeedbackGiven = FeedbackGiven!,
        Learning = Learning!,
        FreeText = CaseText.Given(FreeText),
        Track = Track!.Value,
    };
}
