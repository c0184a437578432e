using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Statements;

/// <summary>
/// The certificates and revocations that some people's standing rests
/// on: theirs, those of the people who signed them, and so on.
/// </summary>
internal static class CertificateChain
{
    /// <summary>Reads a scheme's stored certificates and keeps what the people's standing rests on.</summary>
    public static async Task<(List<ExportedCertificate> Certificates, List<ExportedRevocation> Revocations)> OfAsync(
        IntakeDb db, Guid schemeId, IEnumerable<Guid> people, CancellationToken cancel)
    {
        var certificates = await db.Certificates.AsNoTracking().Where(c => c.SchemeId == schemeId)
            .OrderBy(c => c.MadeOn).ThenBy(c => c.Id).ToListAsync(cancel);
        var revocations = await db.Revocations.AsNoTracking().Where(r => r.SchemeId == schemeId)
            .OrderBy(r => r.MadeOn).ThenBy(r => r.Id).ToListAsync(cancel);
        var ids = certificates.Select(c => c.Id).ToList();
        var takenIds = revocations.Select(r => r.Id).ToList();
        var signed = (await db.CertificateSignatures.AsNoTracking().Where(s => ids.Contains(s.CertificateId))
                .OrderBy(s => s.Signer).ToListAsync(cancel))
            .ToLookup(s => s.CertificateId, s => new ExportedSignature(s.Signer, s.Signature), ByteOrder.Instance);
        var taken = (await db.RevocationSignatures.AsNoTracking().Where(s => takenIds.Contains(s.RevocationId))
                .OrderBy(s => s.Signer).ToListAsync(cancel))
            .ToLookup(s => s.RevocationId, s => new ExportedSignature(s.Signer, s.Signature), ByteOrder.Instance);

        var read = certificates.Select(c => (Row: c, KeyId: KeyId(c))).ToList();
        var needed = people.ToHashSet();
        int before;
        do
        {
            before = needed.Count;
            var own = read.Where(c => needed.Contains(c.Row.PersonId)).Select(c => c.Row.Id).ToHashSet(ByteOrder.Instance);
            var hands = own.SelectMany(id => signed[id])
                .Concat(revocations.Where(r => own.Contains(r.CertificateId)).SelectMany(r => taken[r.Id]))
                .Select(s => s.SignerKeyId).ToHashSet(ByteOrder.Instance);
            needed.UnionWith(read.Where(c => c.KeyId is not null && hands.Contains(c.KeyId)).Select(c => c.Row.PersonId));
        }
        while (needed.Count > before);

        var kept = certificates.Where(c => needed.Contains(c.PersonId)).ToList();
        var keptIds = kept.Select(c => c.Id).ToHashSet(ByteOrder.Instance);
        return ([.. kept.Select(c => new ExportedCertificate(c.Body, [.. signed[c.Id]]))],
            [.. revocations.Where(r => keptIds.Contains(r.CertificateId)).Select(r => new ExportedRevocation(r.Body, [.. taken[r.Id]]))]);
    }

    private static byte[]? KeyId(CertificateRow row)
    {
        try
        {
            return Certificate.Read(row.Body).SigningKeyId;
        }
        catch (SealedException)
        {
            return null;
        }
    }
}
