using Intake.Core.Cases.Outbound;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;

namespace Intake.Core.Cases.Closing;

/// <summary>What was found of what the report says. Names are stored: they never change, here and below.</summary>
public enum Finding
{
    /// <summary>It is so.</summary>
    Substantiated = 1,

    /// <summary>Some of it is so.</summary>
    Partly,

    /// <summary>It is not so.</summary>
    Unsubstantiated,

    /// <summary>It can't be decided.</summary>
    Undecided,
}

/// <summary>What a case ends on (000, 002): individual, culture or both, and here also how work is arranged.</summary>
public enum ClosingTrack
{
    /// <summary>What one or some persons did.</summary>
    Individual = 1,

    /// <summary>How people treat one another at the place.</summary>
    Culture,

    /// <summary>How the work is arranged: routines, instructions, staffing.</summary>
    Process,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>What a closing is held against.</summary>
/// <param name="Open">What is still open.</param>
/// <param name="HasFeedback">Whether the reporter was given feedback.</param>
/// <param name="IsNearTheTrap">Whether the report says of nobody that they were involved.</param>
public sealed record ClosingGround(IReadOnlyList<OpenMatter> Open, bool HasFeedback, bool IsNearTheTrap);

/// <summary>A closing as typed; nothing is certain yet.</summary>
public sealed record ClosingDraft
{
    /// <summary>How the case ended, which sets how long it is kept; null when not said.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What was found; null when not said.</summary>
    public Finding? Finding { get; init; }

    /// <summary>What it ended on.</summary>
    public IReadOnlyCollection<ClosingTrack> Tracks { get; init; } = [];

    /// <summary>What the place learns and changes.</summary>
    public string? Learning { get; init; }

    /// <summary>Why no feedback was given; the reporter reads it.</summary>
    public string? NoFeedback { get; init; }

    /// <summary>The last words to the reporter.</summary>
    public string? Text { get; init; }

    /// <summary>Why each matter that is still open is carried over.</summary>
    public IReadOnlyDictionary<MatterKind, string> CarriedOver { get; init; } = new Dictionary<MatterKind, string>();

    /// <summary>Whether a talk that is agreed is held all the same; null when not said.</summary>
    public bool? TalkKept { get; init; }

    /// <summary>What was said to the check page, which comes where something is found in the last words.</summary>
    public OutboundAnswer Answer { get; init; } = OutboundAnswer.Unasked;

    /// <summary>The field that says why a matter is carried over.</summary>
    public static string FieldOf(MatterKind kind) => $"Carry{kind}";

    /// <summary>
    /// What is wrong, by field name; empty when the case can be closed so. A case never ends as "anonymous, nothing to do" (002): where
    /// nobody is named, or nothing could be decided, it ends on the culture at the place if on nothing else. Pure.
    /// </summary>
    /// <param name="ground">What the case is like.</param>
    public IReadOnlyDictionary<string, CaseResult> Check(ClosingGround ground)
    {
        ArgumentNullException.ThrowIfNull(ground);
        var faults = new Dictionary<string, CaseResult>();
        void Look(string field, CaseResult? fault)
        {
            if (fault is { } found) faults[field] = found;
        }

        foreach (var matter in ground.Open)
        {
            var why = CarriedOver.GetValueOrDefault(matter.Kind);
            Look(FieldOf(matter.Kind), BlankText.Is(why) ? CaseResult.StillOpen : CaseText.Fault(why));
        }

        var talks = ground.Open.Any(matter => matter.Kind == MatterKind.AgreedTalk);
        Look(nameof(TalkKept), talks && TalkKept is null ? CaseResult.ChoiceUnknown : null);
        var known = Outcome is { } outcome && Enum.IsDefined(outcome) && outcome != Deadlines.Outcome.OutOfScope;
        Look(nameof(Outcome), known ? null : CaseResult.ChoiceUnknown);
        Look(nameof(Finding), Finding is { } finding && Enum.IsDefined(finding) ? null : CaseResult.ChoiceUnknown);
        Look(nameof(Tracks), FaultOfTracks(ground));
        var learns = !Tracks.Contains(ClosingTrack.None);
        Look(nameof(Learning), learns ? CaseText.Fault(Learning) : CaseText.FaultOfOptional(Learning));
        Look(nameof(NoFeedback), ground.HasFeedback ? null
            : BlankText.Is(NoFeedback) ? CaseResult.FeedbackMissing : CaseText.Fault(NoFeedback));
        Look(nameof(Text), CaseText.FaultOfOptional(Text));
        return faults;
    }

    /// <summary>What staff read of a closing without faults.</summary>
    internal ClosingRecord Record(ClosingGround ground) =>
        new(Finding!.Value.ToString(), [.. Tracks.Order().Select(track => track.ToString())])
        {
            Learning = CaseText.Given(Learning),
            CarriedOver = ground.Open.Count == 0 ? null
                : [.. ground.Open.Select(one => new CarriedMatter(one.Kind.ToString(), one.Count, CarriedOver[one.Kind]))],
        };

    private CaseResult? FaultOfTracks(ClosingGround ground)
    {
        if (Tracks.Count == 0 || !Tracks.All(Enum.IsDefined)) return CaseResult.ChoiceUnknown;
        if (Tracks.Contains(ClosingTrack.None) && Tracks.Count > 1) return CaseResult.TracksExclude;
        var nothingToDo = Outcome == Deadlines.Outcome.NoGround || Tracks.Contains(ClosingTrack.None);
        return (ground.IsNearTheTrap || Finding == Closing.Finding.Undecided) && nothingToDo && !Tracks.Contains(ClosingTrack.Culture)
            ? CaseResult.CultureMissing : null;
    }
}

/// <summary>What came of closing; with <see cref="CaseResult.TextMissing"/> the faults are there, by field name.</summary>
public sealed record ClosingResult(CaseResult Answer, IReadOnlyDictionary<string, CaseResult> Faults);
