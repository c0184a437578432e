using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Planning;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Deadlines;
using Intake.Core.Reports;

namespace Intake.Core.Cases.Closing;

/// <summary>What can be open when a case is to be closed. Names are stored: they never change.</summary>
public enum MatterKind
{
    /// <summary>The reporter has written, and staff have not since.</summary>
    Answer = 1,

    /// <summary>A talk that the reporter asked for is not agreed or dropped.</summary>
    Talk,

    /// <summary>Minutes that the reporter has not approved.</summary>
    Minutes,

    /// <summary>Questions that the reporter has not answered.</summary>
    Question,

    /// <summary>A date for a talk that was not held.</summary>
    AgreedTalk,

    /// <summary>A window in which others can come forward is open.</summary>
    OpenWindow,

    /// <summary>The hours for a report to the police run.</summary>
    PoliceReport,

    /// <summary>Actions that are not done, or whose effect nobody has looked at.</summary>
    Action,

    /// <summary>Tasks of the plan that are not done.</summary>
    PlanTask,

    /// <summary>Interviews that are agreed and not held.</summary>
    Interview,

    /// <summary>Duties to notify somebody that are answered with "no".</summary>
    Duty,

    /// <summary>Lines of the aftercare that are begun and not done.</summary>
    Aftercare,

    /// <summary>Messages between administrators and units that the person who closes has not read.</summary>
    UnitMessage,

    /// <summary>Messages of the administrators that nobody of the unit has read.</summary>
    MessageToUnit,

    /// <summary>Messages to the reporter that wait for a colleague of their writer to read and send them.</summary>
    MessageProposal,
}

/// <summary>Something that is still open in a case.</summary>
/// <param name="Kind">What.</param>
/// <param name="Count">How many of it.</param>
/// <param name="ReferralId">The referral in whose WorkFile it stands; null where it is the case's own.</param>
public sealed record OpenMatter(MatterKind Kind, int Count, Guid? ReferralId = null);

/// <summary>Messages that wait to be read.</summary>
/// <param name="Own">Of units, or to the person's own: those that the person has not read.</param>
/// <param name="ToUnits">To units: those that nobody there has read.</param>
/// <param name="Proposed">To the reporter: those that wait for a colleague of their writer.</param>
public sealed record UnreadMessages(int Own, int ToUnits, int Proposed);

/// <summary>What is still open, as far as a person can open the case: a WorkFile that they hold no key of is left out. Pure.</summary>
public static class OpenMatters
{
    /// <summary>Everything that is open, each kind once: of several referrals the first is named.</summary>
    /// <param name="thread">The Dialogue's entries.</param>
    /// <param name="due">The kinds of the case's own deadlines that are open.</param>
    /// <param name="files">The entries of each referral's WorkFile and StatementFile, as far as they opened.</param>
    /// <param name="unread">The messages that nobody has read whose turn it is.</param>
    public static IReadOnlyList<OpenMatter> Of(IReadOnlyList<ReadEntry> thread, IReadOnlyCollection<DeadlineKind> due,
        IReadOnlyList<(Guid ReferralId, IReadOnlyList<ReadEntry> Entries)> files, UnreadMessages unread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        ArgumentNullException.ThrowIfNull(due);
        ArgumentNullException.ThrowIfNull(files);
        TalkState? talk = TalkHistory.Of(thread) is [.., var last] ? last.State : null;
        List<OpenMatter> found =
        [
            new(MatterKind.Answer, Unanswered(thread)),
            new(MatterKind.Talk, talk is TalkState.Asked or TalkState.Proposed or TalkState.OtherTime ? 1 : 0),
            new(MatterKind.Minutes, WrittenMinutes.Of(thread).Count(one => one.State != MinutesState.Approved)),
            new(MatterKind.Question, Questions.Of(thread).Count(one => !one.IsAnswered)),
            new(MatterKind.AgreedTalk, due.Count(kind => kind == DeadlineKind.AgreedTalk)),
            new(MatterKind.OpenWindow, due.Count(kind => kind == DeadlineKind.OpenWindow)),
            new(MatterKind.PoliceReport, due.Count(kind => kind == DeadlineKind.PoliceReport)),
            new(MatterKind.UnitMessage, unread.Own),
            new(MatterKind.MessageToUnit, unread.ToUnits),
            new(MatterKind.MessageProposal, unread.Proposed),
            .. files.SelectMany(file => OfWork(file.ReferralId, file.Entries)),
        ];
        return [.. found.Where(one => one.Count > 0).GroupBy(one => one.Kind)
            .Select(of => new OpenMatter(of.Key, of.Sum(one => one.Count), of.First().ReferralId)).OrderBy(one => one.Kind)];
    }

    /// <summary>The same of a case as a person sees it.</summary>
    public static IReadOnlyList<OpenMatter> Of(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Of(view.Thread, [.. view.Deadlines.Where(one => one.IsOpen).Select(one => one.Deadline.Kind)],
            [.. view.Referrals.Select(one => (one.Id, (IReadOnlyList<ReadEntry>)[.. one.WorkFile ?? [], .. one.StatementFile ?? []]))],
            new UnreadMessages(UnitThread.Unread(view), view.Referrals.Sum(one => one.UnseenByUnit), view.ProposalsWaiting));
    }

    private static IEnumerable<OpenMatter> OfWork(Guid referralId, IReadOnlyList<ReadEntry> entries)
    {
        var plan = WorkPlan.Of(entries);
        yield return new(MatterKind.Action, ActionRegister.Of(entries).Count(one => one.IsOpen), referralId);
        yield return new(MatterKind.PlanTask, plan.Tasks.Count(one => one.State == TaskState.Open), referralId);
        yield return new(MatterKind.Interview, plan.Interviews.Count(one => one.State == InterviewState.Planned), referralId);
        yield return new(MatterKind.Duty, ExternalDuties.Of(entries).Values
            .Count(one => Codes.Read<DutyAnswer>(one.Answer) == DutyAnswer.No && BlankText.Is(one.Note)), referralId);
        yield return new(MatterKind.Aftercare, Aftercare.Of(entries).Count(one => one.IsOpen), referralId);
    }

    private static int Unanswered(IReadOnlyList<ReadEntry> thread) => thread.Reverse()
        .TakeWhile(entry => EntryKinds.Of(entry.Kind)?.Message != EntryMessage.FromStaff)
        .Count(entry => EntryKinds.Of(entry.Kind)?.Message == EntryMessage.FromReporter);
}
