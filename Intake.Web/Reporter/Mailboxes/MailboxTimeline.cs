using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>The steps of a case as its reporter sees them. Pure; names no unit and no person.</summary>
internal static class MailboxTimeline
{
    private const int Shown = 60;

    private static readonly EntryKind[] Told =
    [
        EntryKind.Screening, EntryKind.Referral, EntryKind.Feedback, EntryKind.Attachment, EntryKind.Closing, EntryKind.CheckIn,
        EntryKind.Reopening,
    ];

    /// <summary>The steps in their order.</summary>
    public static IReadOnlyList<TimelineStep> Of(MailboxView view)
    {
        var outside = view.State == CaseLifecycle.ScreenOutside.To;
        var over = CaseLifecycle.IsOver(view.State);
        var steps = new List<TimelineStep> { new(TimelineKind.Received, StepState.Done, view.ReceivedOn) };
        AddLegal(TimelineKind.Acknowledged, DeadlineKind.Acknowledgement);
        AddStep(
            outside ? TimelineKind.Answered : TimelineKind.Screened, EntryKind.Screening, CaseLifecycle.ScreenInside.Allows(view.State));
        if (!outside)
        {
            if (view.Handling == ReportHandling.Stage.Left) steps.Add(new(TimelineKind.HandedOn, StepState.Now));
            else AddStep(TimelineKind.HandedOn, EntryKind.Referral, view.State == CaseLifecycle.ScreenInside.To);
            if (CaseLifecycle.Handle.Allows(view.State))
            {
                var waits = view.Handling is ReportHandling.Stage.Offered or ReportHandling.Stage.Left;
                steps.Add(new(TimelineKind.LookedInto, waits ? StepState.Coming : StepState.Now));
            }

            AddLegal(TimelineKind.ToldBack, DeadlineKind.Feedback);
            if (over || !WasClosed(view)) AddStep(TimelineKind.Closed, EntryKind.Closing, now: false);
            else steps.Add(new(TimelineKind.Closed, StepState.Coming));
        }

        return steps;

        void AddStep(TimelineKind kind, EntryKind by, bool now)
        {
            if (At(view.Entries, by) is { } entry)
            {
                steps.Add(new(kind, StepState.Done, entry.MadeOn));
            }
            else if (!over)
            {
                steps.Add(new(kind, now ? StepState.Now : StepState.Coming));
            }
        }

        void AddLegal(TimelineKind kind, DeadlineKind deadline)
        {
            var rows = view.Deadlines.Where(row => row.Kind == deadline).ToList();
            if (rows.FirstOrDefault(row => row.EndedOn is null) is not { } row)
            {
                if (over && rows.Count > 0) steps.Add(new(kind, StepState.Missed, null, rows[0].DueOn));
                return;
            }

            var state = row.MetOn is not null ? StepState.Done : view.Today > row.DueOn ? StepState.Late : StepState.Coming;
            steps.Add(new(kind, state, row.MetOn, row.DueOn));
        }
    }

    /// <summary>Whether the case was closed and is open again, and has not been handed on since.</summary>
    public static bool IsReopened(MailboxView view) => view.State == CaseLifecycle.Reopen.To && WasClosed(view);

    private static bool WasClosed(MailboxView view) => At(view.Entries, EntryKind.Closing) is not null;

    /// <summary>When a step was taken: the first time; of closing, which can be taken back, the last.</summary>
    private static ReadEntry? At(IReadOnlyList<ReadEntry> entries, EntryKind by)
    {
        var taken = entries.Where(entry => entry.Kind == by && entry.Opened is not null);
        return by == EntryKind.Closing ? taken.LastOrDefault() : taken.FirstOrDefault();
    }

    /// <summary>What staff wrote last, read or not: the server never knows. Null before they did.</summary>
    public static ReadEntry? Newest(MailboxView view) =>
        view.Entries.LastOrDefault(
            entry => entry.Opened is { Author.IsMailbox: false } && EntryKinds.IsShownTo(EntryReaders.Reporter, entry.Kind)
                && EntryKinds.IsWhole(entry));

    /// <summary>
    /// What staff have done since the reporter's own last entry, or since the acknowledgement where that is later: the newest of
    /// each kind. Questions, talks and minutes wait for an answer, and are counted as <see cref="Tasks"/>. Newest first.
    /// </summary>
    public static IReadOnlyList<ReadEntry> News(MailboxView view)
    {
        var since = view.Entries.Reverse().TakeWhile(
            entry => entry.Kind != EntryKind.Acknowledgement && entry.Opened is not { Author.IsMailbox: true });
        return [.. since.Where(entry => Told.Contains(entry.Kind) && EntryKinds.IsWhole(entry)).DistinctBy(entry => entry.Kind)];
    }

