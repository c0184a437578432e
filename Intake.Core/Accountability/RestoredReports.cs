using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// After an older dump of the main database was restored: reports in it that were destroyed meanwhile. Their vault secrets are
/// gone, so nobody can open them; here their rows go again. Where the vault was restored too, a list says what else was destroyed,
/// and its secret goes with its rows. A removal that the installation did not sign, in the database or in the list, destroys nothing.
/// Needs the owner's connections.
/// </summary>
public sealed class RestoredReports(
    IntakeDb db, VaultDb vault, VaultFile file, FileSecret fileSecret, Removals removals, Destructions certificates, TimeProvider time)
{
    /// <summary>The reports whose vault secret is gone, or whose removal is recorded and follows from what was signed, or listed.</summary>
    /// <param name="listed">A list of what was destroyed, kept apart from the dump; may be empty.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<RestoredFound> FindAsync(IReadOnlyCollection<ListedRemoval> listed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(listed);
        // Reports first: one that arrives between the two has its secret before its row.
        var there = await db.Reports.AsNoTracking().Select(report => report.Id).ToListAsync(cancel);
        var open = await vault.Secrets.AsNoTracking().Select(secret => secret.ReportId).ToHashSetAsync(cancel);
        var key = DailyRootSeal.PublicKey(fileSecret);
        var signed = listed.Where(line => line.IsSigned(key)).Select(line => line.ReportId).ToHashSet();
        signed.UnionWith(await RecordedAsync(there.ToHashSet(), cancel));
        var named = await db.Removals.AsNoTracking().Select(removal => removal.ReportId).ToHashSetAsync(cancel);
        named.UnionWith(listed.Select(line => line.ReportId));
        return new(
            [.. there.Where(id => !open.Contains(id) || signed.Contains(id))],
            [.. there.Where(id => open.Contains(id) && named.Contains(id) && !signed.Contains(id))]);
    }

    /// <summary>Of these reports, those whose removal is in order and follows from what was signed of them.</summary>
    private async Task<HashSet<Guid>> RecordedAsync(IReadOnlyCollection<Guid> of, CancellationToken cancel)
    {
        var recorded = new HashSet<Guid>();
        var inOrder = (await RemovalCheck.RunAsync(db, fileSecret, cancel)).InOrder;
        foreach (var row in inOrder.Where(row => of.Contains(row.ReportId)))
        {
            if (await removals.IsFoundedAsync(db, row.ReportId, row.Reason, row.Until, row.Day, cancel)) recorded.Add(row.ReportId);
        }

        return recorded;
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
        var known = (await RecordedAsync([reportId], cancel)).Count > 0;
        // Somebody else's row in its place: the report has one removal, and an owner takes that row out first.
        var taken = await db.Removals.AnyAsync(row => row.ReportId == reportId, cancel);
        var founded = !taken && await removals.IsFoundedAsync(db, reportId, reason, until, today, cancel);
        if (founded)
        {
            await removals.AddAsync(db, reportId, reason, until, today, cancel);
            await certificates.AddAsync(db, reportId, reason, until, today, cancel);
            await db.SaveChangesAsync(cancel);
        }

        await db.Reports.Where(row => row.Id == reportId).ExecuteDeleteAsync(cancel);
        await vault.Secrets.Where(secret => secret.ReportId == reportId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return known || founded;
    }

    /// <summary>Takes the deleted secrets out of the vault's file, when all are removed.</summary>
    public Task EndAsync(CancellationToken cancel) => file.RewriteAsync(cancel);
}

/// <summary>What was found after a restore.</summary>
/// <param name="Destroyed">Reports that were destroyed since the dump was made.</param>
/// <param name="Untrusted">Reports that can be opened, and that a removal names which the installation did not sign.</param>
public sealed record RestoredFound(IReadOnlyList<Guid> Destroyed, IReadOnlyList<Guid> Untrusted);
