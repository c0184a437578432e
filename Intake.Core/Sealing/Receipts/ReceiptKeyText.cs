using System.Buffers;
using System.Globalization;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>Why typed bytes are no receipt key. Safe to show: it says nothing about any key that exists.</summary>
public enum ReceiptKeyError
{
    /// <summary>Nothing but spaces and hyphens.</summary>
    Empty,

    /// <summary>A character that no key has.</summary>
    Symbol,

    /// <summary>Fewer or more than 25 symbols.</summary>
    Length,

    /// <summary>The check symbol does not fit: something is mistyped or swapped.</summary>
    Check,
}

/// <summary>What a person may write around and for the 25 symbols.</summary>
internal static class ReceiptKeyText
{
    /// <summary>Fills <paramref name="symbols"/> with values 0 to 31, or says what is wrong.</summary>
    public static ReceiptKeyError? Read(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> alphabet, Span<byte> symbols)
    {
        var count = 0;
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) != OperationStatus.Done)
            {
                return ReceiptKeyError.Symbol;
            }

            utf8 = utf8[consumed..];
            if (IsSeparator(rune))
            {
                continue;
            }

            var value = rune.IsAscii ? alphabet.IndexOf(Meant((byte)rune.Value)) : -1;
            if (value < 0)
            {
                return ReceiptKeyError.Symbol;
            }

            if (count == symbols.Length)
            {
                return ReceiptKeyError.Length;
            }

            symbols[count++] = (byte)value;
        }

        return count == symbols.Length ? null : count == 0 ? ReceiptKeyError.Empty : ReceiptKeyError.Length;
    }

    private static byte Meant(byte typed) => (byte)char.ToUpperInvariant((char)typed) switch
    {
        (byte)'O' => (byte)'0',
        (byte)'I' or (byte)'L' => (byte)'1',
        var other => other,
    };

    // Apart from white space and dashes: soft hyphen, minus sign, and the invisible marks that come along when pasted.
    private static bool IsSeparator(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation
        || rune.Value is 0x00AD or 0x2212 or 0x200B or 0x200E or 0x200F or 0x2060 or 0xFEFF;
}
