using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What a receipt key stands for: Argon2id over its 15 bytes, with a fixed public salt, since nothing but the key may
/// be needed to find the mailbox, gives 64 bytes; HKDF-Expand (RFC 5869) with a label each gives the rest.
/// </summary>
public sealed class ReceiptSecrets : IDisposable
{
    /// <summary>Bytes of <see cref="Root"/>.</summary>
    internal const int RootSize = 64;

    private ReceiptSecrets(ReadOnlySpan<byte> root)
    {
        Root = SecretBytes.CopyOf(root);
        LookupId = Expand(root, "intake/1/receipt/lookup"u8);
        WrappingKey = Expand(root, "intake/1/receipt/wrapping"u8);
        using var encryptionSeed = Expand(root, "intake/1/receipt/encryption"u8);
        Encryption = EncryptionKeyPair.Derive(encryptionSeed.Span);
        using var signingSeed = Expand(root, "intake/1/receipt/signing"u8);
        Signing = SigningKeyPair.Derive(signingSeed.Span);
        LookupHash = SHA256.HashData(LookupId.Span);
    }

    /// <summary>What the derivation gave, and what everything else comes from: a draft's ticket carries it. Not the receipt key.</summary>
    internal SecretBytes Root { get; }

    /// <summary>Finds the mailbox; only its hash is stored.</summary>
    public SecretBytes LookupId { get; }

    /// <summary>Seals the mailbox's own copies of keys, 32 bytes.</summary>
    public SecretBytes WrappingKey { get; }

    /// <summary>The mailbox's pair for grants.</summary>
    public EncryptionKeyPair Encryption { get; }

    /// <summary>The mailbox's pair for its entries.</summary>
    public SigningKeyPair Signing { get; }

    /// <summary>SHA-256 of <see cref="LookupId"/>: what the database holds.</summary>
    public byte[] LookupHash { get; }

    private static ReadOnlySpan<byte> Salt => "intake receipt 1"u8;

    /// <summary>Zeroes all of it.</summary>
    public void Dispose()
    {
        Root.Dispose();
        LookupId.Dispose();
        WrappingKey.Dispose();
        Encryption.Dispose();
        Signing.Dispose();
    }

    internal static ReceiptSecrets From(ReadOnlySpan<byte> secret)
    {
        using var root = Argon2id.Derive(secret, Salt, Argon2idCost.Receipt, RootSize);
        return new ReceiptSecrets(root.Span);
    }

    /// <summary>The same secrets from the root that a draft's ticket carried.</summary>
    internal static ReceiptSecrets FromRoot(SecretBytes root)
    {
        SealedFormat.Require(root.Length == RootSize);
        return new ReceiptSecrets(root.Span);
    }

    private static SecretBytes Expand(ReadOnlySpan<byte> root, ReadOnlySpan<byte> label)
    {
        var key = new SecretBytes(Suite.KeySize);
        HKDF.Expand(HashAlgorithmName.SHA256, root, key.Writable, label);
        return key;
    }
}
