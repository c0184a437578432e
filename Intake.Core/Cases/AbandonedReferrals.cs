using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>A referral whose last handler left has nobody to keep its deadlines: an administrator offers it again.</summary>
internal static class AbandonedReferrals
{
    /// <summary>Ends the deadlines of those that nobody holds. Inside the caller's transaction; the caller saves.</summary>
    public static async Task EndAsync(IntakeDb db, OpenReport report, DateOnly today, CancellationToken cancel)
    {
        var files = report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile).ToList();
        var ids = files.Select(c => c.Id).ToList();
        var held = await db.Grants.Where(g => ids.Contains(g.CompartmentId)).Select(g => g.CompartmentId).Distinct().ToListAsync(cancel);
        var abandoned = files.Where(c => !held.Contains(c.Id)).Select(c => c.ReferralId!.Value).ToList();
        foreach (var referral in await db.Referrals.Where(r => r.ReportId == report.Row.Id && abandoned.Contains(r.Id)).ToListAsync(cancel))
            await CaseMoves.TakeAsync(db, CaseLifecycle.Leave, report.Row, referral, today, [], cancel);
    }
}
