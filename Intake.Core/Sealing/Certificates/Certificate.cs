using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// A person's name, roles, units and public keys, as administrators vouch for them. FORMAT.md §5.
/// The body is what is signed; <see cref="Id"/> is its SHA-256. The full name is inside, so that a name a reporter
/// ticks as involved can't be moved to another person in the database.
/// </summary>
public sealed class Certificate
{
    private Certificate(byte[] body, Guid schemeId, Guid personId, string fullName, int serial, DateOnly madeOn,
        CertifiedRoles roles, Guid[] units, byte[] encryptionKey, byte[] signingKey)
    {
        Body = body;
        Id = SHA256.HashData(body);
        SchemeId = schemeId;
        PersonId = personId;
        FullName = fullName;
        Serial = serial;
        MadeOn = madeOn;
        Roles = roles;
        Units = units;
        EncryptionKey = encryptionKey;
        SigningKey = signingKey;
        SigningKeyId = KeyId(signingKey);
    }

    public byte[] Body { get; }
    public byte[] Id { get; }
    public Guid SchemeId { get; }
    public Guid PersonId { get; }
    public string FullName { get; }
    public int Serial { get; }
    public DateOnly MadeOn { get; }
    public CertifiedRoles Roles { get; }
    public IReadOnlyList<Guid> Units { get; }
    public byte[] EncryptionKey { get; }
    public byte[] SigningKey { get; }
    public byte[] SigningKeyId { get; }

    public bool IsAdministrator => Roles.HasFlag(CertifiedRoles.Administrator);
    public bool IsCaseHandler => Roles.HasFlag(CertifiedRoles.CaseHandler);

    /// <summary>Writes a new, unsigned certificate; it holds nothing until administrators have signed its id.</summary>
    /// <exception cref="ArgumentException">
    /// No role, a case handler without a unit, a repeated unit, or a key that is no point of the curve.
    /// </exception>
    public static Certificate Write(Guid schemeId, Guid personId, string fullName, int serial, DateOnly madeOn,
        CertifiedRoles roles, IEnumerable<Guid> units, ReadOnlySpan<byte> encryptionKey, ReadOnlySpan<byte> signingKey)
    {
        var sorted = units.Select(u => u.ToByteArray(bigEndian: true)).Order(ByteOrder.Instance).ToArray();
        using var frame = new FrameWriter();
        var body = frame.Label(Labels.Certificate).Byte(Suite.Byte1).Id(schemeId).Id(personId).Text(fullName).Int(serial)
            .Date(madeOn).Byte((byte)roles).Bytes(sorted.SelectMany(u => u).ToArray()).Bytes(encryptionKey).Bytes(signingKey)
            .ToArray();
        try
        {
            return Read(body);
        }
        catch (SealedException)
        {
            throw new ArgumentException("A certificate needs a role, units for a case handler, each once, and two public keys.");
        }
    }

    /// <summary>Reads a certificate's body. Says nothing yet about who signed it.</summary>
    /// <exception cref="SealedException">The body is not in the form of FORMAT.md §5.</exception>
    public static Certificate Read(ReadOnlySpan<byte> body)
    {
        var frame = new FrameReader(body);
        frame.Label(Labels.Certificate);
        SealedFormat.Require(frame.Byte() == Suite.Byte1);
        var scheme = frame.Id();
        var person = frame.Id();
        var name = frame.Text();
        var serial = frame.Int();
        var date = frame.Date();
        var roles = (CertifiedRoles)frame.Byte();
        var units = ReadUnits(frame.Bytes());
        var encryption = frame.Bytes(Suite.PublicKeySize).ToArray();
        var signing = frame.Bytes(Suite.PublicKeySize).ToArray();
        frame.End();

        SealedFormat.Require(roles is > CertifiedRoles.None and <= (CertifiedRoles.Administrator | CertifiedRoles.CaseHandler));
        SealedFormat.Require(roles.HasFlag(CertifiedRoles.CaseHandler) == units.Length > 0);
        SealedFormat.Require(serial > 0 && name.Length > 0);
        SealedFormat.Require(P256.IsPoint(encryption) && P256.IsPoint(signing));
        return new Certificate(body.ToArray(), scheme, person, name, serial, date, roles, units, encryption, signing);
    }

    /// <summary>The id under which a signing key stands in the scheme root and beside signatures: 32 bytes.</summary>
    public static byte[] KeyId(ReadOnlySpan<byte> signingKey)
    {
        using var frame = new FrameWriter();
        return SHA256.HashData(frame.Label(Labels.Key).Bytes(signingKey).ToArray());
    }

    /// <summary>What two people compare aloud before one certifies the other: 100 bits as 20 Crockford symbols in groups of four.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> encryptionKey, ReadOnlySpan<byte> signingKey)
    {
        using var frame = new FrameWriter();
        var hash = SHA256.HashData(frame.Label(Labels.Fingerprint).Bytes(encryptionKey).Bytes(signingKey).ToArray());
        return Crockford.Grouped(hash, symbols: 20, group: 4);
    }

    /// <summary>
    /// Whether what the person held under an earlier certificate stays theirs under this one: the same encryption key, every
    /// role of before, and for a case handler a unit of before. FORMAT.md §9.
    /// </summary>
    public bool CarriesOn(Certificate before)
        => PersonId == before.PersonId && EncryptionKey.AsSpan().SequenceEqual(before.EncryptionKey)
           && Roles.HasFlag(before.Roles) && (!before.IsCaseHandler || Units.Intersect(before.Units).Any());

    /// <summary>An administrator's signature under this certificate.</summary>
    public CertifyingSignature SignBy(SigningKeyPair administrator)
        => new(KeyId(administrator.Public), administrator.Sign(SignedBytes(Labels.Certified, Id)));

    internal static byte[] SignedBytes(string label, ReadOnlySpan<byte> id)
    {
        using var frame = new FrameWriter();
        return frame.Label(label).Bytes(id).ToArray();
    }

    private static Guid[] ReadUnits(ReadOnlySpan<byte> bytes)
    {
        SealedFormat.Require(bytes.Length % 16 == 0);
        var units = new Guid[bytes.Length / 16];
        for (var i = 0; i < units.Length; i++)
        {
            var unit = bytes.Slice(i * 16, 16);
            SealedFormat.Require(i == 0 || bytes.Slice((i - 1) * 16, 16).SequenceCompareTo(unit) < 0);
            units[i] = new Guid(unit, bigEndian: true);
        }

        return units;
    }
}

/// <summary>A signature under a certificate or revocation, with the signer's key id (32 bytes).</summary>
public sealed record CertifyingSignature(byte[] SignerKeyId, byte[] Signature);

/// <summary>A certificate with the signatures found beside it; <see cref="CertificateBook"/> decides whether they suffice.</summary>
public sealed record SignedCertificate(Certificate Certificate, IReadOnlyList<CertifyingSignature> Signatures);
