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
        // A body and its signatures apart: joined, it would come once for each signature that somebody wrote to the table.
        var certificates = new Stored(
            await db.Certificates.AsNoTracking().Where(row => row.SchemeId == schemeId)
                .Select(row => new Body(row.Id, row.Body)).ToListAsync(cancel),
            await (from signature in db.CertificateSignatures
                   join row in db.Certificates on signature.CertificateId equals row.Id
                   where row.SchemeId == schemeId
                   select new By(row.Id, signature.Signer, signature.Signature)).AsNoTracking().ToListAsync(cancel));
        var revocations = new Stored(
            await db.Revocations.AsNoTracking().Where(row => row.SchemeId == schemeId)
                .Select(row => new Body(row.Id, row.Body)).ToListAsync(cancel),
            await (from signature in db.RevocationSignatures
                   join row in db.Revocations on signature.RevocationId equals row.Id
                   where row.SchemeId == schemeId
                   select new By(row.Id, signature.Signer, signature.Signature)).AsNoTracking().ToListAsync(cancel));

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
    private static List<TSigned> Parts<TBody, TSigned>(Stored rows, Func<byte[], TBody> read,
        Func<TBody, IReadOnlyList<CertifyingSignature>, TSigned> make)
    {
        var parts = new List<TSigned>();
        var signatures = rows.Signatures.ToLookup(
            row => row.Id, row => new CertifyingSignature(row.Signer, row.Signature), ByteOrder.Instance);
        foreach (var rowsOfBody in rows.Bodies.GroupBy(row => row.Content, row => row.Id, ByteOrder.Instance))
        {
            try
            {
                parts.Add(make(read(rowsOfBody.Key), [.. rowsOfBody.SelectMany(id => signatures[id])]));
            }
            catch (SealedException)
            {
                continue;
            }
        }

        return parts;
    }

    private static byte[] Digest(byte[] root, params ReadOnlySpan<Stored> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(root);
        foreach (var rows in parts)
        {
            Append(rows.Bodies.Select(row => Frame(row.Id, row.Content)));
            Append(rows.Signatures.Select(row => Frame(row.Id, row.Signer, row.Signature)));
        }

        return hash.GetHashAndReset();

        void Append(IEnumerable<byte[]> frames)
        {
            var sorted = frames.Order(ByteOrder.Instance).ToList();
            hash.AppendData(BitConverter.GetBytes(sorted.Count));
            foreach (var frame in sorted) hash.AppendData(frame);
        }

        static byte[] Frame(params ReadOnlySpan<byte[]> columns)
        {
            using var frame = new FrameWriter();
            foreach (var column in columns) frame.Bytes(column);
            return frame.ToArray();
        }
    }

    private sealed record Known(byte[] Digest, CertificateBook Book);

    private sealed record Body(byte[] Id, byte[] Content);

    private sealed record By(byte[] Id, byte[] Signer, byte[] Signature);

    private sealed record Stored(List<Body> Bodies, List<By> Signatures);
}
