using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Seals each day that is over: a signed root over the rows that are under no root yet, chained to the day before.
/// FORMAT.md §16. Reads hashes only, so the worker can do it. It follows only roots that the installation signed, and leaves that it
/// sealed: any other row of theirs says nothing.
/// </summary>
public sealed class DailyRoots(FileSecret fileSecret, TimeProvider time)
{
    // Any constant: it only has to be the same in every release.
    private const long SealingLock = 0x726F6F74;

    /// <summary>A row can be committed a little after midnight: days before the last root are looked at again.</summary>
    private const int DaysLookedBack = 2;

    /// <summary>Roots that are read, and then verified, at once.</summary>
    private const int AtOnce = 1000;

    private static readonly DateOnly Ever = new(1900, 1, 1);

    private readonly KnownVerdicts verdicts = new();
    private DailyRoot? newest;

    /// <summary>The public half of the key that signs, 65 bytes.</summary>
    public byte[] PublicKey() => DailyRootSeal.PublicKey(fileSecret);

    /// <summary>What the mail of a root carries.</summary>
    public RootMailSeal MailOf(DailyRootSeal root) => RootMailSeal.Make(fileSecret, root);

    /// <summary>Seals every day up to yesterday that has no root, in the caller's transaction; of two at once, one waits.</summary>
    public async Task<IReadOnlyList<DailyRootSeal>> SealAsync(IntakeDb db, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SealingLock})", cancel);
        var last = await NewestAsync(db, cancel);
        var first = last?.Day.AddDays(1) ?? Yesterday;
        if (first > Yesterday) return [];

        using var sealing = new LeafSeal(fileSecret);
        var fresh = await FreshAsync(db, sealing, last?.Day.AddDays(-DaysLookedBack) ?? DateOnly.MinValue, cancel);
        var previous = last is null ? DailyRootSeal.Beginning : Seal(last).RecordHash();
        var link = last is null ? AuditChain.Beginning : await HeadAsync(db, last.Day, cancel);
        var seals = new List<DailyRootSeal>();
        for (var day = first; day <= Yesterday; day = day.AddDays(1))
        {
            var rows = fresh.Where(leaf => leaf.Day <= day).ToList();
            fresh.RemoveAll(leaf => leaf.Day <= day);
            var audit = AuditDay.Of(day, rows.Select(leaf => leaf.Audit).OfType<AuditLink>(), link);
            var leaves = rows.Select(leaf => leaf.Hash).Append(RootLeaves.Of(audit)).ToHashSet(ByteOrder.Instance);
            var seal = DailyRootSeal.Make(fileSecret, day, leaves, previous);
            db.AuditDays.Add(audit);
            db.RootLeaves.AddRange(leaves.Select(leaf => new RootLeaf { Hash = leaf, Day = day, Seal = sealing.Make(leaf) }));
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
        var (key, yesterday) = (PublicKey(), Yesterday);
        var rows = await db.DailyRoots.AsNoTracking().Where(root => root.Day >= day && root.Day <= yesterday).ToListAsync(cancel);
        return [.. rows.Select(Seal).Where(seal => IsSigned(seal, key)).DistinctBy(seal => seal.Day).OrderBy(seal => seal.Day)];
    }

    /// <summary>
    /// The newest root that the installation signed; null when there is none. The one that was found last is not looked for again: only
    /// rows of later days are verified, however many somebody wrote.
    /// </summary>
    public async Task<DailyRoot?> NewestAsync(IntakeDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (known, yesterday) = (Volatile.Read(ref newest), Yesterday);
        if (known is not null && (known.Day > yesterday
            || !await db.DailyRoots.AnyAsync(root => root.Day == known.Day && root.Signature == known.Signature, cancel)))
        {
            known = null;
        }

        var found = await NewestAsync(db, known?.Day ?? Ever, yesterday, cancel) ?? known;
        Volatile.Write(ref newest, found);
        return found;
    }

    /// <summary>
    /// The same of any day: one of a day that is not over yet says that this program's clock, or another's, is wrong. Of such days
    /// a thousand rows are looked at.
    /// </summary>
    public async Task<DailyRoot?> NewestOfAnyDayAsync(IntakeDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (key, yesterday) = (PublicKey(), Yesterday);
        var ahead = await db.DailyRoots.AsNoTracking().Where(root => root.Day > yesterday).OrderBy(root => root.Day).Take(AtOnce)
            .ToListAsync(cancel);
        return ahead.FindLast(root => IsSigned(Seal(root), key)) ?? await NewestAsync(db, cancel);
    }

    /// <summary>The newest signed one after a day and until another. No reader stays open while signatures are verified.</summary>
    private async Task<DailyRoot?> NewestAsync(IntakeDb db, DateOnly after, DateOnly until, CancellationToken cancel)
    {
        var key = PublicKey();
        var (day, signature) = (until.AddDays(1), Array.Empty<byte>());
        while (true)
        {
            var page = await db.DailyRoots.FromSql($"""
                SELECT * FROM intake.daily_root WHERE day > {after} AND (day, signature) < ({day}, {signature})
                ORDER BY day DESC, signature DESC LIMIT {AtOnce}
                """).AsNoTracking().ToListAsync(cancel);
            if (page.Find(root => IsSigned(Seal(root), key)) is { } found) return found;
            if (page.Count < AtOnce) return null;
            (day, signature) = (page[^1].Day, page[^1].Signature);
        }
    }

    /// <summary>The leaves of a day that the installation sealed.</summary>
    public async Task<IReadOnlyList<byte[]>> LeavesAsync(IntakeDb db, DateOnly day, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        using var sealing = new LeafSeal(fileSecret);
        return [.. (await db.RootLeaves.AsNoTracking().Where(leaf => leaf.Day == day).ToListAsync(cancel))
            .Where(leaf => sealing.Verify(leaf.Hash, leaf.Seal)).Select(leaf => leaf.Hash)];
    }

    /// <summary>
    /// Seals the leaves that were stored before there were seals, of each day whose signed root is over exactly these. Needs the owner's
    /// connection. Returns how many.
    /// </summary>
    public async Task<int> TakeOverAsync(IntakeDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        using var sealing = new LeafSeal(fileSecret);
        var (key, taken) = (PublicKey(), 0);
        foreach (var root in (await db.DailyRoots.AsNoTracking().OrderBy(row => row.Day).ToListAsync(cancel)).Select(Seal))
        {
            var leaves = await db.RootLeaves.Where(leaf => leaf.Day == root.Day && leaf.Seal == LeafSeal.None)
                .Select(leaf => leaf.Hash).ToListAsync(cancel);
            if (leaves.Count == 0 || !root.Verify(key, leaves, root.Previous)) continue;
            var seals = leaves.ConvertAll(leaf => sealing.Make(leaf));
            taken += await db.Database.ExecuteSqlAsync($"""
                UPDATE intake.root_leaf leaf SET seal = made.seal FROM unnest({leaves}, {seals}) AS made(hash, seal)
                WHERE leaf.day = {root.Day} AND leaf.hash = made.hash AND leaf.seal = {LeafSeal.None}
                """, cancel);
        }

        return taken;
    }

    internal static DailyRootSeal Seal(DailyRoot root) => new(root.Day, root.Root, root.Previous, root.LeafCount, root.Signature);

    private DateOnly Yesterday => CopenhagenClock.Today(time).AddDays(-1);

    private bool IsSigned(DailyRootSeal seal, byte[] key) => verdicts.Of(() => seal.IsSigned(key), seal.RecordHash(), seal.Signature);

    /// <summary>The last link of a day's chain: of the row that is a leaf of its root.</summary>
    private async Task<byte[]> HeadAsync(IntakeDb db, DateOnly day, CancellationToken cancel)
    {
        var leaves = (await LeavesAsync(db, day, cancel)).ToHashSet(ByteOrder.Instance);
        var rows = await db.AuditDays.AsNoTracking().Where(row => row.Day == day).ToListAsync(cancel);
        return rows.Find(row => leaves.Contains(RootLeaves.Of(row)))?.Head ?? AuditChain.Beginning;
    }

    private async Task<List<DatedLeaf>> FreshAsync(IntakeDb db, LeafSeal sealing, DateOnly from, CancellationToken cancel)
    {
        var all = await RootLeaves.OfAsync(db, from, Yesterday, cancel);
        var hashes = all.Select(leaf => leaf.Hash).ToList();
        var known = (await db.RootLeaves.AsNoTracking().Where(leaf => hashes.Contains(leaf.Hash)).ToListAsync(cancel))
            .Where(leaf => sealing.Verify(leaf.Hash, leaf.Seal)).Select(leaf => leaf.Hash).ToHashSet(ByteOrder.Instance);
        return [.. all.Where(leaf => !known.Contains(leaf.Hash))];
    }
}
