using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// A P-256 pair for ECDSA with SHA-256 (FIPS 186-5). Signatures are 64 bytes, r and s (IEEE P1363). A message is
/// always a frame that begins with a label (<see cref="FrameWriter"/>). A signature is randomised and another valid
/// one can be made from it without the key, so none serves as an id. Owns its private key.
/// </summary>
public sealed class SigningKeyPair : IDisposable
{
    private SigningKeyPair(SecretBytes scalar)
    {
        Private = scalar;
        Public = P256.PublicOf(scalar);
    }

    public SecretBytes Private { get; }

    public byte[] Public { get; }

    /// <summary>A fresh pair: <see cref="Derive"/> of 32 random bytes.</summary>
    public static SigningKeyPair Generate()
    {
        using var seed = SecretBytes.Random(Suite.KeySize);
        return Derive(seed.Span);
    }

    /// <summary>
    /// Always the same pair from a seed of at least 32 bytes: the construction of RFC 9180, 7.1.3, with the suite id
    /// 53 49 47 00 10 ("SIG", 0x0010) where the KEM has 4b 45 4d 00 10 ("KEM", 0x0010), in both the extract and the
    /// expand step. So one seed given to both derivations gives two unrelated keys.
    /// </summary>
    public static SigningKeyPair Derive(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, Suite.KeySize);
        return new SigningKeyPair(P256.DeriveScalar(P256.SigningSuite, seed));
    }

    /// <summary>The pair of a stored private key; anything but a scalar in range is a <see cref="SealedException"/>.</summary>
    public static SigningKeyPair FromPrivate(ReadOnlySpan<byte> scalar) =>
        P256.IsScalar(scalar) ? new SigningKeyPair(SecretBytes.CopyOf(scalar)) : throw SealedException.Refused();

    /// <summary>Signs a labelled frame; 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        using var key = P256.Private(Private, ECDsa.Create);
        return key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Zeroes the private key.</summary>
    public void Dispose() => Private.Dispose();
}
