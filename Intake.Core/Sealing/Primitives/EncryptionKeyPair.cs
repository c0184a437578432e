namespace Intake.Core.Sealing;

/// <summary>
/// A P-256 pair for <see cref="Hpke"/>: a 32-byte scalar and its 65-byte uncompressed point. Owns its private key.
/// </summary>
public sealed class EncryptionKeyPair : IDisposable
{
    private EncryptionKeyPair(SecretBytes scalar)
    {
        Private = scalar;
        Public = P256.PublicOf(scalar);
    }

    public SecretBytes Private { get; }

    public byte[] Public { get; }

    /// <summary>A fresh pair: <see cref="Derive"/> of 32 random bytes.</summary>
    public static EncryptionKeyPair Generate()
    {
        using var seed = SecretBytes.Random(Suite.KeySize);
        return Derive(seed.Span);
    }

    /// <summary>DeriveKeyPair of RFC 9180, 7.1.3: always the same pair from <paramref name="ikm"/>, at least 32 bytes.</summary>
    public static EncryptionKeyPair Derive(ReadOnlySpan<byte> ikm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ikm.Length, Suite.KeySize);
        return new EncryptionKeyPair(P256.DeriveScalar(P256.KemSuite, ikm));
    }

    /// <summary>The pair of a stored private key; anything but a scalar in range is a <see cref="SealedException"/>.</summary>
    public static EncryptionKeyPair FromPrivate(ReadOnlySpan<byte> scalar) =>
        P256.IsScalar(scalar) ? new EncryptionKeyPair(SecretBytes.CopyOf(scalar)) : throw SealedException.Refused();

    /// <summary>Zeroes the private key.</summary>
    public void Dispose() => Private.Dispose();
}
