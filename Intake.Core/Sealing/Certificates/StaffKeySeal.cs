using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// What is stored of a person's keys under one secret (password or recovery code): salt (16 bytes), hash of the verifier
/// (32 bytes), sealed private keys. Making and trying it each cost one Argon2id of 64 MiB: never inside a transaction.
/// FORMAT.md §6.
/// </summary>
public sealed record StaffKeySeal(byte[] Salt, byte[] VerifierHash, byte[] SealedKeys)
{
    /// <summary>Seals both pairs under a secret, UTF-8 as typed or read; a password is NFC-normalised first.</summary>
    public static StaffKeySeal Make(FileSecret fileSecret, Guid personId, ReadOnlySpan<byte> secret,
        EncryptionKeyPair encryption, SigningKeyPair signing)
    {
        var salt = RandomNumberGenerator.GetBytes(Argon2id.SaltSize);
        using var stretched = Stretch(secret, salt);
        using var verifier = Verifier(fileSecret, stretched);
        using var kek = Kek(fileSecret, stretched);
        using var frame = new FrameWriter();
        using var plain = frame.Bytes(encryption.Private.Span).Bytes(signing.Private.Span).ToSecret();
        return new(salt, SHA256.HashData(verifier.Span),
            SealedValue.Seal(kek, AssociatedData(personId, encryption.Public, signing.Public), plain.Span));
    }

    /// <summary>Tries a secret. False for a wrong one; the pairs are the caller's to dispose.</summary>
    /// <exception cref="SealedException">The secret is right and the sealed keys are not in order.</exception>
    public bool TryOpen(FileSecret fileSecret, Guid personId, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> encryptionKey,
        ReadOnlySpan<byte> signingKey, out EncryptionKeyPair? encryption, out SigningKeyPair? signing)
    {
        (encryption, signing) = (null, null);
        using var stretched = Stretch(secret, Salt);
        using var verifier = Verifier(fileSecret, stretched);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(verifier.Span), VerifierHash)) return false;

        using var kek = Kek(fileSecret, stretched);
        using var plain = SealedValue.Open(kek, AssociatedData(personId, encryptionKey, signingKey), SealedKeys);
        var frame = new FrameReader(plain.Span);
        var encryptionPrivate = frame.Bytes(Suite.PrivateKeySize);
        var signingPrivate = frame.Bytes(Suite.PrivateKeySize);
        frame.End();
        encryption = EncryptionKeyPair.FromPrivate(encryptionPrivate);
        signing = SigningKeyPair.FromPrivate(signingPrivate);
        return true;
    }

    /// <summary>Spends what a real try costs, for an unknown account, so that timing shows nothing.</summary>
    public static void Burn(ReadOnlySpan<byte> secret)
    {
        using var stretched = Stretch(secret, new byte[Argon2id.SaltSize]);
    }

    private static SecretBytes Stretch(ReadOnlySpan<byte> secret, byte[] salt)
    {
        using var normal = Normal(secret);
        return Argon2id.Derive(normal.Span, salt, Argon2idCost.Password, Suite.KeySize);
    }

    /// <summary>NFC, so that æøå typed on one machine and another are one password. No string of it is made.</summary>
    private static SecretBytes Normal(ReadOnlySpan<byte> secret)
    {
        if (Ascii.IsValid(secret)) return SecretBytes.CopyOf(secret);
        // UTF-8 has no more UTF-16 units than bytes, and form C makes three of one at most (Unicode FAQ, Normalization).
        using var typed = new SecretBytes(secret.Length * sizeof(char));
        using var composed = new SecretBytes(3 * typed.Length);
        var from = MemoryMarshal.Cast<byte, char>(typed.Writable);
        var to = MemoryMarshal.Cast<byte, char>(composed.Writable);
        from = from[..Encoding.UTF8.GetChars(secret, from)];
        try
        {
            return ((ReadOnlySpan<char>)from).TryNormalize(to, out var length, NormalizationForm.FormC)
                ? SecretBytes.Utf8Of(to[..length])
                : throw new InvalidOperationException("Form C is longer than three times the text.");
        }
        catch (ArgumentException)
        {
            // Noncharacters, which no keyboard makes, have no normal form: the bytes stand as they came.
            return SecretBytes.CopyOf(secret);
        }
    }

    private static SecretBytes Verifier(FileSecret fileSecret, SecretBytes stretched)
        => WithPepper(fileSecret, stretched, Labels.StaffVerifier);

    private static SecretBytes Kek(FileSecret fileSecret, SecretBytes stretched) => WithPepper(fileSecret, stretched, Labels.StaffKeys);

    private static SecretBytes WithPepper(FileSecret fileSecret, SecretBytes stretched, string label)
    {
        using var pepper = fileSecret.Derive(FileSecret.Pepper);
        return Derivation.Key(pepper.Span, stretched.Span, label);
    }

    private static byte[] AssociatedData(Guid personId, ReadOnlySpan<byte> encryptionKey, ReadOnlySpan<byte> signingKey)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Staff).Id(personId).Bytes(encryptionKey).Bytes(signingKey).ToArray();
    }
}
