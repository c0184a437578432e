using Intake.Core.Cases.Planning;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Dates;

/// <summary>
/// A handler gathers what comes in through an open window and makes known what came of it: that alone meets its date for a unit. The
/// date itself is set at <see cref="DateDesk"/>.
/// </summary>
public sealed class WindowDesk(IntakeDb db, CaseAccess cases, EntryLog log)
{
    /// <summary>Adds a step, meant or done. Making known what came of it shuts the window in the same transaction.</summary>
    /// <returns>The first of <see cref="OpenWindow.Check"/>'s faults; <see cref="CaseResult.NotNow"/> without an open window, and where
    /// it would be made known before all is gathered; <see cref="CaseResult.NotFound"/> without a key of the WorkFile.</returns>
    public Task<CaseResult> StepAsync(Guid reportId, Guid referralId, UnlockedStaff handler, WindowContent step, CancellationToken cancel)
        => cases.WorkAsync(reportId, referralId, handler, async (open, file, _) =>
        {
            if (OpenWindow.Check(step, open.Today).Values.Cast<CaseResult?>().FirstOrDefault() is { } fault) return fault;
            var dates = await db.Deadlines.AsNoTracking().Where(row => row.ReportId == reportId && row.ReferralId == null
                && row.Kind == DeadlineKind.OpenWindow && row.MetOn == null)
                .Select(row => new { row.EndedBy, row.EndedOn }).ToListAsync(cancel);
            var entries = await log.ReadAsync(open.Report, file, cancel);
            var isOpen = dates.Exists(date => OpenWindow.GoesOn(entries, date.EndedBy, date.EndedOn));
            if (!OpenWindow.Of(entries, isOpen).Takes(step)) return CaseResult.NotNow;
            await log.AppendAsync(open.Report, file, EntryKind.Window, step, open.Today, cancel);
            cases.Audit(open.Report, AuditAction.Noted, referralId);
            // A date that ended with the case is not met by it.
            if (!step.Done || step.Step != nameof(WindowStep.Tell) || dates.TrueForAll(date => date.EndedBy is not null))
                return CaseResult.Done;
            var shut = SetDate.Of(DeadlineKind.OpenWindow)!;
            if (!open.May(shut.Meet)) return CaseResult.NotNow;
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Decision,
                new DecisionContent(shut.WhenMet.ToString(), open.Today, ""), open.Today, cancel);
            await CaseMoves.TakeAsync(db, shut.Meet, open.Report.Row, open.Today, [], cancel);
            return CaseResult.Done;
        }, cancel, CaseLifecycle.LookAfter);
}
