using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Seals each day that is over: a signed root over the rows that are under no root yet, chained to the day before.
/// FORMAT.md §16. Reads hashes only, so the worker can do it.
/// </summary>
public sealed class DailyRoots(FileSecret fileSecret, TimeProvider time)
{
    // Any constant: it only has to be the same in every release.
    private const long SealingLock = 0x726F6F74;

    /// <summary>A row can be committed a little after midnight: days before the last root are looked at again.</summary>
    private const int DaysLookedBack = 2;

    /// <summary>The public half of the key that signs, 65 bytes.</summary>
    public byte[] PublicKey() => DailyRootSeal.PublicKey(fileSecret);

    /// <summary>What the mail of a root carries.</summary>
    public RootMailSeal MailOf(DailyRootSeal root) => RootMailSeal.Make(fileSecret, root);

    /// <summary>Seals every day up to yesterday that has no root, in the caller's transaction; of two at once, one waits.</summary>
    public async Task<IReadOnlyList<DailyRootSeal>> SealAsync(IntakeDb db, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SealingLock})", cancel);
        var yesterday = CopenhagenClock.Today(time).AddDays(-1);
        var last = await NewestAsync(db, cancel);
        var first = last?.Day.AddDays(1) ?? yesterday;
        if (first > yesterday) return [];

        var fresh = await FreshAsync(db, last?.Day.AddDays(-DaysLookedBack) ?? DateOnly.MinValue, yesterday, cancel);
        var previous = last is null ? DailyRootSeal.Beginning : Seal(last).RecordHash();
        var link = await db.AuditDays.OrderByDescending(row => row.Day).Select(row => row.Head).FirstOrDefaultAsync(cancel)
            ?? AuditChain.Beginning;
        var seals = new List<DailyRootSeal>();
        for (var day = first; day <= yesterday; day = day.AddDays(1))
        {
            var rows = fresh.Where(leaf => leaf.Day <= day).ToList();
            fresh.RemoveAll(leaf => leaf.Day <= day);
            var audit = AuditDay.Of(day, rows.Select(leaf => leaf.Audit).OfType<AuditLink>(), link);
            var leaves = rows.Select(leaf => leaf.Hash).Append(RootLeaves.Of(audit)).ToHashSet(ByteOrder.Instance);
            var seal = DailyRootSeal.Make(fileSecret, day, leaves, previous);
            db.AuditDays.Add(audit);
            db.RootLeaves.AddRange(leaves.Select(leaf => new RootLeaf { Hash = leaf, Day = day }));
            db.DailyRoots.Add(new DailyRoot
            {
                Day = day, Root = seal.TreeHash, Previous = previous, LeafCount = seal.LeafCount, Signature = seal.Signature,
            });
            (previous, link) = (seal.RecordHash(), audit.Head);
            seals.Add(seal);
        }

        await db.SaveChangesAsync(cancel);
        return seals;
    }

    /// <summary>The roots from a day on that the installation signed, the oldest first: one a day, and no other row.</summary>
    public async Task<IReadOnlyList<DailyRootSeal>> SinceAsync(IntakeDb db, DateOnly day, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (key, rows) = (PublicKey(), await db.DailyRoots.AsNoTracking().Where(root => root.Day >= day).ToListAsync(cancel));
        return [.. rows.Select(Seal).Where(seal => seal.IsSigned(key)).DistinctBy(seal => seal.Day).OrderBy(seal => seal.Day)];
    }

    /// <summary>The newest root that the installation signed; null when there is none.</summary>
    public async Task<DailyRoot?> NewestAsync(IntakeDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var key = PublicKey();
        var newestFirst = db.DailyRoots.AsNoTracking().OrderByDescending(root => root.Day).AsAsyncEnumerable();
        await foreach (var root in newestFirst.WithCancellation(cancel))
            if (Seal(root).IsSigned(key)) return root;
        return null;
    }

    internal static DailyRootSeal Seal(DailyRoot root) => new(root.Day, root.Root, root.Previous, root.LeafCount, root.Signature);

    private static async Task<List<DatedLeaf>> FreshAsync(IntakeDb db, DateOnly from, DateOnly upTo, CancellationToken cancel)
    {
        var all = await RootLeaves.OfAsync(db, from, upTo, cancel);
        var hashes = all.Select(leaf => leaf.Hash).ToList();
        var known = (await db.RootLeaves.Where(leaf => hashes.Contains(leaf.Hash)).Select(leaf => leaf.Hash).ToListAsync(cancel))
            .ToHashSet(ByteOrder.Instance);
        return [.. all.Where(leaf => !known.Contains(leaf.Hash))];
    }
}
