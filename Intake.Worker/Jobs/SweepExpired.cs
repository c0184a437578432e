using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Takes away what was meant for a while: unconfirmed stagings with their files, drafts whose days are over, used
/// tickets, causes and ids of mails long sent, and vault secrets that no report came to need. Session keys, sessions and links are swept by
/// <see cref="MakeRingKeys"/>.
/// </summary>
internal sealed class SweepExpired(IntakeDb db, VaultDb vault, VaultFile file, TimeProvider time) : IRecurringJob
{
    /// <summary>
    /// A staging made just before midnight expires, by its date, minutes later. Until this hour of its last day a
    /// reporter who is still writing can go on.
    /// </summary>
    private static readonly TimeOnly Grace = new(4, 0);

    /// <summary>No draft is kept so long: a staging with a later last day is nobody's.</summary>
    private const int MostDaysKept = DeadlineSettings.LongestDraftDays + 7;

    /// <summary>A staging that is no draft is swept the day after: one that is so much older than the sweep is nobody's.</summary>
    private const int MostDaysOld = 7;

    public async Task RunAsync(CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var last = time.GetUtcNow() < CopenhagenClock.Instant(today, Grace) ? today.AddDays(-1) : today;
        var (drafts, orphans) = (0, 0);
        var forgotten = today.AddDays(-MailCause.DaysKept);
        await EachAsync(
            cancel,
            async () => drafts = await SweepStagingsAsync(last, ofDrafts: true, cancel),
            () => SweepStagingsAsync(last, ofDrafts: false, cancel),
            () => db.TicketUses.Where(ticket => ticket.ExpiresOn < today).ExecuteDeleteAsync(cancel),
            () => db.MailCauses.Where(cause => cause.Day < forgotten).ExecuteDeleteAsync(cancel),
            () => db.MailsGone.Where(mail => mail.Day < today.AddDays(-MailGone.DaysKept)).ExecuteDeleteAsync(cancel),
            async () => orphans = await SweepVaultAsync(last, cancel),
            async () =>
            {
                if (drafts + orphans > 0) await file.RewriteAsync(cancel);
            });
    }

    /// <summary>Every step, whatever came of those before it; the failures come together at the end.</summary>
    private async Task EachAsync(CancellationToken cancel, params Func<Task>[] steps)
    {
        var failures = new List<Exception>();
        foreach (var step in steps)
        {
            try
            {
                await step();
            }
            catch (Exception failed) when (!cancel.IsCancellationRequested)
            {
                db.ChangeTracker.Clear();
                failures.Add(failed);
            }
        }

        if (failures.Count > 0) throw new AggregateException(failures);
    }

    /// <summary>
    /// Row by row, past those that somebody holds: they are sent or saved at this moment, or are swept at the next run. A
    /// draft goes with its vault secret, so that nobody can open an old dump of it, its reporter included.
    /// </summary>
    private async Task<int> SweepStagingsAsync(DateOnly last, bool ofDrafts, CancellationToken cancel)
    {
        var never = last.AddDays(MostDaysKept);
        var over = await db.Stagings.Where(staging => staging.ExpiresOn <= last || staging.ExpiresOn > never)
            .GroupJoin(db.Drafts, staging => staging.Id, draft => draft.StagingId, (staging, drafts) => new { staging.Id, drafts })
            .SelectMany(both => both.drafts.DefaultIfEmpty(),
                (both, draft) => new { both.Id, ReportId = draft == null ? (Guid?)null : draft.ReportId })
            .Where(one => one.ReportId != null == ofDrafts).ToListAsync(cancel);
        var gone = 0;
        await EachAsync(cancel, [.. over.Select(one => (Func<Task>)(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var held = await db.Database.SqlQuery<Guid>($"""
                SELECT id AS "Value" FROM intake.staging
                WHERE id = {one.Id} AND (expires_on <= {last} OR expires_on > {never}) FOR UPDATE SKIP LOCKED
                """).ToListAsync(cancel);
            if (held.Count == 0) return;
            // One that was saved as a draft since it was looked for has another day.
            if (!ofDrafts && await db.Drafts.AnyAsync(draft => draft.StagingId == one.Id, cancel)) return;
            await db.Stagings.Where(staging => staging.Id == one.Id).ExecuteDeleteAsync(cancel);
            // No draft has the id of a report: one that says so was written by somebody who wants the report's secret gone.
            var ofReport = one.ReportId is { } id && await db.Reports.AnyAsync(report => report.Id == id, cancel);
            if (one.ReportId is { } draft && !ofReport)
                await vault.Secrets.Where(secret => secret.ReportId == draft).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
            if (ofReport) throw new InvalidOperationException("A draft had the id of a report. The report's secret was kept.");
            gone++;
        }))]);
        return gone;
    }

    /// <summary>
    /// A staging's secret has the id of the report it may become, which only the page's ticket knows. So a secret without
    /// a report is kept as long as there is a staging as old as it. A draft's id is known.
    /// </summary>
    private async Task<int> SweepVaultAsync(DateOnly last, CancellationToken cancel)
    {
        var since = last.AddDays(-MostDaysOld);
        var oldest = await db.Stagings
            .Where(staging => staging.MadeOn >= since && !db.Drafts.Any(draft => draft.StagingId == staging.Id))
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
