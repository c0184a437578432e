using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Operations.SelfChecks;

/// <summary>Keeps how the self-checks went, a row for each web process.</summary>
public sealed class SelfCheckBook(IntakeDb db, TimeProvider time)
{
    /// <summary>A process that has not checked for so long has ended; where none has, that is an alarm.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>How far the clocks of two processes may be apart. A check of a later time was none: its row is passed over.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Writes what a process found, and takes away the rows of processes that have ended.</summary>
    public async Task WriteAsync(Guid process, SelfCheckFinding finding, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var now = time.GetUtcNow();
        var row = await db.SelfChecks.SingleOrDefaultAsync(one => one.Id == process, cancel);
        if (row is null) db.SelfChecks.Add(row = new SelfCheckRow { Id = process, TriedAt = now });
        (row.TriedAt, row.Failed) = (now, finding.Failed);
        if (finding.Failed is null) row.GoodAt = now;
        await db.SaveChangesAsync(cancel);
        var ahead = now + Skew;
        await db.SelfChecks.Where(one => one.Id != process && (one.TriedAt < now - Patience || one.TriedAt > ahead || one.GoodAt > ahead))
            .ExecuteDeleteAsync(cancel);
    }

    /// <summary>All processes together; null before the first check of an installation.</summary>
    public async Task<SelfCheckStatus?> ReadAsync(CancellationToken cancel)
    {
        var (since, ahead) = (time.GetUtcNow() - Patience, time.GetUtcNow() + Skew);
        var all = await db.SelfChecks.AsNoTracking().ToListAsync(cancel);
        var rows = all.Where(row => row.TriedAt <= ahead && (row.GoodAt is null || row.GoodAt <= ahead)).ToList();
        if (rows.Count < all.Count && rows.Count == 0) return new(GoodAt: null, Failed: null);
        return rows.Count == 0 ? null : new(
            rows.Max(row => row.GoodAt),
            rows.Where(row => row.TriedAt >= since).OrderByDescending(row => row.TriedAt).Select(row => row.Failed).FirstOrDefault(
                failed => failed is not null));
    }
}

/// <summary>How the self-checks of all web processes went.</summary>
/// <param name="GoodAt">When one went well last; null when none has.</param>
/// <param name="Failed">Where the last one of some process failed; null when all went well.</param>
public sealed record SelfCheckStatus(DateTimeOffset? GoodAt, SelfCheckStep? Failed);
