using System.Security.Cryptography;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff;

/// <summary>
/// Who is certified in each scheme. Everything stored is read every time and worked out again only when it differs from
/// what the last answer was made of, so no answer is older than the database. The root comes from a file, never from it.
/// </summary>
public sealed class CertificateBooks(SchemeRootFile root)
{
    private sealed record Memo(byte[] Digest, CertificateBook Book);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, Memo> memo = new();

    /// <summary>The scheme's book as the database stands now.</summary>
    public async Task<CertificateBook> OfAsync(IntakeDb db, Guid schemeId, CancellationToken cancel)
    {
        var certificates = await db.Certificates.AsNoTracking().Where(c => c.SchemeId == schemeId).OrderBy(c => c.Id).ToListAsync(cancel);
        var revocations = await db.Revocations.AsNoTracking().Where(r => r.SchemeId == schemeId).OrderBy(r => r.Id).ToListAsync(cancel);
        var certificateIds = certificates.Select(c => c.Id).ToList();
        var revocationIds = revocations.Select(r => r.Id).ToList();
        var signatures = await db.CertificateSignatures.AsNoTracking().Where(s => certificateIds.Contains(s.CertificateId))
            .OrderBy(s => s.CertificateId).ThenBy(s => s.Signer).ToListAsync(cancel);
        var takings = await db.RevocationSignatures.AsNoTracking().Where(s => revocationIds.Contains(s.RevocationId))
            .OrderBy(s => s.RevocationId).ThenBy(s => s.Signer).ToListAsync(cancel);

        var (founders, rootDigest) = root.Read();
        var digest = Digest([rootDigest, .. certificates.Select(c => c.Body), .. revocations.Select(r => r.Body),
            .. signatures.SelectMany(s => new[] { s.CertificateId, s.Signer, s.Signature }),
            .. takings.SelectMany(s => new[] { s.RevocationId, s.Signer, s.Signature })]);
        if (memo.TryGetValue(schemeId, out var known) && known.Digest.AsSpan().SequenceEqual(digest)) return known.Book;

        var book = CertificateBook.Build(schemeId, founders,
            certificates.SelectMany(c => Readable(() => new SignedCertificate(Certificate.Read(c.Body),
                [.. signatures.Where(s => s.CertificateId.AsSpan().SequenceEqual(c.Id)).Select(s => new CertifyingSignature(s.Signer, s.Signature))]))),
            revocations.SelectMany(r => Readable(() => new SignedRevocation(Revocation.Read(r.Body),
                [.. takings.Where(s => s.RevocationId.AsSpan().SequenceEqual(r.Id)).Select(s => new CertifyingSignature(s.Signer, s.Signature))]))));
        memo[schemeId] = new Memo(digest, book);
        return book;
    }

    /// <summary>A row that is no certificate is as if it were not there: it certifies nobody and stops nobody.</summary>
    private static IEnumerable<T> Readable<T>(Func<T> read)
    {
        try
        {
            return [read()];
        }
        catch (SealedException)
        {
            return [];
        }
    }

    private static byte[] Digest(IEnumerable<byte[]> parts)
    {
        using var frame = new FrameWriter();
        foreach (var part in parts) frame.Bytes(part);
        return SHA256.HashData(frame.ToArray());
    }
}
