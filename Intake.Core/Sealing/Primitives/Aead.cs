using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// AES-GCM with a 12-byte nonce and a 16-byte tag behind the ciphertext (NIST SP 800-38D; RFC 5116).
/// A pair of key and nonce is used once: every caller in the room gets that from a fresh key.
/// </summary>
public static class Aead
{
    /// <summary>The nonce of a key that is used once.</summary>
    internal static ReadOnlySpan<byte> ZeroNonce => new byte[Suite.NonceSize];

    /// <summary>The ciphertext with its tag behind it: <paramref name="plaintext"/> plus 16 bytes.</summary>
    public static byte[] Seal(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        using var gcm = With(key);
        return Seal(gcm, nonce, aad, plaintext);
    }

    /// <summary>
    /// Opens what <see cref="Seal(ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    /// made, or throws <see cref="SealedException"/>. Both take a key of 32 bytes and no other.
    /// </summary>
    public static SecretBytes Open(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext)
    {
        using var gcm = With(key);
        return Open(gcm, nonce, aad, ciphertext);
    }

    internal static byte[] Seal(
        AesGcm gcm, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        var sealedBytes = GC.AllocateUninitializedArray<byte>(checked(plaintext.Length + Suite.TagSize));
        gcm.Encrypt(nonce, plaintext, sealedBytes.AsSpan(..plaintext.Length), sealedBytes.AsSpan(plaintext.Length), aad);
        return sealedBytes;
    }

    internal static SecretBytes Open(
        AesGcm gcm, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < Suite.TagSize)
        {
            throw SealedException.Refused();
        }

        var plaintext = new SecretBytes(ciphertext.Length - Suite.TagSize);
        try
        {
            Decrypt(gcm, nonce, aad, ciphertext, plaintext.Writable);
            return plaintext;
        }
        catch
        {
            plaintext.Dispose();
            throw;
        }
    }

    /// <summary>Opens into the caller's memory; the one place where a wrong tag becomes the room's refusal.</summary>
    internal static void Decrypt(
        AesGcm gcm, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        try
        {
            gcm.Decrypt(nonce, ciphertext[..^Suite.TagSize], ciphertext[^Suite.TagSize..], plaintext, aad);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw SealedException.Refused();
        }
    }

    private static AesGcm With(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Suite.KeySize);
        return new AesGcm(key, Suite.TagSize);
    }
}
