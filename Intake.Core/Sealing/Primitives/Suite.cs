namespace Intake.Core.Sealing;

/// <summary>
/// Suite 1: HPKE and ECDSA on P-256, HKDF-SHA256, AES-256-GCM, Argon2id. All sizes in bytes.
/// Its byte leads every sealed thing, so that a later suite can stand beside it.
/// </summary>
public static class Suite
{
    public const byte Byte1 = 0x01;

    /// <summary>AES-256 and every derived key.</summary>
    public const int KeySize = 32;

    /// <summary>The GCM tag, never truncated.</summary>
    public const int TagSize = 16;

    /// <summary>The GCM nonce.</summary>
    public const int NonceSize = 12;

    /// <summary>A P-256 point, uncompressed SEC 1: 0x04, X, Y.</summary>
    public const int PublicKeySize = 65;

    /// <summary>A P-256 scalar, big-endian.</summary>
    public const int PrivateKeySize = 32;

    /// <summary>An ECDSA signature as IEEE P1363: r, s.</summary>
    public const int SignatureSize = 64;

    /// <summary>SHA-256.</summary>
    public const int HashSize = 32;

    /// <summary>The fresh salt in front of a sealed value.</summary>
    public const int SaltSize = 32;
}
