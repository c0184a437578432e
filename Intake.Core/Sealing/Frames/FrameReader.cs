using System.Buffers.Binary;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// Reads a frame back, field by field, in the order it was written; finish with <see cref="End"/>. Anything out of
/// order, too short, too long or left over is a <see cref="SealedException"/>. Copies nothing but text.
/// </summary>
public ref struct FrameReader(ReadOnlySpan<byte> frame)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = frame;

    /// <summary>Whether all is read: before a field that not every such frame has.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>The next field must be exactly this label.</summary>
    public void Label(string expected)
    {
        if (!Ascii.Equals(Bytes(), expected))
        {
            throw SealedException.Refused();
        }
    }

    /// <summary>One byte.</summary>
    public byte Byte() => Bytes(1)[0];

    /// <summary>i32 big-endian.</summary>
    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Bytes(sizeof(int)));

    /// <summary>i64 big-endian.</summary>
    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Bytes(sizeof(long)));

    /// <summary>Sixteen bytes in the order they are printed.</summary>
    public Guid Id() => new(Bytes(16), bigEndian: true);

    /// <summary>Days since 0001-01-01; a number outside the calendar is refused.</summary>
    public DateOnly Date()
    {
        var day = Int();
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber(day)
            : throw SealedException.Refused();
    }

    /// <summary>
    /// Strict UTF-8. Normal form C is made by the writer and not asked for here: a later Unicode version may compose
    /// what was unassigned when the text was written, and the text must still open.
    /// </summary>
    public string Text()
    {
        try
        {
            return Strict.GetString(Bytes());
        }
        catch (DecoderFallbackException)
        {
            throw SealedException.Refused();
        }
    }

    /// <summary>The next field, of any length. It points into the frame.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest, out var length)
            || length > (uint)(_rest.Length - sizeof(uint)))
        {
            throw SealedException.Refused();
        }

        var field = _rest.Slice(sizeof(uint), (int)length);
        _rest = _rest[(sizeof(uint) + (int)length)..];
        return field;
    }

    /// <summary>The next field, of exactly this length.</summary>
    public ReadOnlySpan<byte> Bytes(int exactLength)
    {
        var field = Bytes();
        return field.Length == exactLength ? field : throw SealedException.Refused();
    }

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw SealedException.Refused();
        }
    }
}
