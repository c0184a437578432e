using System.Globalization;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Names;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Exclusions;

/// <summary>What an entry holds of the reporter's words, as somebody of staff can be named in it.</summary>
public sealed class ReporterText
{
    private readonly Lazy<SearchedText> words;
    private readonly Lazy<IReadOnlyList<ReporterText>> listed;

    internal ReporterText(ReadEntry entry, IReadOnlyList<string?> texts, bool inDialogue = true)
    {
        (EntryId, Kind, MadeOn) = (entry.Id, entry.Kind, entry.MadeOn);
        Position = inDialogue ? entry.Position : 0;
        IsByStaff = entry.Kind != EntryKind.Report && entry.Opened?.Author.IsMailbox == false;
        (words, listed) = (new(() => new SearchedText(texts)), new(() => Spellings(texts)));
    }

    /// <summary>Of what is being sealed.</summary>
    internal ReporterText(EntryKind kind, IReadOnlyList<string?> texts)
    {
        Kind = kind;
        (words, listed) = (new(() => new SearchedText(texts)), new(() => Spellings(texts)));
    }

    /// <summary>Of a list of names that a cut restates.</summary>
    internal ReporterText(RestatedExclusion restated, IReadOnlyList<string?> texts) : this(EntryKind.Exclusion, texts) =>
        (Position, IsByStaff, MadeOn) = (restated.Position, restated.ByStaff, restated.MadeOn);

    /// <summary>The entry; empty for one that is not sealed yet, or not in hand.</summary>
    public Guid EntryId { get; }

    /// <summary>Its kind.</summary>
    public EntryKind Kind { get; }

    /// <summary>Its place in the Dialogue, from 1; 0 for what stands elsewhere or is not sealed yet.</summary>
    public int Position { get; }

    /// <summary>Whether staff wrote it, such as minutes and the names of their files. A report taken down is the reporter's.</summary>
    public bool IsByStaff { get; }

    /// <summary>Its day.</summary>
    public DateOnly MadeOn { get; }

    internal SearchedText Words => words.Value;

    /// <summary>
    /// A list of names as each may have been meant: as it stands, with capitals, all in capitals (initials), and without digits.
    /// </summary>
    internal IReadOnlyList<ReporterText> Listed => listed.Value;

    /// <summary>
    /// The reporter's words in these entries: the report, also one that was taken down, answers, corrections, talks, minutes, the
    /// names of files; and what staff wrote of it: questions, which say whom a "yes" means, and all texts beside them.
    /// </summary>
    public static IReadOnlyList<ReporterText> In(IEnumerable<ReadEntry> entries, bool inDialogue = true) =>
        [.. entries.Select(entry => (entry, texts: Of(entry))).Where(of => of.texts.Any(text => !BlankText.Is(text)))
            .Select(of => new ReporterText(of.entry, of.texts, inDialogue))];

    /// <summary>Whether an entry is a list of people who must not read along.</summary>
    public static bool IsList(ReadEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.As<ExclusionContent>() is { } exclusion && !BlankText.Is(exclusion.Names);
    }

    private IReadOnlyList<ReporterText> Spellings(IReadOnlyList<string?> texts)
    {
        var lines = texts.OfType<string>().ToList();
        var bare = lines.ConvertAll(line => string.Concat(line.Where(letter => !char.IsDigit(letter))));
        return [.. new[]
        {
            lines, bare, bare.ConvertAll(CultureInfo.InvariantCulture.TextInfo.ToTitleCase),
            bare.ConvertAll(line => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(line.ToLowerInvariant())),
            bare.ConvertAll(line => line.Trim().Length < 5 ? line.ToUpperInvariant() : line),
        }.Select(spelling => new ReporterText(Kind, spelling))];
    }

    private static IReadOnlyList<string?> Of(ReadEntry entry) => entry.Kind switch
    {
        EntryKind.Report => entry.As<ReportContent>()?.FreeTexts ?? [],
        EntryKind.Answer or EntryKind.Note or EntryKind.Question or EntryKind.Feedback or EntryKind.StatementReturn
            or EntryKind.CheckIn or EntryKind.Reopening => [entry.As<TextContent>()?.Text],
        EntryKind.Screening => [entry.As<ScreeningContent>()?.Text],
        EntryKind.Doubt => entry.As<DoubtContent>() is { } doubt ? [doubt.Ground, doubt.Needed] : [],
        EntryKind.ContactProposal => [entry.As<ContactProposalContent>()?.Text],
        EntryKind.Closing => entry.As<ClosingContent>() is { } closed ? [closed.Text, closed.NoFeedback, .. Of(closed.Record)] : [],
        EntryKind.Decision => [entry.As<DecisionContent>()?.Text],
        EntryKind.Assessment => entry.As<AssessmentContent>() is { } assessed ? [assessed.Rationale, assessed.Departure] : [],
        // Not who does it: they are to have access, and are not whom the case is about.
        EntryKind.Action => entry.As<ActionContent>() is { } action ? [action.What, action.Effect] : [],
        EntryKind.Duty => [entry.As<DutyContent>()?.Note],
        EntryKind.PlanTask => [entry.As<PlanTaskContent>()?.Text],
        EntryKind.Interview => [entry.As<InterviewContent>()?.With],
        EntryKind.Hearing => [entry.As<HearingContent>()?.Why],
        EntryKind.Suspicion => [entry.As<SuspicionContent>()?.Text],
        EntryKind.PressRisk => [entry.As<PressRiskContent>()?.Note],
        EntryKind.OwnDates => [entry.As<OwnDatesContent>()?.Reason],
        // Not who hears it, nor who does it.
        EntryKind.Window => [entry.As<WindowContent>()?.Text],
        EntryKind.Aftercare => [entry.As<AftercareContent>()?.Note],
        EntryKind.Attachment => [entry.As<AttachmentContent>()?.Name],
        EntryKind.ContactRequest => entry.As<ContactRequestContent>() is { } wish ? [wish.Preferred, wish.Number] : [],
        EntryKind.ContactReply => [entry.As<ContactReplyContent>()?.Text],
        EntryKind.Minutes => [entry.As<MinutesContent>()?.Text],
        EntryKind.MinutesAnswer => [entry.As<MinutesAnswerContent>()?.Correction],
        EntryKind.Referral => [entry.As<ReferralContent>()?.Note],
        EntryKind.Step => [entry.As<StepContent>()?.Text],
        _ => [],
    };

    private static IEnumerable<string?> Of(ClosingRecord? record) => record is null ? []
        : [record.Learning, .. (record.CarriedOver ?? []).Select(one => one.Why)];
}
