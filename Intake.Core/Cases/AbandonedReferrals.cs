using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// A referral whose last handler left has nobody to keep its deadlines. They end, unmet, and the time to take it on begins
/// again for others: an administrator refers the report again, to the unit above where the unit has nobody left.
/// </summary>
internal static class AbandonedReferrals
{
    /// <summary>WorkFiles of the report that somebody holds: asked before people are shut out.</summary>
    public static async Task<HashSet<Guid>> HeldAsync(IntakeDb db, OpenReport report, CancellationToken cancel)
    {
        var ids = WorkFiles(report).Select(c => c.Id).ToList();
        return await db.Grants.Where(g => ids.Contains(g.CompartmentId)).Select(g => g.CompartmentId).ToHashSetAsync(cancel);
    }

    /// <summary>
    /// Ends the deadlines of those that somebody held and nobody holds now. Inside the caller's transaction; the caller saves.
    /// </summary>
    public static async Task EndAsync(
        IntakeDb db, OpenReport report, HashSet<Guid> heldBefore, Scheme scheme, DateOnly today, CancellationToken cancel)
    {
        var held = await HeldAsync(db, report, cancel);
        var left = WorkFiles(report).Where(c => heldBefore.Contains(c.Id) && !held.Contains(c.Id))
            .Select(c => c.ReferralId!.Value).ToList();
        await EndAsync(db, report.Row, left, scheme, today, cancel);
    }

    /// <summary>
    /// Referrals of a scheme that nobody holds and that still run as if somebody did: access was taken from their last handler,
    /// in that transaction or by an operator, who can sign for no case.
    /// </summary>
    public static IQueryable<Referral> Unended(IntakeDb db, Guid schemeId, DateOnly today) =>
        from referral in db.Referrals
        join report in db.Reports on referral.ReportId equals report.Id
        where report.SchemeId == schemeId
            && !db.Compartments.Any(room => room.ReferralId == referral.Id && room.Kind == CompartmentKind.WorkFile
                && db.Grants.Any(grant => grant.CompartmentId == room.Id))
            && db.Deadlines.Any(row => row.ReferralId == referral.Id && row.MetOn == null && row.EndedOn == null
                && (row.Kind != DeadlineKind.Acceptance || (row.StartsOn == referral.ReferredOn && row.StartsOn < today)))
        select referral;

    /// <summary>Ends the deadlines of these referrals of a report. Inside the caller's transaction; the caller saves.</summary>
    public static async Task EndAsync(
        IntakeDb db, Report report, IReadOnlyCollection<Guid> left, Scheme scheme, DateOnly today, CancellationToken cancel)
    {
        foreach (var referral in await db.Referrals.Where(r => r.ReportId == report.Id && left.Contains(r.Id)).ToListAsync(cancel))
        {
            var leaves = CaseLifecycle.Leave.Allows(report.State, referral.State);
            await CaseMoves.TakeAsync(db, leaves ? CaseLifecycle.Leave : CaseLifecycle.LeaveBehind, report, referral, today,
                leaves ? [DeadlinePolicy.AcceptanceAgain(today, scheme.Deadlines)] : [], cancel);
        }
    }

    /// <summary>
    /// Ends the time to take on those that nobody holds, since the report has been referred again: the new referral's runs.
    /// </summary>
    public static async Task ReplaceAsync(IntakeDb db, OpenReport report, Scheme scheme, DateOnly today, CancellationToken cancel)
    {
        var unended = await Unended(db, report.Row.SchemeId, today).Where(r => r.ReportId == report.Row.Id).Select(r => r.Id)
            .ToListAsync(cancel);
        await EndAsync(db, report.Row, unended, scheme, today, cancel);
        await db.SaveChangesAsync(cancel);
        var held = await HeldAsync(db, report, cancel);
        var left = WorkFiles(report).Where(c => !held.Contains(c.Id)).Select(c => c.ReferralId!.Value).ToList();
        await DeadlineBook.EndOfReferralsAsync(
            db, DeadlineKind.Acceptance, report.Row.Id, left, DeadlineEnd.ReferredAgain, today, cancel);
    }

    private static IEnumerable<Compartment> WorkFiles(OpenReport report) =>
        report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile);
}
