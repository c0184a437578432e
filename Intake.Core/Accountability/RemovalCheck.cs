using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>The leaves that may be without a row, by removals that are in order, and the removals that are not.</summary>
/// <param name="Retired">The leaves.</param>
/// <param name="InOrder">The removals that are in order.</param>
/// <param name="Findings">What is wrong with the others.</param>
internal sealed record RemovalCheck(HashSet<byte[]> Retired, IReadOnlyList<Removal> InOrder, IReadOnlyList<RootFinding> Findings)
{
    /// <summary>Looks at every removal. One that is not in order retires nothing.</summary>
    public static async Task<RemovalCheck> RunAsync(IntakeDb db, FileSecret fileSecret, CancellationToken cancel)
    {
        var (retired, inOrder, findings) = (new HashSet<byte[]>(ByteOrder.Instance), new List<Removal>(), new List<RootFinding>());
        var key = DailyRootSeal.PublicKey(fileSecret);
        var entries = (await db.RemovalLeaves.AsNoTracking().ToListAsync(cancel)).ToLookup(row => row.RemovalId, row => row.EntryHash);
        var (previous, number) = (RemovalSeal.Beginning, 1);
        foreach (var place in (await db.Removals.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancel)).GroupBy(row => row.Number))
        {
            // Beside the one that the installation signed any other is somebody's.
            var rows = place.OrderByDescending(row => Removals.Seal(row).IsSigned(key)).ToList();
            findings.AddRange(rows.Skip(1).Select(Unfit));
            var (row, seal, hashes) = (rows[0], Removals.Seal(rows[0]), entries[rows[0].Id].ToList());
            var follows = row.Number == number;
            if (follows && row.Hash.AsSpan().SequenceEqual(seal.Hash()) && seal.Verify(key, hashes, previous))
            {
                inOrder.Add(row);
                retired.UnionWith(hashes.Select(RootLeaves.OfEntry));
            }
            else
            {
                findings.Add(Unfit(row));
            }

            if (follows || seal.IsSigned(key)) (previous, number) = (row.Hash, row.Number + 1);
        }

        return new(retired, inOrder, findings);
    }

    private static RootFinding Unfit(Removal row) => new(RootFault.RemovalDoesNotFit, row.Day, What: $"{row.ReportId:D}");
}
