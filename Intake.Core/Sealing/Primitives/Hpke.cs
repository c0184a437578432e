using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>What <see cref="Hpke.Seal"/> makes: the ephemeral public key (65 bytes) and the ciphertext with its tag.</summary>
public sealed record HpkeSealed(byte[] Enc, byte[] Ciphertext);

/// <summary>
/// Hybrid public-key encryption, RFC 9180, mode base, one message each: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
/// AES-256-GCM. It authenticates no sender: what needs one carries a signature inside.
/// </summary>
public static class Hpke
{
    /// <summary>
    /// Seals to a public key (6.1). Refuses a key that is not a point with <see cref="SealedException"/>.
    /// </summary>
    public static HpkeSealed Seal(
        ReadOnlySpan<byte> recipientPublicKey,
        ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> plaintext)
    {
        using var ephemeral = EncryptionKeyPair.Generate();
        using var shared = Encapsulate(ephemeral, recipientPublicKey);
        using var context = new HpkeContext(HpkeContext.Aes256Gcm, shared, info);
        return new HpkeSealed(ephemeral.Public, context.Seal(aad, plaintext));
    }

    /// <summary>Opens (6.1), or throws <see cref="SealedException"/>.</summary>
    public static SecretBytes Open(
        SecretBytes privateKey,
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> enc,
        ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> ciphertext)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        using var shared = Decapsulate(privateKey, publicKey, enc);
        using var context = new HpkeContext(HpkeContext.Aes256Gcm, shared, info);
        return context.Open(aad, ciphertext);
    }

    /// <summary>Encap of 4.1 with the ephemeral pair given; the encapsulated key is its public half.</summary>
    internal static SecretBytes Encapsulate(EncryptionKeyPair ephemeral, ReadOnlySpan<byte> recipientPublicKey) =>
        SharedSecret(ephemeral.Private, recipientPublicKey, ephemeral.Public, recipientPublicKey);

    /// <summary>Decap of 4.1.</summary>
    internal static SecretBytes Decapsulate(
        SecretBytes privateKey, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> enc) =>
        SharedSecret(privateKey, enc, enc, publicKey);

    private static SecretBytes SharedSecret(
        SecretBytes mine, ReadOnlySpan<byte> theirs, ReadOnlySpan<byte> enc, ReadOnlySpan<byte> recipient)
    {
        using var other = P256.Public(theirs, ECDiffieHellman.Create);
        using var otherPublic = other.PublicKey;
        using var own = P256.Private(mine, ECDiffieHellman.Create);
        var dh = own.DeriveRawSecretAgreement(otherPublic);
        try
        {
            // ExtractAndExpand (4.1) over kem_context = enc || pkRm
            using var prk = LabeledHkdf.Extract(P256.KemSuite, [], "eae_prk"u8, dh);
            return LabeledHkdf.Expand(
                P256.KemSuite, prk.Span, "shared_secret"u8, [.. enc, .. recipient], Suite.HashSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dh);
        }
    }
}
