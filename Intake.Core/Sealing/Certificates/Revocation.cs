using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>Takes a certificate back from a date on. FORMAT.md §5.</summary>
public sealed class Revocation
{
    private Revocation(byte[] body, Guid schemeId, byte[] certificateId, DateOnly madeOn)
    {
        Body = body;
        Id = SHA256.HashData(body);
        SchemeId = schemeId;
        CertificateId = certificateId;
        MadeOn = madeOn;
    }

    public byte[] Body { get; }
    public byte[] Id { get; }
    public Guid SchemeId { get; }
    public byte[] CertificateId { get; }
    public DateOnly MadeOn { get; }

    /// <summary>Writes a new revocation; it takes effect when as many administrators have signed it as the certificate needs.</summary>
    public static Revocation Write(Guid schemeId, ReadOnlySpan<byte> certificateId, DateOnly madeOn)
    {
        using var frame = new FrameWriter();
        return Read(frame.Label(Labels.Revocation).Byte(Suite.Byte1).Id(schemeId).Bytes(certificateId).Date(madeOn).ToArray());
    }

    /// <summary>Reads a revocation's body.</summary>
    /// <exception cref="SealedException">The body is not in the form of FORMAT.md §5.</exception>
    public static Revocation Read(ReadOnlySpan<byte> body)
    {
        var frame = new FrameReader(body);
        frame.Label(Labels.Revocation);
        SealedFormat.Require(frame.Byte() == Suite.Byte1);
        var scheme = frame.Id();
        var certificate = frame.Bytes(SHA256.HashSizeInBytes).ToArray();
        var date = frame.Date();
        frame.End();
        return new Revocation(body.ToArray(), scheme, certificate, date);
    }

    /// <summary>An administrator's signature under this revocation.</summary>
    public CertifyingSignature SignBy(SigningKeyPair administrator)
        => new(Certificate.KeyId(administrator.Public), administrator.Sign(Certificate.SignedBytes(Labels.Revoked, Id)));
}

/// <summary>A revocation with the signatures found beside it.</summary>
public sealed record SignedRevocation(Revocation Revocation, IReadOnlyList<CertifyingSignature> Signatures);
