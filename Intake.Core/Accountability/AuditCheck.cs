using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>Works the chain over each day's audit rows out again.</summary>
internal static class AuditCheck
{
    /// <summary>
    /// The days whose rows are not those that were chained. A chain is one only as a leaf of its own day's root: any other row says nothing
    /// here, and is found under no root.
    /// </summary>
    /// <param name="db">The owner's context.</param>
    /// <param name="rows">The leaves of all rows as they stand.</param>
    /// <param name="covered">The day of the root that first holds each leaf.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<IReadOnlyList<RootFinding>> RunAsync(
        IntakeDb db, IEnumerable<DatedLeaf> rows, IReadOnlyDictionary<byte[], DateOnly> covered, CancellationToken cancel)
    {
        var there = rows.Where(row => row.Audit is not null && covered.ContainsKey(row.Hash))
            .ToLookup(row => covered[row.Hash], row => row.Audit!.Value);
        var findings = new List<RootFinding>();
        var before = AuditChain.Beginning;
        DateOnly? last = null;
        foreach (var day in await db.AuditDays.AsNoTracking().OrderBy(row => row.Day).ToListAsync(cancel))
        {
            if (!covered.TryGetValue(RootLeaves.Of(day), out var under) || under != day.Day) continue;
            if (last is { } previous && day.Day != previous.AddDays(1)) findings.Add(new(RootFault.AuditThinned, previous.AddDays(1)));
            var (head, count) = AuditDay.Chain(there[day.Day], before);
            if (!head.AsSpan().SequenceEqual(day.Head)) findings.Add(new(RootFault.AuditThinned, day.Day, Math.Max(1, day.Count - count)));
            (before, last) = (day.Head, day.Day);
        }

        return findings;
    }
}
