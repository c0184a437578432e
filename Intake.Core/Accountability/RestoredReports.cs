using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// After an older dump of the main database was restored: reports in it that were destroyed meanwhile. Their vault secrets are
/// gone, so nobody can open them; here their rows go again. Where the vault was restored too, a list says what else was destroyed,
/// and its secret goes with its rows. Needs the owner's connections.
/// </summary>
public sealed class RestoredReports(IntakeDb db, VaultDb vault, Removals removals, Destructions certificates, TimeProvider time)
{
    /// <summary>Ids of the reports whose vault secret is gone, or whose removal is recorded, or listed.</summary>
    /// <param name="listed">Ids from a list of what was destroyed, kept apart from the dump; may be empty.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<Guid>> FindAsync(IReadOnlySet<Guid> listed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(listed);
        // Reports first: one that arrives between the two has its secret before its row.
        var there = await db.Reports.AsNoTracking().Select(report => report.Id).ToListAsync(cancel);
        var open = await vault.Secrets.AsNoTracking().Select(secret => secret.ReportId).ToHashSetAsync(cancel);
        var removed = await db.Removals.AsNoTracking().Select(removal => removal.ReportId).ToHashSetAsync(cancel);
        return [.. there.Where(id => !open.Contains(id) || removed.Contains(id) || listed.Contains(id))];
    }

    /// <summary>
    /// Removes one. Where what was signed of it gives its removal, that is recorded again, with a certificate; else, as when it
    /// ended after the dump was made, <c>verify roots</c> names it as gone. True when it was recorded.
    /// </summary>
    public async Task<bool> RetireAsync(Guid reportId, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var report = await db.Reports.AsNoTracking().SingleAsync(row => row.Id == reportId, cancel);
        var (reason, until) = report.State == ReportState.Withdrawn
            ? (RemovalReason.Withdrawn, default(DateOnly?)) : (RemovalReason.Retention, report.KeepUntil);
        var known = await db.Removals.AnyAsync(row => row.ReportId == reportId, cancel);
        var founded = !known && await removals.IsFoundedAsync(db, reportId, reason, until, today, cancel);
        if (founded)
        {
            await removals.AddAsync(db, reportId, reason, until, today, cancel);
            if (!await db.Destructions.AnyAsync(row => row.Id == reportId, cancel))
                await certificates.AddAsync(db, reportId, reason, until, today, cancel);
            await db.SaveChangesAsync(cancel);
        }

        await db.Reports.Where(row => row.Id == reportId).ExecuteDeleteAsync(cancel);
        await vault.Secrets.Where(secret => secret.ReportId == reportId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return known || founded;
    }

    /// <summary>Takes the deleted secrets out of the vault's file, when all are removed.</summary>
    public Task EndAsync(CancellationToken cancel) => vault.Database.ExecuteSqlAsync($"SELECT vault.rewrite()", cancel);
}
