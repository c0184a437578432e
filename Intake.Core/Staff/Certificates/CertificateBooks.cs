using System.Collections.Concurrent;
using System.Security.Cryptography;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Certificates;

/// <summary>
/// The certificate book of each scheme. Every call reads what is stored; the signatures are checked once for the same
/// bytes, and a book is used again only for exactly what it was worked out from. One for the process.
/// </summary>
public sealed class CertificateBooks(SchemeRootFile rootFile)
{
    private readonly ConcurrentDictionary<Guid, Known> books = new();
    private int built;

    /// <summary>How many books were worked out, so that a test can see that unchanged rows cost no signature check.</summary>
    internal int Built => Volatile.Read(ref built);

    /// <summary>Who is certified in the scheme now, by the root and all that is stored. Also inside a transaction.</summary>
    /// <exception cref="FormatException">The scheme root's file is not in order.</exception>
    public async Task<CertificateBook> OfAsync(IntakeDb db, Guid schemeId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var root = await rootFile.ReadAsync(cancel);
        var certificates = await (
            from row in db.Certificates
            where row.SchemeId == schemeId
            join signature in db.CertificateSignatures on row.Id equals signature.CertificateId into signatures
            from signature in signatures.DefaultIfEmpty()
            select new Signed(row.Body, signature!.Signer, signature.Signature)).AsNoTracking().ToListAsync(cancel);
        var revocations = await (
            from row in db.Revocations
            where row.SchemeId == schemeId
            join signature in db.RevocationSignatures on row.Id equals signature.RevocationId into signatures
            from signature in signatures.DefaultIfEmpty()
            select new Signed(row.Body, signature!.Signer, signature.Signature)).AsNoTracking().ToListAsync(cancel);

        var digest = Digest(root.Digest, certificates, revocations);
        if (books.TryGetValue(schemeId, out var known) && known.Digest.AsSpan().SequenceEqual(digest)) return known.Book;

        var book = CertificateBook.Build(schemeId, root.Root,
            Parts(certificates, body => Certificate.Read(body), (body, by) => new SignedCertificate(body, by)),
            Parts(revocations, body => Revocation.Read(body), (body, by) => new SignedRevocation(body, by)));
        Interlocked.Increment(ref built);
        books[schemeId] = new(digest, book);
        return book;
    }

    /// <summary>
    /// The certificates that new grants may go to: current in the book, and of persons who have not left. A database
    /// writer can keep somebody from being granted to by this, and can add nobody.
    /// </summary>
    public async Task<IReadOnlyList<Certificate>> HoldersAsync(IntakeDb db, Guid schemeId, CancellationToken cancel)
    {
        return await HoldersAsync(db, await OfAsync(db, schemeId, cancel), cancel);
    }

    /// <summary>The same, of a book already in hand.</summary>
    internal static async Task<IReadOnlyList<Certificate>> HoldersAsync(IntakeDb db, CertificateBook book, CancellationToken cancel)
    {
        var schemeId = book.SchemeId;
        var active = await db.Staff.AsNoTracking()
            .Where(person => person.SchemeId == schemeId && person.State == StaffState.Active)
            .ToDictionaryAsync(person => person.Id, cancel);
        return [.. book.Current.Where(certificate => MayHold(active.GetValueOrDefault(certificate.PersonId), certificate))];
    }

    /// <summary>
    /// Whether a certificate is of an account in use and of the keys that it has now. One who left and came back under another
    /// role has new keys, and an old certificate that nobody revoked must not bring anything to the old ones.
    /// </summary>
    internal static bool MayHold(StaffMember? account, Certificate certificate) =>
        account is { State: StaffState.Active, EncryptionKey: { } encryption, SigningKey: { } signing }
        && encryption.AsSpan().SequenceEqual(certificate.EncryptionKey) && signing.AsSpan().SequenceEqual(certificate.SigningKey);

    /// <summary>Whether a person's signature under certificates counts: a founder's, or that of a certified administrator.</summary>
    public async Task<bool> MayCertifyAsync(SignedIn person, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.Staff is { Certificate.IsAdministrator: true } || await IsFounderAsync(person, cancel);
    }

    /// <summary>Whether the person's signing key stands in the scheme root.</summary>
    public async Task<bool> IsFounderAsync(SignedIn person, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.SchemeId is { } scheme
            && (await rootFile.ReadAsync(cancel)).Root.Contains(scheme, person.Person.SigningKeyId);
    }

    // A row whose body cannot be read is left out: it can't close a scheme.
    private static List<TSigned> Parts<TBody, TSigned>(List<Signed> rows, Func<byte[], TBody> read,
        Func<TBody, IReadOnlyList<CertifyingSignature>, TSigned> make)
    {
        var parts = new List<TSigned>();
        foreach (var rowsOfBody in rows.GroupBy(row => row.Body, ByteOrder.Instance))
        {
            try
            {
                var signatures = rowsOfBody.Where(row => row.Signer is not null)
                    .Select(row => new CertifyingSignature(row.Signer!, row.Signature!));
                parts.Add(make(read(rowsOfBody.Key), [.. signatures]));
            }
            catch (SealedException)
            {
                continue;
            }
        }

        return parts;
    }

    private static byte[] Digest(byte[] root, params ReadOnlySpan<List<Signed>> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(root);
        foreach (var rows in parts)
        {
            var frames = rows.Select(row =>
            {
                using var frame = new FrameWriter();
                return frame.Bytes(row.Body).Bytes(row.Signer).Bytes(row.Signature).ToArray();
            }).Order(ByteOrder.Instance).ToList();
            hash.AppendData(BitConverter.GetBytes(frames.Count));
            foreach (var frame in frames) hash.AppendData(frame);
        }

        return hash.GetHashAndReset();
    }

    private sealed record Known(byte[] Digest, CertificateBook Book);

    private sealed record Signed(byte[] Body, byte[]? Signer, byte[]? Signature);
}
