using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Dates;

/// <summary>
/// Dates that people agree: the next talk, the window in which others can come forward, and the day of an incident that may
/// be a crime. A date is changed only with a reason, and every date it had stays in the Dialogue's entries.
/// </summary>
public sealed class DateDesk(IntakeDb db, CaseAccess cases, EntryLog log)
{
    /// <summary>How many days ahead a date can be set.</summary>
    public const int LongestAhead = 366;

    /// <summary>Sets a date, or another one in its place: then the reason is needed.</summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">An administrator or handler.</param>
    /// <param name="kind">One of <see cref="SetDate.All"/>.</param>
    /// <param name="day">From today on; for a police report the day of the incident, not after today.</param>
    /// <param name="hour">For a police report the hour of the incident, where it is known.</param>
    /// <param name="reason">Why; at most <see cref="CaseText.Longest"/> characters.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> SetAsync(Guid reportId, UnlockedStaff staff, DeadlineKind kind, DateOnly day, TimeOnly? hour, string? reason,
        CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (SetDate.Of(kind) is not { } date) return CaseResult.ChoiceUnknown;
            if (CaseText.FaultOfOptional(reason) is { } fault) return fault;
            if (!open.May(date.Set)) return CaseResult.NotNow;
            if (!IsPossible(kind, day, open.Today)) return CaseResult.DayImpossible;
            var before = await OpenAsync(reportId, kind, cancel);
            if (before is not null && BlankText.Is(reason)) return CaseResult.TextMissing;

            var deadline = kind == DeadlineKind.PoliceReport
                ? DeadlinePolicy.PoliceReport(day, hour ?? default) : DeadlinePolicy.ByHand(kind, open.Today, day) with
                {
                    // Another day leaves a talk with those who agreed it.
                    OfAdministrators = kind == DeadlineKind.AgreedTalk
                        && (before?.OfAdministrators ?? (open.ByAdministrator && !Works(open))),
                };
            var was = kind == DeadlineKind.PoliceReport ? before?.StartsOn : before?.DueOn;
            await AppendAsync(open, new(date.WhenSet.ToString(), day, CaseText.Given(reason) ?? "", was)
            {
                Hour = kind == DeadlineKind.PoliceReport ? hour : null,
            }, cancel);
            // Nobody could meet what had passed before the report came.
            if (kind == DeadlineKind.PoliceReport && deadline.IsOverdue(open.Report.Row.ReceivedOn))
                await DeadlineBook.DropAsync(db, kind, reportId, cancel);
            else
                await CaseMoves.TakeAsync(db, date.Set, open.Report.Row, open.Today, [deadline], cancel);
            if (kind != DeadlineKind.PoliceReport) return CaseResult.Done;
            if (await PoliceHours.AnsweredAsync(log, open, cancel) is not { } duty) return CaseResult.Done;
            // A unit that had answered before it said when it happened: its answer settles the hours, and can't be of an earlier day.
            await db.SaveChangesAsync(cancel);
            return await PoliceHours.SettleAsync(db, log, open, duty, cancel, day);
        }, cancel);

    /// <summary>Says that what the date was for is done: the talk held, the window shut, the matter reported.</summary>
    /// <returns>For an open window <see cref="CaseResult.WindowUntold"/> to a unit's handler: <see cref="WindowDesk"/> shuts it by what
    /// was done.</returns>
    public Task<CaseResult> MeetAsync(Guid reportId, UnlockedStaff staff, DeadlineKind kind, string? text, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (SetDate.Of(kind) is not { } date) return CaseResult.ChoiceUnknown;
            if (CaseText.FaultOfOptional(text) is { } fault) return fault;
            if (!open.May(date.Meet) || await OpenAsync(reportId, kind, cancel) is null) return CaseResult.NotNow;
            if (kind == DeadlineKind.OpenWindow && Works(open)) return CaseResult.WindowUntold;
            await AppendAsync(open, new(date.WhenMet.ToString(), open.Today, CaseText.Given(text) ?? ""), cancel);
            await CaseMoves.TakeAsync(db, date.Meet, open.Report.Row, open.Today, [], cancel);
            if (kind == DeadlineKind.PoliceReport) await PoliceHours.AnswerAsync(log, open, cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>Says that the day of what happened was wrong: the 72 hours that were counted from it are taken away.</summary>
    public Task<CaseResult> UndateAsync(Guid reportId, UnlockedStaff staff, string? reason, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (CaseText.Fault(reason) is { } fault) return fault;
            // Of an incident so long ago that its hours had passed there is no deadline, but the day stands.
            if (!open.May(CaseLifecycle.DatePoliceReport) || await PoliceHours.IncidentOnAsync(log, open, cancel) is not { } wrong
                || await IsMetAsync(reportId, DeadlineKind.PoliceReport, cancel))
            {
                return CaseResult.NotNow;
            }

            await AppendAsync(open, new(nameof(DecisionKind.IncidentUndated), null, CaseText.Given(reason)!, wrong), cancel);
            await DeadlineBook.DropAsync(db, DeadlineKind.PoliceReport, reportId, cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>Whether this person writes of a unit's work, where the window's steps stand.</summary>
    private static bool Works(OpenCase open) => open.Report.Compartments.Any(one =>
        one.Kind == CompartmentKind.WorkFile && open.Report.TryOpen(CompartmentKind.WorkFile, one.ReferralId, out _));

    private static bool IsPossible(DeadlineKind kind, DateOnly day, DateOnly today) => kind == DeadlineKind.PoliceReport
        ? day <= today && day >= today.AddDays(-LongestAhead)
        : day >= today && day <= today.AddDays(LongestAhead);

    private Task<DeadlineRow?> OpenAsync(Guid reportId, DeadlineKind kind, CancellationToken cancel) =>
        db.Deadlines.AsNoTracking().SingleOrDefaultAsync(row => row.ReportId == reportId && row.ReferralId == null && row.Kind == kind
            && row.MetOn == null && row.EndedOn == null, cancel);

    private Task<bool> IsMetAsync(Guid reportId, DeadlineKind kind, CancellationToken cancel) =>
        db.Deadlines.AsNoTracking().AnyAsync(
            row => row.ReportId == reportId && row.ReferralId == null && row.Kind == kind && row.MetOn != null, cancel);

    private async Task AppendAsync(OpenCase open, DecisionContent decision, CancellationToken cancel)
    {
        await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Decision, decision, open.Today, cancel);
        cases.Audit(open.Report, AuditAction.Noted);
    }
}
