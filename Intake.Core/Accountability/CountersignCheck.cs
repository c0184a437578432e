using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>Whether every countersignature is an administrator's, and of the root that stands.</summary>
internal static class CountersignCheck
{
    /// <summary>The days whose root is not the one that was signed.</summary>
    public static async Task<IReadOnlyList<RootFinding>> RunAsync(
        IntakeDb db, CertificateBooks books, IReadOnlyList<DailyRoot> roots, CancellationToken cancel)
    {
        var values = roots.ToDictionary(root => root.Day, root => DailyRoots.Seal(root).RecordHash());
        var findings = new List<RootFinding>();
        foreach (var row in await db.RootCountersignatures.AsNoTracking().OrderBy(row => row.Day).ToListAsync(cancel))
        {
            var signer = (await books.OfAsync(db, row.SchemeId, cancel)).HeldOn(row.CertificateId, row.MadeOn);
            if (signer is null || !values.TryGetValue(row.Day, out var value)
                || !CountersignatureSeal.Verify(signer, row.Day, value, row.MadeOn, row.Signature))
            {
                findings.Add(new(RootFault.NotTheSignedRoot, row.Day));
            }
        }

        return findings;
    }
}
