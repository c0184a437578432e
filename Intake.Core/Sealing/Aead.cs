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
        var sealedBytes = GC.AllocateUninitializedArray<byte>(checked(plaintext.Length + Suite.TagSize));
        using var gcm = new AesGcm(key, Suite.TagSize);
        gcm.Encrypt(nonce, plaintext, sealedBytes.AsSpan(..plaintext.Length), sealedBytes.AsSpan(plaintext.Length), aad);
        return sealedBytes;
    }

    /// <summary>Opens what <see cref="Seal"/> made, or throws <see cref="SealedException"/>.</summary>
    public static SecretBytes Open(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < Suite.TagSize)
        {
            throw SealedException.Refused();
        }

        var plaintext = new SecretBytes(ciphertext.Length - Suite.TagSize);
        try
        {
            using var gcm = new AesGcm(key, Suite.TagSize);
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
}
