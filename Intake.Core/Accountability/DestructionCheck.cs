using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Whether each removal has its certificate, signed and of that report, and whether there are others. It begins with the first removal
/// that has one: earlier releases made none.
/// </summary>
internal static class DestructionCheck
{
    /// <summary>Removals without their certificate, and rows that are none.</summary>
    public static async Task<IEnumerable<RootFinding>> RunAsync(IntakeDb db, FileSecret fileSecret, CancellationToken cancel)
    {
        var key = DailyRootSeal.PublicKey(fileSecret);
        var rows = await db.Destructions.AsNoTracking().ToListAsync(cancel);
        var genuine = rows.Where(row => row.Genuine(key) is not null).Select(row => row.Id).ToHashSet();
        var removals = await db.Removals.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancel);
        return removals.SkipWhile(removal => !genuine.Contains(removal.ReportId)).Where(removal => !genuine.Contains(removal.ReportId))
            .Select(removal => new RootFinding(RootFault.CertificateGone, removal.Day, What: $"{removal.ReportId:D}"))
            .Concat(rows.Where(row => !genuine.Contains(row.Id))
                .Select(row => new RootFinding(RootFault.CertificateForged, row.MadeOn, What: $"{row.Id:D}")));
    }
}