    /// <summary>What waits for the reporter: open questions, a proposed talk, minutes.</summary>
    public static MailboxTasks Tasks(MailboxView view)
    {
        if (CaseLifecycle.IsOver(view.State)) return new([], null, []);
        var talk = TalkHistory.Of(view.Entries).LastOrDefault(one => one.State != TalkState.Dropped);
        return new(
            [.. Questions.Of(view.Entries).Where(question => !question.IsAnswered)],
            talk,
            [.. WrittenMinutes.Of(view.Entries).Where(minutes => minutes.State != MinutesState.Approved)]);
    }

    /// <summary>The talk that is agreed and may still be ahead.</summary>
    public static Talk? Agreed(MailboxView view) => TalkHistory.AheadOf(view.Entries, CaseLifecycle.IsOver(view.State), view.Today);

    /// <summary>Whether the reporter has answered how it has gone since the case was closed.</summary>
    public static bool HasToldSince(MailboxView view) =>
        view.MayAnswerCheckIn && CheckIns.SinceClosing(view.Entries).Any(one => one.IsAnswered);

    /// <summary>Whether staff have asked how it has gone since the case was closed, and wait for an answer.</summary>
    public static bool IsAskedSince(MailboxView view) =>
        view.MayAnswerCheckIn && CheckIns.SinceClosing(view.Entries).Any(one => !one.IsAnswered);

    /// <summary>Who wrote an entry, as the reporter knows them: the administrator or the unit, and no person.</summary>
    public static string? Sender(Party author, Scheme scheme, Text text) => author.IsAdministrator ? scheme.Administrator.Name
        : scheme.Units.FirstOrDefault(unit => author.Certificate?.Units.Contains(unit.Id) == true)?.Title.In(text.Language);

    /// <summary>Whether something is under way between the two sides, so that the next legal day is too late to look in again.</summary>
    public static bool IsBetweenUs(MailboxView view) => Tasks(view) is var tasks && (tasks.Count > 0 || tasks.Talk is not null);

    /// <summary>
    /// The questions that have a field on the page: those that wait, and those that were answered meanwhile, in another window, while
    /// something was typed here.
    /// </summary>
    public static IReadOnlyList<AskedQuestion> Asked(MailboxView view, IReadOnlyList<QuestionAnswer> typed) =>
        CaseLifecycle.IsOver(view.State) ? []
            : [.. Questions.Of(view.Entries)
                .Where(question => !question.IsAnswered || typed.Any(one => one.Question == question.Entry.Id && !one.IsEmpty))
                .Take(MailboxFields.MostQuestions)];

    /// <summary>Which of the fields that were sent the page has.</summary>
    public static Func<string, bool> FieldsOf(MailboxView view, IReadOnlyList<QuestionAnswer> typed)
    {
        if (CaseLifecycle.IsOver(view.State))
        {
            var (answers, callsOff) = (view.MayAnswerCheckIn, Agreed(view) is not null);
            return field => field is MailboxFields.Kept || (answers && field is ("Text" or "Answers" or MailboxFields.Upload))
                || (callsOff && field is "TalkText");
        }

        var tasks = Tasks(view);
        var about = Asked(view, typed).Select(one => one.Entry.Id).Concat(tasks.Minutes.Select(one => one.Entry.Id)).ToHashSet();
        return field => FormShape.AboutOf(field) is { } id ? about.Contains(id)
            : field is "Way" or "Preferred" or "Number" ? tasks.Talk is null
            : field is not "TalkText" || tasks.Talk is not null;
    }

    /// <summary>So much of a question as tells which one is meant.</summary>
    public static string Short(string text)
    {
        if (text.Length <= Shown) return text;
        var end = char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    /// <summary>The next legal day on which something is due; null when nothing is.</summary>
    public static DateOnly? NextDue(MailboxView view) => view.Deadlines
        .Where(row => row.Kind is DeadlineKind.Acknowledgement or DeadlineKind.Feedback
            && row is { MetOn: null, EndedOn: null } && row.DueOn >= view.Today)
        .Select(row => (DateOnly?)row.DueOn).Min();
}

/// <summary>What waits for the reporter. The talk is the latest that was not dropped, whichever side has to act.</summary>
internal sealed record MailboxTasks(IReadOnlyList<AskedQuestion> Questions, Talk? Talk, IReadOnlyList<Minutes> Minutes)
{
    public int Count =>
        Questions.Count + (Talk?.State == TalkState.Proposed ? 1 : 0) + Minutes.Count(one => one.State == MinutesState.Waiting);
}

/// <summary>A step of a case.</summary>
internal enum TimelineKind
{
    Received,
    Acknowledged,
    Screened,
    Answered,
    HandedOn,
    LookedInto,
    ToldBack,
    Closed,
}

/// <summary>How far a step is.</summary>
internal enum StepState
{
    Done,
    Now,
    Coming,
    Late,

    /// <summary>The case was closed without it.</summary>
    Missed,
}

/// <summary>A step, the day it was taken, and the day the law gives for it.</summary>
internal sealed record TimelineStep(TimelineKind Kind, StepState State, DateOnly? On = null, DateOnly? Due = null);
