using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>HKDF-SHA-256 (RFC 5869) to a 32-byte key that is zeroed on dispose.</summary>
internal static class Derivation
{
    public static SecretBytes Key(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> ikm, ReadOnlySpan<byte> info)
    {
        var key = new SecretBytes(Suite.KeySize);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, key.Writable, salt, info);
        return key;
    }

    public static SecretBytes Key(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> ikm, string label)
        => Key(salt, ikm, System.Text.Encoding.ASCII.GetBytes(label));
}
