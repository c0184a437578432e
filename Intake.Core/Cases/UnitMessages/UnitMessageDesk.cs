using Intake.Core.Cases.Outbound;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.UnitMessages;

/// <summary>Writes what administrators and a unit say to each other about a case: see <see cref="UnitThread"/>.</summary>
public sealed class UnitMessageDesk(CaseAccess cases, EntryLog log, OutboundGuard guard, CaseDraftRows drafts)
{
    /// <summary>
    /// Writes to the other side: a handler of the referral to the administrators, an administrator to the unit. Also to a unit that
    /// has not taken the case on yet, and not once the case is over. What a unit writes is looked through first; what goes to a unit
    /// is always shown first, and looked through for what was struck out for it.
    /// </summary>
    /// <returns>
    /// Done, not found for a person without a key of the StatementFile, not now, to be checked, or what is wrong with the text.
    /// </returns>
    public Task<CaseResult> WriteAsync(
        Guid reportId, Guid referralId, UnlockedStaff staff, string? text, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            var file = open.StatementFile(referralId);
            if (CaseText.Fault(text) is { } fault) return fault;
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            var handles = open.Report.TryOpen(CompartmentKind.WorkFile, referralId, out _);
            var findings = await guard.FindAsync(
                open, [text], handles ? OutboundReader.Administrator : OutboundReader.Unit, cancel, handles ? null : new(referralId));
            if ((handles ? answer.MissingOf(findings) : answer.Missing(findings)) is { } missing) return missing;
            await log.AppendAsync(open.Report, file, UnitThread.By(handles), answer.Of(text!, findings), open.Today, cancel);
            guard.Audit(open, findings, referralId);
            await drafts.DropAsync(open, WorkForm.UnitMessage, cancel);
            cases.Audit(open.Report, AuditAction.UnitMessaged, referralId);
            return CaseResult.Done;
        }, cancel);
}
