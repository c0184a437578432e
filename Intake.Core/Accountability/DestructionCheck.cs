using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Whether each removal has its certificate, signed and of that report. It begins with the first removal that has one: earlier
/// releases made none.
/// </summary>
internal static class DestructionCheck
{
    /// <summary>Removals without their certificate.</summary>
    public static async Task<IEnumerable<RootFinding>> RunAsync(IntakeDb db, FileSecret fileSecret, CancellationToken cancel)
    {
        var key = DailyRootSeal.PublicKey(fileSecret);
        var certificates = await db.Destructions.AsNoTracking().ToDictionaryAsync(row => row.Id, cancel);
        var removals = await db.Removals.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancel);
        return removals.SkipWhile(removal => !certificates.ContainsKey(removal.ReportId))
            .Where(removal => !certificates.TryGetValue(removal.ReportId, out var row)
                || !DestructionCertificate.Verify(key, row.Body, row.Signature)
                || DestructionCertificate.Of(row.Body).Reference != CaseReference.Of(removal.ReportId))
            .Select(removal => new RootFinding(RootFault.CertificateGone, removal.Day, What: $"{removal.ReportId:D}"));
    }
}
