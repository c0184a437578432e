using System.Security.Cryptography;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Works all daily roots out again from the rows as they stand. Needs the owner's connection, since it recomputes each
/// row's own hash too; opens no content. What it cannot see is the newest days' rows, before their root is made.
/// </summary>
public sealed class RootCheck(FileSecret fileSecret, CertificateBooks books, Removals removals, TimeProvider time)
{
    /// <summary>Everything that does not add up; empty when all does.</summary>
    /// <param name="db">The owner's context.</param>
    /// <param name="mailed">Check values from the administrators' mails (record hashes), by day; may be empty.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<RootFinding>> RunAsync(
        IntakeDb db, IReadOnlyDictionary<DateOnly, byte[]> mailed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(mailed);
        var key = DailyRootSeal.PublicKey(fileSecret);
        var rows = await db.DailyRoots.AsNoTracking().OrderBy(root => root.Day).ToListAsync(cancel);
        var roots = rows.Where(row => DailyRoots.Seal(row).IsSigned(key)).DistinctBy(row => row.Day).ToList();
        using var sealing = new LeafSeal(fileSecret);
        var written = (await db.RootLeaves.AsNoTracking().ToListAsync(cancel)).ToLookup(leaf => sealing.Verify(leaf.Hash, leaf.Seal));
        List<RootLeaf> leaves = [.. written[true]];
        List<RootFinding> findings =
        [
            .. rows.Except(roots).Select(row => new RootFinding(RootFault.RootDoesNotFit, row.Day)),
            .. Chain(roots, leaves.ToLookup(leaf => leaf.Day, leaf => leaf.Hash)),
            .. Mailed(roots, mailed),
            .. written[false].CountBy(leaf => leaf.Day).Select(day => new RootFinding(RootFault.RowUnderNoRoot, day.Key, day.Value)),
        ];
        var removed = await RemovalCheck.RunAsync(db, fileSecret, cancel);
        findings.AddRange(removed.Findings);
        if (roots.Count > 0)
        {
            var all = await RootLeaves.OfAsync(db, DateOnly.MinValue, roots[^1].Day, cancel);
            all.AddRange(await RootLeaves.OfAuditDaysAsync(db, roots[^1].Day, cancel));
            var covered = leaves.ToDictionary(leaf => leaf.Hash, leaf => leaf.Day, ByteOrder.Instance);
            findings.AddRange(Rows(leaves, covered, removed.Retired, all, roots[0].Day));
            findings.AddRange(await AuditCheck.RunAsync(db, all, covered, cancel));
        }

        else
        {
            // An installation of today or yesterday has nothing that a root is due for.
            var waiting = await RootLeaves.OfAsync(db, DateOnly.MinValue, CopenhagenClock.Today(time).AddDays(-2), cancel);
            findings.AddRange(waiting.Select(row => row.Day).Distinct().Order()
                .Select(day => new RootFinding(RootFault.DayWithoutRoot, day)));
        }

