using System.Buffers.Binary;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// The one canonical encoding: every field is its length as u32 big-endian, then its bytes. What is signed, hashed or
/// bound as associated data is a frame that starts with a label, so no two meanings share bytes.
/// The buffer may hold secrets: it is pinned and zeroed on <see cref="Dispose"/>.
/// </summary>
public sealed class FrameWriter : IDisposable
{
    private const int LengthSize = sizeof(uint);
    private SecretBytes _buffer = new(256);
    private int _length;

    /// <summary>Printable ASCII naming what the frame is, e.g. <c>intake/1/grant</c>.</summary>
    public FrameWriter Label(string ascii)
    {
        ArgumentNullException.ThrowIfNull(ascii);
        if (ascii.Length == 0 || ascii.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException("A label is printable ASCII and not empty.", nameof(ascii));
        }

        Encoding.ASCII.GetBytes(ascii, Field(ascii.Length));
        return this;
    }

    /// <summary>One byte.</summary>
    public FrameWriter Byte(byte value)
    {
        Field(1)[0] = value;
        return this;
    }

    /// <summary>i32 big-endian.</summary>
    public FrameWriter Int(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), value);
        return this;
    }

    /// <summary>i64 big-endian.</summary>
    public FrameWriter Long(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);
        return this;
    }

    /// <summary>Sixteen bytes in the order they are printed (RFC 9562).</summary>
    public FrameWriter Id(Guid value)
    {
        value.TryWriteBytes(Field(16), bigEndian: true, out _);
        return this;
    }

    /// <summary>Days since 0001-01-01 (<see cref="DateOnly.DayNumber"/>) as i32 big-endian.</summary>
    public FrameWriter Date(DateOnly value) => Int(value.DayNumber);

    /// <summary>UTF-8 of the text in normal form C. Half a surrogate pair throws <see cref="ArgumentException"/>.</summary>
    public FrameWriter Text(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var composed = value.Normalize(NormalizationForm.FormC);
        Encoding.UTF8.GetBytes(composed, Field(Encoding.UTF8.GetByteCount(composed)));
        return this;
    }

    /// <summary>Bytes as they are; may be empty.</summary>
    public FrameWriter Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Field(value.Length));
        return this;
    }

    /// <summary>The frame so far, for what is public: associated data, messages to hash.</summary>
    public byte[] ToArray() => _buffer.Span[.._length].ToArray();

    /// <summary>The frame so far, for what is secret.</summary>
    public SecretBytes ToSecret() => SecretBytes.CopyOf(_buffer.Span[.._length]);

    /// <summary>Zeroes the buffer.</summary>
    public void Dispose() => _buffer.Dispose();

    private Span<byte> Field(int length)
    {
        var end = checked(_length + LengthSize + length);
        if (end > _buffer.Length)
        {
            Grow(end);
        }

        var field = _buffer.Writable[_length..end];
        BinaryPrimitives.WriteUInt32BigEndian(field, (uint)length);
        _length = end;
        return field[LengthSize..];
    }

    private void Grow(int needed)
    {
        var larger = new SecretBytes((int)Math.Min(Array.MaxLength, Math.Max(needed, _buffer.Length * 2L)));
        _buffer.Span[.._length].CopyTo(larger.Writable);
        _buffer.Dispose();
        _buffer = larger;
    }
}
