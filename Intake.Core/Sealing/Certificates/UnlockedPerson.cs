namespace Intake.Core.Sealing;

/// <summary>
/// A person with both private keys in hand, certified or not yet: a founder signs
/// certificates before holding one. <see cref="CertificateBook"/> decides what such
/// a signature is worth. Opens no content by itself; disposing zeroes the keys.
/// </summary>
public sealed class UnlockedPerson : IDisposable
{
    /// <summary>Takes the key pairs over.</summary>
    public UnlockedPerson(Guid personId, EncryptionKeyPair encryption, SigningKeyPair signing)
    {
        ArgumentNullException.ThrowIfNull(encryption);
        ArgumentNullException.ThrowIfNull(signing);
        PersonId = personId;
        Encryption = encryption;
        Signing = signing;
        SigningKeyId = Certificate.KeyId(signing.Public);
    }

    public Guid PersonId { get; }
    public byte[] EncryptionKey => Encryption.Public;
    public byte[] SigningKey => Signing.Public;

    /// <summary>32 bytes, as in the scheme root and beside signatures.</summary>
    public byte[] SigningKeyId { get; }

    internal EncryptionKeyPair Encryption { get; }
    internal SigningKeyPair Signing { get; }

    /// <summary>Whether the certificate is of this person and of exactly these keys.</summary>
    public bool IsOf(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.PersonId == PersonId && certificate.EncryptionKey.AsSpan().SequenceEqual(EncryptionKey)
            && certificate.SigningKey.AsSpan().SequenceEqual(SigningKey);
    }

    /// <summary>Signs a certificate, as an administrator or founder does after comparing the fingerprint.</summary>
    public CertifyingSignature Certify(Certificate certificate) => certificate.SignBy(Signing);

    /// <summary>Signs a revocation.</summary>
    public CertifyingSignature Revoke(Revocation revocation) => revocation.SignBy(Signing);

    /// <summary>Zeroes the keys, of every <see cref="UnlockedStaff"/> made from this person, too.</summary>
    public void Dispose()
    {
        Encryption.Dispose();
        Signing.Dispose();
    }
}
