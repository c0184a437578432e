using System.Buffers.Binary;
using System.Buffers.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// A mailbox session: a cookie alone, sealed under the hour's ring key, since a reporter's visit changes no row. It holds
/// keys derived from the receipt key, never the receipt key. FORMAT.md §13.
/// </summary>
public static class MailboxSessionSeal
{
    /// <summary>The cookie's value, base64url.</summary>
    public static string Seal(SecretBytes ringKey, int hour, DateTimeOffset issued, UnlockedMailbox mailbox)
    {
        using var key = Derivation.Key([], ringKey.Span, Labels.MailboxSession);
        using var frame = new FrameWriter();
        using var plain = frame.Id(mailbox.Report.ReportId).Long(issued.ToUnixTimeSeconds()).Bytes(mailbox.WrappingKey.Span)
            .Bytes(mailbox.Encryption.Private.Span).Bytes(mailbox.Signing.Private.Span).ToSecret();
        var cookie = new byte[sizeof(int) + SealedValue.Overhead + plain.Length];
        BinaryPrimitives.WriteInt32BigEndian(cookie, hour);
        SealedValue.Seal(key, AssociatedData(hour), plain.Span).CopyTo(cookie.AsSpan(sizeof(int)));
        return Base64Url.EncodeToString(cookie);
    }

    /// <summary>The hour whose ring key opens a cookie, or null for something that is no cookie of ours.</summary>
    public static int? HourOf(string cookie)
        => TryDecode(cookie) is { Length: > sizeof(int) } bytes ? BinaryPrimitives.ReadInt32BigEndian(bytes) : null;

    /// <summary>Opens a cookie.</summary>
    /// <exception cref="SealedException">Not sealed under that hour's key.</exception>
    public static MailboxSession Open(SecretBytes ringKey, string cookie)
    {
        var bytes = TryDecode(cookie);
        SealedFormat.Require(bytes is { Length: > sizeof(int) });
        using var key = Derivation.Key([], ringKey.Span, Labels.MailboxSession);
        using var plain = SealedValue.Open(key, AssociatedData(BinaryPrimitives.ReadInt32BigEndian(bytes)), bytes.AsSpan(sizeof(int)));
        var frame = new FrameReader(plain.Span);
        var report = frame.Id();
        var issued = frame.Long();
        var wrapping = frame.Bytes(Suite.KeySize);
        var encryption = frame.Bytes(Suite.PrivateKeySize);
        var signing = frame.Bytes(Suite.PrivateKeySize);
        frame.End();
        return new(report, DateTimeOffset.FromUnixTimeSeconds(issued), SecretBytes.CopyOf(wrapping),
            EncryptionKeyPair.FromPrivate(encryption), SigningKeyPair.FromPrivate(signing));
    }

    private static byte[]? TryDecode(string cookie)
        => cookie.Length <= 1024 && Base64Url.IsValid(cookie) ? Base64Url.DecodeFromChars(cookie) : null;

    private static byte[] AssociatedData(int hour)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.MailboxSession).Int(hour).ToArray();
    }
}

/// <summary>What a mailbox cookie holds; handed to <see cref="UnlockedMailbox"/> once the report's row is read.</summary>
public sealed record MailboxSession(Guid ReportId, DateTimeOffset Issued, SecretBytes WrappingKey, EncryptionKeyPair Encryption,
    SigningKeyPair Signing) : IDisposable
{
    public void Dispose()
    {
        WrappingKey.Dispose();
        Encryption.Dispose();
        Signing.Dispose();
    }
}
