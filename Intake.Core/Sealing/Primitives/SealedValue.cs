using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// A small thing sealed under a long-lived key: keys, names, cookies. Layout: suite byte, fresh 32-byte salt,
/// ciphertext, tag. The AES-256-GCM key is HKDF-SHA256(salt, key, info "intake/1/value") and serves this one value,
/// so the nonce is zero and a key may seal any number of values. Adds <see cref="Overhead"/> bytes; hides no length.
/// </summary>
public static class SealedValue
{
    /// <summary>Bytes a sealed value is longer than its plaintext.</summary>
    public const int Overhead = 1 + Suite.SaltSize + Suite.TagSize;

    private static ReadOnlySpan<byte> Info => "intake/1/value"u8;

    private static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Seals under <paramref name="key"/> (32 bytes); <paramref name="aad"/> says where the value belongs.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> salt = stackalloc byte[Suite.SaltSize];
        RandomNumberGenerator.Fill(salt);
        using var once = KeyFor(key, salt);
        return [Suite.Byte1, .. salt, .. Aead.Seal(once.Span, Nonce, aad, plaintext)];
    }

    /// <summary>Seals under a key held in a <see cref="SecretBytes"/>.</summary>
    public static byte[] Seal(SecretBytes key, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Seal(key.Span, aad, plaintext);
    }

    /// <summary>Opens, or throws <see cref="SealedException"/> for any other key, place, suite or byte.</summary>
    public static SecretBytes Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < Overhead || sealedValue[0] != Suite.Byte1)
        {
            throw SealedException.Refused();
        }

        using var once = KeyFor(key, sealedValue.Slice(1, Suite.SaltSize));
        return Aead.Open(once.Span, Nonce, aad, sealedValue[(1 + Suite.SaltSize)..]);
    }

    /// <summary>Opens under a key held in a <see cref="SecretBytes"/>.</summary>
    public static SecretBytes Open(SecretBytes key, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> sealedValue)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Open(key.Span, aad, sealedValue);
    }

    private static SecretBytes KeyFor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Suite.KeySize);
        var once = new SecretBytes(Suite.KeySize);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, once.Writable, salt, Info);
        return once;
    }
}
