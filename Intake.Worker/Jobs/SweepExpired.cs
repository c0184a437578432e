using Intake.Core.Deadlines;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Takes away what was meant for a while: unconfirmed stagings with their files, used tickets, and vault secrets that
/// no report came to need. Session keys, sessions and links are <see cref="MakeRingKeys"/>' to sweep.
/// </summary>
internal sealed class SweepExpired(IntakeDb db, VaultDb vault, TimeProvider time) : IRecurringJob
{
    /// <summary>
    /// A staging made just before midnight expires, by its date, minutes later. Until this hour of its last day the
    /// one who is still writing can go on.
    /// </summary>
    private static readonly TimeOnly Grace = new(4, 0);

    public async Task RunAsync(CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var last = time.GetUtcNow() < CopenhagenClock.Instant(today, Grace) ? today.AddDays(-1) : today;
        await db.Stagings.Where(staging => staging.ExpiresOn <= last).ExecuteDeleteAsync(cancel);
        await db.TicketUses.Where(ticket => ticket.ExpiresOn < today).ExecuteDeleteAsync(cancel);
        await SweepVaultAsync(last, cancel);
    }

    /// <summary>
    /// A staging's secret bears the id of the report it may become, which only the page's ticket knows. So a secret
    /// without a report is kept while a staging as old as it lives, and no longer.
    /// </summary>
    private async Task SweepVaultAsync(DateOnly last, CancellationToken cancel)
    {
        var oldest = await db.Stagings.MinAsync(staging => (DateOnly?)staging.MadeOn, cancel);
        var before = oldest < last ? oldest.Value : last;
        var secrets = await vault.Secrets.Where(secret => secret.MadeOn < before).Select(secret => secret.ReportId).ToListAsync(cancel);
        if (secrets.Count == 0) return;
        var reports = (await db.Reports.Select(report => report.Id).ToListAsync(cancel)).ToHashSet();
        var orphans = secrets.Where(id => !reports.Contains(id)).ToList();
        if (orphans.Count == 0) return;
        await vault.Secrets.Where(secret => orphans.Contains(secret.ReportId)).ExecuteDeleteAsync(cancel);
        await vault.Database.ExecuteSqlAsync($"SELECT vault.rewrite()", cancel);
    }
}