        findings.AddRange(await CountersignCheck.RunAsync(db, books, roots, cancel));
        findings.AddRange(await new StateCheck(fileSecret, books, removals).RunAsync(db, cancel));
        findings.AddRange(await DestructionCheck.RunAsync(db, fileSecret, cancel));
        findings.AddRange(await FileCheck.RunAsync(db, cancel));
        findings.AddRange(await AlteredAsync(db, cancel));
        return findings;
    }

    private IEnumerable<RootFinding> Chain(List<DailyRoot> roots, ILookup<DateOnly, byte[]> leaves)
    {
        var key = DailyRootSeal.PublicKey(fileSecret);
        var previous = DailyRootSeal.Beginning;
        for (var i = 0; i < roots.Count; i++)
        {
            if (i > 0 && roots[i].Day != roots[i - 1].Day.AddDays(1))
                yield return new(RootFault.DayWithoutRoot, roots[i - 1].Day.AddDays(1));
            var seal = DailyRoots.Seal(roots[i]);
            if (!seal.Verify(key, leaves[roots[i].Day], previous)) yield return new(RootFault.RootDoesNotFit, roots[i].Day);
            previous = seal.RecordHash();
        }

        // A day's root is made in the night after it.
        var due = CopenhagenClock.Today(time).AddDays(-2);
        if (roots.Count > 0 && roots[^1].Day < due) yield return new(RootFault.DayWithoutRoot, due);
        var days = roots.Select(root => root.Day).ToHashSet();
        foreach (var day in leaves.Where(day => !days.Contains(day.Key))) yield return new(RootFault.DayWithoutRoot, day.Key, day.Count());
    }

    private static IEnumerable<RootFinding> Mailed(List<DailyRoot> roots, IReadOnlyDictionary<DateOnly, byte[]> mailed) =>
        from mail in mailed
        let root = roots.SingleOrDefault(root => root.Day == mail.Key)
        where root is null || !CryptographicOperations.FixedTimeEquals(DailyRoots.Seal(root).RecordHash(), mail.Value)
        select new RootFinding(RootFault.NotTheMailedRoot, mail.Key);

    /// <summary>The first root takes up all that was there before it, whatever its date.</summary>
    private static IEnumerable<RootFinding> Rows(List<RootLeaf> leaves, Dictionary<byte[], DateOnly> covered, HashSet<byte[]> retired,
        List<DatedLeaf> rows, DateOnly first)
    {
        var there = rows.Select(row => row.Hash).ToHashSet(ByteOrder.Instance);
        return leaves.Where(leaf => !retired.Contains(leaf.Hash) && !there.Contains(leaf.Hash)).CountBy(leaf => leaf.Day)
            .Select(day => new RootFinding(RootFault.RowGoneOrChanged, day.Key, day.Value))
            .Concat(rows.Where(row => !covered.ContainsKey(row.Hash)).CountBy(row => row.Day)
                .Select(day => new RootFinding(RootFault.RowUnderNoRoot, day.Key, day.Value)))
            .Concat(rows.Where(row => covered.TryGetValue(row.Hash, out var day) && day != first && day > row.Day.AddDays(1))
                .CountBy(row => row.Day)
                .Select(day => new RootFinding(RootFault.RowDatedBack, day.Key, day.Value)));
    }

    private static async Task<IEnumerable<RootFinding>> AlteredAsync(IntakeDb db, CancellationToken cancel)
    {
        var altered = new List<DateOnly>();
        await foreach (var row in db.Audit.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!Same(row.Hash, () => AuditSeal.Hash(row.Id, (int)row.Action, row.At, row.Sealed)))
                altered.Add(CopenhagenClock.DayOf(row.At));
        }

        await foreach (var row in db.Certificates.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            if (!Same(row.Id, () => Certificate.Read(row.Body).Id)) altered.Add(row.MadeOn);
        await foreach (var row in db.Revocations.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            if (!Same(row.Id, () => Revocation.Read(row.Body).Id)) altered.Add(row.MadeOn);
        var entries =
            from entry in db.Entries
            join compartment in db.Compartments on entry.CompartmentId equals compartment.Id
            join report in db.Reports on compartment.ReportId equals report.Id
            select new { entry, compartment, report };
        await foreach (var row in entries.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!Same(row.entry.Hash, () => EntryLog.ToSealed(row.entry)
                .HashIn(new(OpenReport.IdentityOf(row.report), row.compartment.Kind, row.compartment.Id))))
            {
                altered.Add(row.entry.MadeOn);
            }
        }

        return altered.CountBy(day => day).Select(day => new RootFinding(RootFault.RowAltered, day.Key, day.Value));
    }

    private static bool Same(byte[] stored, Func<byte[]> computed)
    {
        try
        {
            return CryptographicOperations.FixedTimeEquals(stored, computed());
        }
        catch (SealedException)
        {
            return false;
        }
    }
}
