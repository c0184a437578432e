using System.Buffers.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// A turn in a queue of anonymous people: a random id that is good once and the moment it was given, sealed under the
/// file secret, so that it can wait in a page and is in no table. It can carry a receipt key that was typed at the
/// mailbox's door, so that the page does not show it. FORMAT.md §14.
/// </summary>
public sealed class WaitingTurn : IDisposable
{
    private WaitingTurn(Guid id, DateTimeOffset given, SecretBytes carried) => (Id, Given, Carried) = (id, given, carried);

    public Guid Id { get; }

    /// <summary>When the wait began, to the millisecond: an older turn goes first.</summary>
    public DateTimeOffset Given { get; }

    /// <summary>A receipt key in its grouped form, or nothing.</summary>
    public SecretBytes Carried { get; }

    /// <summary>A new turn, at the end of the queue.</summary>
    public static WaitingTurn New(DateTimeOffset now) => new(Guid.NewGuid(), now, new SecretBytes(0));

    /// <summary>The hidden field's value, base64url, for one act at one scheme (or at none).</summary>
    public string Seal(FileSecret fileSecret, int act, Guid schemeId, ReadOnlySpan<byte> carried = default)
    {
        using var frame = new FrameWriter();
        using var plain = frame.Id(Id).Long(Given.ToUnixTimeMilliseconds()).Bytes(carried).ToSecret();
        using var key = fileSecret.Derive(FileSecret.Turn);
        return Base64Url.EncodeToString(SealedValue.Seal(key, AssociatedData(act, schemeId), plain.Span));
    }

    /// <summary>Opens a hidden field's value; null when it is none of ours, or one for another act or scheme.</summary>
    public static WaitingTurn? Open(FileSecret fileSecret, int act, Guid schemeId, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value.Length > 512 || !Base64Url.IsValid(value)) return null;
        try
        {
            using var key = fileSecret.Derive(FileSecret.Turn);
            using var plain = SealedValue.Open(key, AssociatedData(act, schemeId), Base64Url.DecodeFromChars(value));
            var frame = new FrameReader(plain.Span);
            var id = frame.Id();
            var given = frame.Long();
            var carried = frame.Bytes();
            frame.End();
            return new(id, DateTimeOffset.FromUnixTimeMilliseconds(given), SecretBytes.CopyOf(carried));
        }
        catch (SealedException)
        {
            return null;
        }
    }

    public void Dispose() => Carried.Dispose();

    private static byte[] AssociatedData(int act, Guid schemeId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Turn).Int(act).Id(schemeId).ToArray();
    }
}
