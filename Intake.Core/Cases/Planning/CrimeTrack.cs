using Intake.Core.Cases.Acting;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Planning;

/// <summary>What a unit says of a suspicion of a crime. Names are stored: they never change, here and below.</summary>
public enum SuspicionStep
{
    /// <summary>What is reported may be a crime.</summary>
    Marked = 1,

    /// <summary>Somebody who is to be asked first was asked, or will not be.</summary>
    Asked,

    /// <summary>The mark is taken off.</summary>
    Lifted,
}

/// <summary>Who is asked before anybody is interviewed.</summary>
public enum AskedFirst
{
    /// <summary>Central HR (000: HR always takes a close part in such cases).</summary>
    Hr = 1,

    /// <summary>The police, whose investigation an interview can harm (000).</summary>
    Police,
}

/// <summary>What somebody who was asked answered: whether the interviews may begin. Stored like the rest.</summary>
public enum InterviewsMay
{
    /// <summary>They may begin.</summary>
    Begin = 1,

    /// <summary>They have to wait.</summary>
    Wait,

    /// <summary>No answer has come yet.</summary>
    Unanswered,
}

/// <summary>
/// Whether what is reported may be a crime, and who was asked before anybody is interviewed: while somebody is missing, interviews
/// wait; so they do until everybody who was asked has said that they may begin. Made from the entries of a WorkFile.
/// Pure. Source: 000, on cases with a suspicion of something punishable.
/// </summary>
public sealed record CrimeTrack
{
    /// <summary>The mark with its ground; null while there is none.</summary>
    public required SuspicionContent? Mark { get; init; }

    /// <summary>The day on which it was set; null while there is none.</summary>
    public required DateOnly? MarkedOn { get; init; }

    /// <summary>The newest word on each, since the mark was set. A report to the police stands for asking them.</summary>
    public required IReadOnlyDictionary<AskedFirst, SuspicionContent> Asked { get; init; }

    /// <summary>Whether the mark is set.</summary>
    public bool IsMarked => Mark is not null;

    /// <summary>Of whom it is still to be said whether they were asked; none without a mark.</summary>
    public IReadOnlyList<AskedFirst> Missing =>
        IsMarked ? [.. Enum.GetValues<AskedFirst>().Where(who => !Asked.ContainsKey(who))] : [];

    /// <summary>Who was asked and has not said that the interviews may begin.</summary>
    public IReadOnlyList<AskedFirst> Unanswered =>
        [.. Asked.Where(one => one.Value.Contacted == true && !Lets(one.Value)).Select(one => one.Key).Order()];

    /// <summary>Whether interviews have to wait.</summary>
    public bool HoldsInterviews => Missing.Count > 0 || Unanswered.Count > 0;

    /// <summary>Whether somebody was asked, and all who were have said that the interviews may begin.</summary>
    public bool MayBegin => IsMarked && !HoldsInterviews && Asked.Values.Any(Lets);

    /// <summary>What the entries tell of; those that can't be read are left out.</summary>
    public static CrimeTrack Of(IReadOnlyList<ReadEntry> workFile)
    {
        ArgumentNullException.ThrowIfNull(workFile);
        ReadEntry? mark = null;
        var asked = new Dictionary<AskedFirst, SuspicionContent>();
        foreach (var entry in workFile.Where(entry => entry.Kind == EntryKind.Suspicion && EntryKinds.IsWhole(entry))
            .OrderBy(entry => entry.Position))
        {
            var said = entry.As<SuspicionContent>()!;
            switch (Codes.Read<SuspicionStep>(said.Step))
            {
                case SuspicionStep.Marked:
                    mark ??= entry;
                    break;
                case SuspicionStep.Lifted:
                    mark = null;
                    asked.Clear();
                    break;
                case SuspicionStep.Asked when mark is not null && Codes.Read<AskedFirst>(said.Who) is { } who:
                    asked[who] = said;
                    break;
            }
        }

        if (mark is not null && ExternalDuties.Of(workFile).GetValueOrDefault(Duty.Police) is { } duty
            && Codes.Read<DutyAnswer>(duty.Answer) == DutyAnswer.Yes)
        {
            asked.TryAdd(AskedFirst.Police, new SuspicionContent(nameof(SuspicionStep.Asked), "")
            {
                Who = nameof(AskedFirst.Police), Contacted = true, On = duty.On, Reference = duty.Reference,
            });
        }

        return new CrimeTrack { Mark = mark?.As<SuspicionContent>(), MarkedOn = mark?.MadeOn, Asked = asked };
    }

    /// <summary>What is wrong with a word as typed, by field name; empty when it can be saved. Pure.</summary>
    /// <param name="said">The word.</param>
    /// <param name="today">Nobody was asked after today.</param>
    public static IReadOnlyDictionary<string, CaseResult> Check(SuspicionContent said, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(said);
        var faults = new Dictionary<string, CaseResult>();
        var step = Codes.Read<SuspicionStep>(said.Step);
        if (step is null) faults[nameof(said.Step)] = CaseResult.ChoiceUnknown;
        var asks = step == SuspicionStep.Asked;
        if (asks && Codes.Read<AskedFirst>(said.Who) is null) faults[nameof(said.Who)] = CaseResult.ChoiceUnknown;
        if (asks && said.Contacted is null) faults[nameof(said.Contacted)] = CaseResult.ChoiceUnknown;
        if (asks && (said.On > today || (said.Contacted == true && said.On is null))) faults[nameof(said.On)] = CaseResult.DayImpossible;
        if (said.Reference?.Length > ExternalDuties.LongestReference || said.Reference?.Contains('\n', StringComparison.Ordinal) == true)
            faults[nameof(said.Reference)] = CaseResult.TextTooLong;
        if (asks && !BlankText.Is(said.Interviews) && Codes.Read<InterviewsMay>(said.Interviews) is null)
            faults[nameof(said.Interviews)] = CaseResult.ChoiceUnknown;
        // A day is enough where somebody was asked; everything else is said with a reason.
        if ((asks && said.Contacted != false ? CaseText.FaultOfOptional(said.Text) : CaseText.Fault(said.Text)) is { } text)
            faults[nameof(said.Text)] = text;
        return faults;
    }

    /// <summary>Whether a word without faults fits: a mark is set once, and asked about and lifted while it stands.</summary>
    public bool Takes(SuspicionContent said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return Codes.Read<SuspicionStep>(said.Step) == SuspicionStep.Marked ? !IsMarked : IsMarked;
    }

    private static bool Lets(SuspicionContent said) =>
        said.Contacted == true && Codes.Read<InterviewsMay>(said.Interviews) == InterviewsMay.Begin;
}
