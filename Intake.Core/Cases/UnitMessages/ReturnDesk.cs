using Intake.Core.Cases.Outbound;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.UnitMessages;

/// <summary>
/// Ends a referral that went to the wrong place, by keys: the unit declines it, or an administrator takes it back while nobody there
/// has opened it. The reason is a message between the two; the reporter sees that the case goes to somebody else and not why.
/// </summary>
public sealed class ReturnDesk(
    IntakeDb db, CaseAccess cases, EntryLog log, CompartmentKeys keys, SchemeCatalogue schemes, OutboundGuard guard, WorkDraftRows drafts)
{
    /// <summary>
    /// The unit declines: all its handlers lose the case, and what they noted is closed to everybody. Until a statement was sent.
    /// The reason goes to the administrators, and is looked through first.
    /// </summary>
    /// <returns>Done, not found, not now, to be checked, or what is wrong with the reason.</returns>
    public Task<CaseResult> DeclineAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, string? reason, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, handler, async open =>
        {
            if (!CaseLifecycle.Decline.IsFor(handler.Certificate)) return CaseResult.NotFound;
            // Not found for a handler of another referral.
            await drafts.DropAsync(open, referralId, WorkForm.Decline, cancel);
            return await EndAsync(
                open, referralId, CaseLifecycle.Decline, EntryKind.Declined, AuditAction.Declined, reason, answer, cancel);
        }, cancel);

    /// <summary>An administrator takes a referral back before anybody there has opened it: its handlers lose their keys.</summary>
    /// <returns>Done, not found, not now, or what is wrong with the reason.</returns>
    public Task<CaseResult> TakeBackAsync(
        Guid reportId, Guid referralId, UnlockedStaff administrator, string? reason, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, open => CaseLifecycle.TakeBack.IsFor(administrator.Certificate)
            ? EndAsync(open, referralId, CaseLifecycle.TakeBack, EntryKind.TakenBack, AuditAction.TakenBack, reason, null, cancel)
            : Task.FromResult(CaseResult.NotFound), cancel);

    private async Task<CaseResult> EndAsync(OpenCase open, Guid referralId, ReferralTransition step, EntryKind kind,
        AuditAction action, string? reason, OutboundAnswer? toAdministrators, CancellationToken cancel)
    {
        var file = open.StatementFile(referralId);
        var referral = await db.Referrals.SingleAsync(row => row.Id == referralId, cancel);
        var held = await AbandonedReferrals.HeldAsync(db, open.Report, cancel);
        if (!open.Allows(step, referral) || !held.Contains(open.Report.Find(CompartmentKind.WorkFile, referralId)!.Id))
            return CaseResult.NotNow;
        if (CaseText.Fault(reason) is { } fault) return fault;
        var content = new TextContent(reason!);
        if (toAdministrators is { } answer)
        {
            var findings = await guard.FindAsync(open, [reason], OutboundReader.Administrator, cancel);
            if (answer.MissingOf(findings) is { } missing) return missing;
            guard.Audit(open, findings, referralId);
            content = answer.Of(reason!, findings);
        }

        await log.AppendAsync(open.Report, file, kind, content, open.Today, cancel);
        // In the keys that they have: it refuses them, whatever rows they put back.
        var over = new HoldersContent(referralId, []) { Ended = true };
        await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Holders, over, open.Today, cancel);
        open.Report.Holdings!.Add(over, open.Report.Self.Party);
        await db.SaveChangesAsync(cancel);
        await keys.TakeFromUnitAsync(open.Report, referralId, cancel);
        var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
        await CaseMoves.TakeAsync(db, step, open.Report.Row, referral, open.Today,
            [DeadlinePolicy.AcceptanceAgain(open.Today, scheme.Deadlines)], cancel);
        cases.Audit(open.Report, action, referralId);
        return CaseResult.Done;
    }
}
