using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Planning;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Work;

/// <summary>
/// A unit's plan and actions, written into its WorkFile, and what administrators read too, into its StatementFile. Everything is
/// added and nothing changed: a thing is changed by one more entry that names it. Not found for a person without a key of the
/// WorkFile, an administrator included. What a colleague wrote of the same thing after the form was shown is seen first
/// (<see cref="CaseResult.ChangedMeanwhile"/>).
/// </summary>
public sealed class WorkDesk(IntakeDb db, CaseAccess cases, EntryLog log, SeenWhenShown seen, WorkDraftRows drafts)
{
    /// <summary>Adds an action, or what is new of one.</summary>
    /// <param name="reportId">The report.</param>
    /// <param name="referralId">The referral.</param>
    /// <param name="handler">A handler of it.</param>
    /// <param name="action">
    /// With an empty id for a new one, while the case is open; another id must be of an action of this WorkFile, of which the effect is
    /// looked at also after that.
    /// </param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> ActAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, ActionContent action, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Action, (file, _) =>
            ActionRegister.Check(action).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : Named(action.ActionId, ActionRegister.Of(file).Select(one => one.Id)) is { } id
                ? (action with { ActionId = id }, CaseResult.Done)
            : (null, CaseResult.NotFound), cancel, step: action.ActionId == Guid.Empty ? CaseLifecycle.Work : CaseLifecycle.LookAfter);

    /// <summary>Adds whether the case was notified somewhere outside. Of the police it settles the 72 hours too.</summary>
    /// <returns><see cref="CaseResult.DayImpossible"/> where the police would have been notified before it happened.</returns>
    public Task<CaseResult> NotifiedAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, DutyContent duty, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Duty, (_, today) =>
            ExternalDuties.Check(duty, today).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault
                ? (null, fault) : (ExternalDuties.Stored(duty), CaseResult.Done), cancel,
            open => PoliceHours.SettleAsync(db, log, open, duty, cancel));

    /// <summary>Adds a task, with an empty id for a new one, or what is new of one.</summary>
    public Task<CaseResult> PlanAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, PlanTaskContent task, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.PlanTask, (file, _) =>
            WorkPlan.Check(task).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : Named(task.TaskId, WorkPlan.Of(file).Tasks.Select(one => one.Id)) is { } id ? (task with { TaskId = id }, CaseResult.Done)
            : (null, CaseResult.NotFound), cancel);

    /// <summary>Adds an interview, with an empty id for a new one, or what is new of one.</summary>
    /// <returns><see cref="CaseResult.InterviewsWait"/> while <see cref="CrimeTrack"/> says that somebody is to be asked first.</returns>
    public Task<CaseResult> InterviewAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, InterviewContent interview, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Interview, (file, today) =>
            WorkPlan.Check(interview, today).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : Named(interview.InterviewId, WorkPlan.Of(file).Interviews.Select(one => one.Id)) is not { } id ? (null, CaseResult.NotFound)
            // One that was agreed can be called off.
            : CrimeTrack.Of(file).HoldsInterviews && Codes.Read<InterviewState>(interview.State) != InterviewState.Dropped
                ? (null, CaseResult.InterviewsWait)
            : (interview with { InterviewId = id }, CaseResult.Done), cancel);

    /// <summary>Adds that a party was heard, which is an interview too, or why that is not possible.</summary>
    public Task<CaseResult> HearAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, HearingContent hearing, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Hearing, (file, today) =>
            WorkPlan.Check(hearing, today).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : hearing.Heard && CrimeTrack.Of(file).HoldsInterviews ? (null, CaseResult.InterviewsWait)
            : (hearing, CaseResult.Done), cancel);

    /// <summary>Adds that what is reported may be a crime, who was asked before anybody is interviewed, or that it is none.</summary>
    public Task<CaseResult> SuspectAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, SuspicionContent said, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Suspicion, (file, today) =>
            CrimeTrack.Check(said, today).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : CrimeTrack.Of(file).Takes(said) ? (said, CaseResult.Done) : (null, CaseResult.NotNow), cancel);

    /// <summary>
    /// Keeps what is ticked in the checklists; lines that there are not are refused. What colleagues ticked or unticked after the form
    /// was shown stays as they left it, but for lines that this person changed too.
    /// </summary>
    public Task<CaseResult> TickAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, IReadOnlyList<string> ticked, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Checklist, (file, _) => ticked.All(Checklists.Knows)
            ? (new ChecklistContent(Merged(file, ticked)), CaseResult.Done) : (null, CaseResult.ChoiceUnknown), cancel);

    /// <summary>Adds whether the press may take the case up, and who is to be prepared. Nothing is sent. Both sides read it.</summary>
    public Task<CaseResult> PressAsync(Guid reportId, Guid referralId, UnlockedStaff handler, bool? risk, string? note,
        IReadOnlyList<string> tell, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.PressRisk, (_, _) =>
            PressRisk.Check(risk, note, tell).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault ? (null, fault)
            : (new PressRiskContent(risk!.Value, CaseText.Given(note) ?? "", risk.Value ? [.. tell.Distinct()] : []), CaseResult.Done),
            cancel);

    /// <summary>Adds a line of the aftercare, or what is new of one. Administrators read it too.</summary>
    public Task<CaseResult> AfterAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, AftercareContent line, CancellationToken cancel)
        => WriteAsync(reportId, referralId, handler, EntryKind.Aftercare, (_, today) =>
            Aftercare.Check(line, today).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault
                ? (null, fault) : (line, CaseResult.Done), cancel, step: CaseLifecycle.LookAfter);

    private Task<CaseResult> WriteAsync<T>(Guid reportId, Guid referralId, UnlockedStaff handler, EntryKind kind,
        Func<IReadOnlyList<ReadEntry>, DateOnly, (T? Content, CaseResult Answer)> decide, CancellationToken cancel,
        Func<OpenCase, Task<CaseResult>>? then = null, ReferralTransition? step = null) where T : class
        => cases.WorkAsync(reportId, referralId, handler, async (open, file, referral) =>
        {
            var (content, answer) = decide(await log.ReadAsync(open.Report, file, cancel), open.Today);
            if (content is null) return answer;
            var into = IsShared(kind) ? open.StatementFile(referralId) : file;
            var said = (await log.ReadAsync(open.Report, into, cancel)).Where(entry => entry.Kind == kind && IsOfTheSame(content, entry));
            if (seen.Fault(said, handler) is { } unseen) return unseen;
            await log.AppendAsync(open.Report, into, kind, content, open.Today, cancel);
            referral.Reach(kind);
            if (kind == EntryKind.PressRisk) await drafts.DropAsync(open, referralId, WorkForm.Press, cancel);
            cases.Audit(open.Report, AuditAction.Noted, referralId);
            return then is null ? CaseResult.Done : await then(open);
        }, cancel, step);

    /// <summary>Whether an entry of the same kind is of the same task, interview, party, action, duty or line.</summary>
    private static bool IsOfTheSame(object content, ReadEntry entry) => content switch
    {
        PlanTaskContent task => entry.As<PlanTaskContent>()?.TaskId == task.TaskId,
        InterviewContent interview => entry.As<InterviewContent>()?.InterviewId == interview.InterviewId,
        HearingContent hearing => entry.As<HearingContent>()?.Party == hearing.Party,
        ActionContent action => entry.As<ActionContent>()?.ActionId == action.ActionId,
        DutyContent duty => entry.As<DutyContent>()?.Duty == duty.Duty,
        AftercareContent line => entry.As<AftercareContent>()?.Line == line.Line,
        ChecklistContent => false, // Merged.
        _ => true,
    };

    /// <summary>What is ticked now, and what this person changed in what they were shown.</summary>
    private List<string> Merged(IReadOnlyList<ReadEntry> file, IReadOnlyList<string> ticked)
    {
        if (seen.Position is not { } position) return [.. ticked.Distinct()];
        var shown = WorkPlan.Of([.. file.Where(entry => entry.Position <= position)]).Ticked;
        return [.. WorkPlan.Of(file).Ticked.Except(shown.Except(ticked)).Union(ticked.Except(shown))];
    }

    /// <summary>Whether administrators read it too.</summary>
    private static bool IsShared(EntryKind kind) => kind is EntryKind.PressRisk or EntryKind.Aftercare;

    /// <summary>A new id for an empty one, the id itself where it is of something known, else null.</summary>
    private static Guid? Named(Guid id, IEnumerable<Guid> known) =>
        id == Guid.Empty ? Guid.NewGuid() : known.Contains(id) ? id : null;
}
