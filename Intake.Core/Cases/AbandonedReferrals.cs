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
        foreach (var referral in await db.Referrals.Where(r => r.ReportId == report.Row.Id && left.Contains(r.Id)).ToListAsync(cancel))
        {
            var leaves = CaseLifecycle.Leave.Allows(report.Row.State, referral.State);
            await CaseMoves.TakeAsync(db, leaves ? CaseLifecycle.Leave : CaseLifecycle.LeaveBehind, report.Row, referral, today,
                leaves ? [DeadlinePolicy.AcceptanceAgain(today, scheme.Deadlines)] : [], cancel);
        }
    }

    /// <summary>
    /// Ends the time to take on those that nobody holds, since the report has been referred again: the new referral's runs.
    /// </summary>
    public static async Task ReplaceAsync(IntakeDb db, OpenReport report, DateOnly today, CancellationToken cancel)
    {
        var held = await HeldAsync(db, report, cancel);
        var left = WorkFiles(report).Where(c => !held.Contains(c.Id)).Select(c => c.ReferralId!.Value).ToList();
        await DeadlineBook.EndOfReferralsAsync(
            db, DeadlineKind.Acceptance, report.Row.Id, left, DeadlineEnd.ReferredAgain, today, cancel);
    }

    private static IEnumerable<Compartment> WorkFiles(OpenReport report) =>
        report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile);
}
