using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Takes away what was meant for a while: unconfirmed stagings with their files, drafts whose days are over, used
/// tickets, causes of mails long sent, and vault secrets that no report came to need. Session keys, sessions and links are swept by
/// <see cref="MakeRingKeys"/>.
/// </summary>
internal sealed class SweepExpired(IntakeDb db, VaultDb vault, TimeProvider time) : IRecurringJob
{
    /// <summary>
    /// A staging made just before midnight expires, by its date, minutes later. Until this hour of its last day a
    /// reporter who is still writing can go on.
    /// </summary>
    private static readonly TimeOnly Grace = new(4, 0);

    public async Task RunAsync(CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var last = time.GetUtcNow() < CopenhagenClock.Instant(today, Grace) ? today.AddDays(-1) : today;
        var drafts = await SweepDraftsAsync(last, cancel);
        await db.Stagings.Where(staging => staging.ExpiresOn <= last && !db.Drafts.Any(draft => draft.StagingId == staging.Id))
            .ExecuteDeleteAsync(cancel);
        await db.TicketUses.Where(ticket => ticket.ExpiresOn < today).ExecuteDeleteAsync(cancel);
        var forgotten = today.AddDays(-MailCause.DaysKept);
        await db.MailCauses.Where(cause => cause.Day < forgotten).ExecuteDeleteAsync(cancel);
        var orphans = await SweepVaultAsync(last, cancel);
        if (drafts + orphans > 0) await vault.Database.ExecuteSqlAsync($"SELECT vault.rewrite()", cancel);
    }

    /// <summary>
    /// Each draft goes with its vault secret, so that nobody can open an old dump of it, its reporter included. One that
    /// is being sent holds its row's lock, and is no longer a draft when the lock is released.
    /// </summary>
    private async Task<int> SweepDraftsAsync(DateOnly last, CancellationToken cancel)
    {
        var over = await db.Drafts.Where(draft => db.Stagings.Any(staging => staging.Id == draft.StagingId && staging.ExpiresOn <= last))
            .Select(draft => new { draft.StagingId, draft.ReportId }).ToListAsync(cancel);
        foreach (var draft in over)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (await db.Stagings.Where(staging => staging.Id == draft.StagingId && staging.ExpiresOn <= last)
                .ExecuteDeleteAsync(cancel) == 0)
            {
                continue;
            }

            await vault.Secrets.Where(secret => secret.ReportId == draft.ReportId).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return over.Count;
    }

    /// <summary>
    /// A staging's secret has the id of the report it may become, which only the page's ticket knows. So a secret without
    /// a report is kept as long as there is a staging as old as it. A draft's id is known.
    /// </summary>
    private async Task<int> SweepVaultAsync(DateOnly last, CancellationToken cancel)
    {
        var oldest = await db.Stagings.Where(staging => !db.Drafts.Any(draft => draft.StagingId == staging.Id))
            .MinAsync(staging => (DateOnly?)staging.MadeOn, cancel);
        var before = oldest < last ? oldest.Value : last;
        var secrets = await vault.Secrets.Where(secret => secret.MadeOn < before).Select(secret => secret.ReportId).ToListAsync(cancel);
        if (secrets.Count == 0) return 0;
        // Drafts first: one that is sent between the two is found among the reports.
        var needed = (await db.Drafts.Select(draft => draft.ReportId).ToListAsync(cancel)).ToHashSet();
        needed.UnionWith(await db.Reports.Select(report => report.Id).ToListAsync(cancel));
        var orphans = secrets.Where(id => !needed.Contains(id)).ToList();
        return orphans.Count == 0 ? 0 : await vault.Secrets.Where(secret => orphans.Contains(secret.ReportId)).ExecuteDeleteAsync(cancel);
    }
}
