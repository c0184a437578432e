using System.Buffers.Binary;
using System.Numerics;

namespace Intake.Core.Sealing;

/// <summary>
/// Sizes that tell little. A text is framed as u32 big-endian length, bytes, zeros up to 4 KiB, doubling to 64 KiB,
/// then Padmé; a file is padded to Padmé alone. Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files
/// and Communication with PURBs", PoPETs 2019) costs at most 12 % and leaves O(log log L) bits of the length.
/// </summary>
public static class Padding
{
    /// <summary>The smallest size of a text, in bytes.</summary>
    public const int SmallestText = 4 * 1024;

    private const int LargestDoubling = 64 * 1024;
    private const int LengthSize = sizeof(uint);

    /// <summary>The padded size in bytes of a text of <paramref name="length"/> bytes, its length field included.</summary>
    public static int TextSize(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var framed = (long)LengthSize + length;
        return framed switch
        {
            <= SmallestText => SmallestText,
            <= LargestDoubling => (int)BitOperations.RoundUpToPowerOf2((uint)framed),
            _ => checked((int)PadmeSize(framed)),
        };
    }

    /// <summary>
    /// Padmé: keep as many leading bits of the length as its exponent has bits, round the rest up.
    /// 0 and 1 stay as they are.
    /// </summary>
    public static long PadmeSize(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length < 2)
        {
            return length;
        }

        var exponent = BitOperations.Log2((ulong)length);
        var kept = BitOperations.Log2((uint)exponent) + 1;
        var mask = (1L << (exponent - kept)) - 1;
        return checked(length + mask) & ~mask;
    }

    /// <summary>The text framed and padded, in memory that is zeroed when disposed.</summary>
    public static SecretBytes Pad(ReadOnlySpan<byte> text)
    {
        var padded = new SecretBytes(TextSize(text.Length));
        BinaryPrimitives.WriteUInt32BigEndian(padded.Writable, (uint)text.Length);
        text.CopyTo(padded.Writable[LengthSize..]);
        return padded;
    }

    /// <summary>
    /// The text inside, pointing into <paramref name="padded"/>. A size that <see cref="Pad"/> would not have chosen
    /// and any byte of padding other than zero are refused with <see cref="SealedException"/>.
    /// </summary>
    public static ReadOnlySpan<byte> Unpad(ReadOnlySpan<byte> padded)
    {
        if (padded.Length < SmallestText)
        {
            throw SealedException.Refused();
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(padded);
        if (length > padded.Length - LengthSize
            || TextSize((int)length) != padded.Length
            || padded[(LengthSize + (int)length)..].ContainsAnyExcept((byte)0))
        {
            throw SealedException.Refused();
        }

        return padded.Slice(LengthSize, (int)length);
    }
}
