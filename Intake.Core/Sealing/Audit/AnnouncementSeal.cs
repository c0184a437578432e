using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What makes the announcement of a deletion one of the installation's own: an HMAC under the file secret over report and day, which
/// no password of a database gives. FORMAT.md §4.
/// </summary>
public static class AnnouncementSeal
{
    /// <summary>Bytes of a seal.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    /// <summary>The seal of a report's announcement on a day, 32 bytes.</summary>
    public static byte[] Make(FileSecret fileSecret, Guid reportId, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Announcement);
        using var frame = new FrameWriter();
        return HMACSHA256.HashData(key.Span, frame.Label(Labels.Announcement).Id(reportId).Date(day).ToArray());
    }

    /// <summary>Whether a seal is that of the report and the day.</summary>
    public static bool Verify(FileSecret fileSecret, Guid reportId, DateOnly day, ReadOnlySpan<byte> seal) =>
        CryptographicOperations.FixedTimeEquals(Make(fileSecret, reportId, day), seal);
}
