using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.UnitMessages;

/// <summary>Writes what administrators and a unit say to each other about a case: see <see cref="UnitThread"/>.</summary>
public sealed class UnitMessageDesk(CaseAccess cases, EntryLog log)
{
    /// <summary>
    /// Writes to the other side: a handler of the referral to the administrators, an administrator to the unit. Also to a unit that
    /// has not taken the case on yet, and not once the case is over.
    /// </summary>
    /// <returns>Done, not found for a person without a key of the StatementFile, not now, or what is wrong with the text.</returns>
    public Task<CaseResult> WriteAsync(Guid reportId, Guid referralId, UnlockedStaff staff, string? text, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            var file = open.StatementFile(referralId);
            if (CaseText.Fault(text) is { } fault) return fault;
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            var handles = open.Report.TryOpen(CompartmentKind.WorkFile, referralId, out _);
            await log.AppendAsync(open.Report, file, UnitThread.By(handles), new TextContent(text!), open.Today, cancel);
            cases.Audit(open.Report, AuditAction.UnitMessaged, referralId);
            return CaseResult.Done;
        }, cancel);
}
