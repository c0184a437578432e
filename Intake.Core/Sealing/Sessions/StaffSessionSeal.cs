using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// A staff session: half in the cookie, half in a row, each useless without the other and the hour's ring key. FORMAT.md §13.
/// </summary>
public static class StaffSessionSeal
{
    /// <summary>The row's id for a cookie's 32 bytes.</summary>
    public static byte[] IdOf(ReadOnlySpan<byte> cookie)
    {
        using var frame = new FrameWriter();
        return SHA256.HashData(frame.Label(Labels.SessionId).Bytes(cookie).ToArray());
    }

    /// <summary>The row's sealed half.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> cookie, SecretBytes ringKey, int hour, Guid personId,
        EncryptionKeyPair encryption, SigningKeyPair signing)
    {
        using var key = Derivation.Key(ringKey.Span, cookie, Labels.StaffSession);
        using var frame = new FrameWriter();
        using var plain = frame.Bytes(encryption.Private.Span).Bytes(signing.Private.Span).ToSecret();
        return SealedValue.Seal(key, AssociatedData(cookie, hour, personId), plain.Span);
    }

    /// <summary>Opens the row's half with the cookie's.</summary>
    /// <exception cref="SealedException">Another cookie's, hour's or person's.</exception>
    public static (EncryptionKeyPair Encryption, SigningKeyPair Signing) Open(ReadOnlySpan<byte> cookie, SecretBytes ringKey, int hour,
        Guid personId, ReadOnlySpan<byte> sealedHalf)
    {
        using var key = Derivation.Key(ringKey.Span, cookie, Labels.StaffSession);
        using var plain = SealedValue.Open(key, AssociatedData(cookie, hour, personId), sealedHalf);
        var frame = new FrameReader(plain.Span);
        var encryption = frame.Bytes(Suite.PrivateKeySize);
        var signing = frame.Bytes(Suite.PrivateKeySize);
        frame.End();
        return (EncryptionKeyPair.FromPrivate(encryption), SigningKeyPair.FromPrivate(signing));
    }

    private static byte[] AssociatedData(ReadOnlySpan<byte> cookie, int hour, Guid personId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.StaffSession).Bytes(IdOf(cookie)).Int(hour).Id(personId).ToArray();
    }
}
