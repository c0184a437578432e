using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Intake.Core.Sealing;
using Intake.Core.Storage;

namespace Intake.Core.Submission;

/// <summary>
/// For how long a page that shows a receipt key may be shown again to the browser that posts the same ticket: two minutes,
/// and not after its mailbox was opened or its reader has left. Nothing of it is in a row; see
/// docs/decisions/a-repeated-post-gets-the-same-receipt.md.
/// </summary>
public sealed class ReceiptRepeats(SharedMoments moments, FileSecret fileSecret)
{
    /// <summary>How long after it was sent a receipt is shown again.</summary>
    public static readonly TimeSpan Life = SharedMoments.ShownAgain;

    private const int MarkLength = 11;

    /// <summary>
    /// What the page's button to leave posts, so that nothing is shown again from then on: 11 characters that tell nothing
    /// without the file secret, and end this and nothing else.
    /// </summary>
    /// <param name="of">Which page it is.</param>
    /// <param name="lookupHash">The lookup hash of the key that the page shows.</param>
    public string MarkOf(ShownKey of, byte[] lookupHash)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, MomentOf(of, lookupHash));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The reader of a page has left it. Anything but a mark is let pass.</summary>
    public Task EndAsync(string mark)
    {
        var bytes = new byte[sizeof(long)];
        return mark.Length == MarkLength && Base64Url.IsValid(mark) && Base64Url.TryDecodeFromChars(mark, bytes, out var length)
            && length == bytes.Length ? EndAsync(BinaryPrimitives.ReadInt64BigEndian(bytes)) : Task.CompletedTask;
    }

    /// <summary>A report or draft is about to be committed: before that, so that a request which waits for the commit finds it.</summary>
    internal Task BeginAsync(ShownKey of, byte[] lookupHash) => moments.HoldAsync(MomentOf(of, lookupHash), Life);

    /// <summary>Whether the page may be shown again.</summary>
    internal async Task<bool> MayAsync(ShownKey of, byte[] lookupHash)
    {
        var moment = MomentOf(of, lookupHash);
        return await moments.IsHeldAsync(moment) && !await moments.IsHeldAsync(OverOf(moment));
    }

    /// <summary>The key was typed at the mailbox's door.</summary>
    internal async Task EndAsync(byte[] lookupHash)
    {
        foreach (var of in Enum.GetValues<ShownKey>()) await EndAsync(MomentOf(of, lookupHash));
    }

    private async Task EndAsync(long moment)
    {
        if (await moments.IsHeldAsync(moment)) await moments.HoldAsync(OverOf(moment), Life);
    }

    private static long OverOf(long moment) => ~moment;

    private long MomentOf(ShownKey of, byte[] lookupHash)
    {
        using var key = fileSecret.Derive(FileSecret.Repeat);
        using var frame = new FrameWriter();
        frame.Label(Labels.Repeat).Byte((byte)of).Bytes(lookupHash);
        return BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(key.Span, frame.ToArray()));
    }
}

/// <summary>The page that shows a receipt key.</summary>
public enum ShownKey
{
    /// <summary>Of a draft that was saved.</summary>
    Draft = 1,

    /// <summary>The receipt of a report.</summary>
    Report,
}
