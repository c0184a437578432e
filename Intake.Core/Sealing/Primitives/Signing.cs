using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>Verifies what a <see cref="SigningKeyPair"/> signed.</summary>
public static class Signing
{
    /// <summary>
    /// Whether <paramref name="signature"/> (64 bytes, r and s) is the holder's over <paramref name="message"/>.
    /// A malformed key or signature is simply false.
    /// </summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = P256.Public(publicKey, ECDsa.Create);
            return key.VerifyData(
                message,
                signature,
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (SealedException)
        {
            return false;
        }
    }

    /// <summary>As <see cref="Verify"/>, for openers: throws <see cref="SealedException"/> instead of answering no.</summary>
    public static void Demand(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!Verify(publicKey, message, signature))
        {
            throw SealedException.Refused();
        }
    }
}
