using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Planning;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Work;

/// <summary>
/// A unit's plan and actions, written into its WorkFile. Everything is added and nothing changed: a thing is changed by one more
/// entry that names it. Not found for a person without a key of the WorkFile, an administrator included.
/// </summary>
public sealed class WorkDesk(CaseAccess cases, EntryLog log)
{
    /// <summary>Adds an action, or what is new of one.</summary>
    /// <param name="reportId">The report.</param>
    /// <param name="referralId">The referral.</param>
    /// <param name="handler">A handler of it.</param>
    /// <param name="action">With an empty id for a new one; another id must be of an action of this WorkFile.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> ActAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, ActionContent action, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Action, (file, _) =>
            ActionRegister.Check(action).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : Named(action.ActionId, ActionRegister.Of(file).Select(one => one.Id)) is { } id
                ? (action with { ActionId = id }, CaseResult.Done)
            : (null, CaseResult.NotFound), cancel);

    /// <summary>Adds whether the case was notified somewhere outside.</summary>
    public Task<CaseResult> NotifiedAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, DutyContent duty, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Duty, (_, today) =>
            ExternalDuties.Check(duty, today).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault
                ? (null, fault) : (ExternalDuties.Stored(duty), CaseResult.Done), cancel);

    /// <summary>Adds a task, with an empty id for a new one, or what is new of one.</summary>
    public Task<CaseResult> PlanAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, PlanTaskContent task, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.PlanTask, (file, _) =>
            WorkPlan.Check(task).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : Named(task.TaskId, WorkPlan.Of(file).Tasks.Select(one => one.Id)) is { } id ? (task with { TaskId = id }, CaseResult.Done)
            : (null, CaseResult.NotFound), cancel);

    /// <summary>Adds an interview, with an empty id for a new one, or what is new of one.</summary>
    public Task<CaseResult> InterviewAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, InterviewContent interview, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Interview, (file, _) =>
            WorkPlan.Check(interview).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : Named(interview.InterviewId, WorkPlan.Of(file).Interviews.Select(one => one.Id)) is { } id
                ? (interview with { InterviewId = id }, CaseResult.Done)
            : (null, CaseResult.NotFound), cancel);

    /// <summary>Adds that a party was heard, or why that is not possible.</summary>
    public Task<CaseResult> HearAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, HearingContent hearing, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Hearing, (_, today) =>
            WorkPlan.Check(hearing, today).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault
                ? (null, fault) : (hearing, CaseResult.Done), cancel);

    /// <summary>Keeps what is ticked in the checklists; lines that there are not are refused.</summary>
    public Task<CaseResult> TickAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, IReadOnlyList<string> ticked, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Checklist, (_, _) => ticked.All(Checklists.Knows)
            ? (new ChecklistContent([.. ticked.Distinct()]), CaseResult.Done) : (null, CaseResult.ChoiceUnknown), cancel);

    private Task<CaseResult> WriteAsync<T>(Guid reportId, Guid referralId, UnlockedStaff handler, EntryKind kind,
        Func<IReadOnlyList<ReadEntry>, DateOnly, (T? Content, CaseResult Answer)> decide, CancellationToken cancel) where T : class
        => cases.WorkAsync(reportId, referralId, handler, async (open, file, _) =>
        {
            var (content, answer) = decide(await log.ReadAsync(open.Report, file, cancel), open.Today);
            if (content is null) return answer;
            await log.AppendAsync(open.Report, file, kind, content, open.Today, cancel);
            cases.Audit(open.Report, AuditAction.Noted, referralId);
            return CaseResult.Done;
        }, cancel);

    /// <summary>A new id for an empty one, the id itself where it is of something known, else null.</summary>
    private static Guid? Named(Guid id, IEnumerable<Guid> known) =>
        id == Guid.Empty ? Guid.NewGuid() : known.Contains(id) ? id : null;
}
