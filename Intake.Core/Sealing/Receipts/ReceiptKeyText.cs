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

/// <summary>What a person may write around and for the symbols: FORMAT.md §7.</summary>
internal static class ReceiptKeyText
{
    /// <summary>The words before the key in our own note and on our pages, in small letters.</summary>
    private static readonly byte[][] Labels =
        ["nøgle"u8.ToArray(), "kvitteringsnøgle"u8.ToArray(), "key"u8.ToArray(), "receipt key"u8.ToArray()];

    /// <summary>
    /// Fills <paramref name="symbols"/> with values 0 to 31, or says what is wrong. A label before a colon is passed over only
    /// where all that was typed is no key, so that it never costs a key its first symbols.
    /// </summary>
    public static ReceiptKeyError? Read(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> alphabet, Span<byte> symbols)
    {
        var problem = Symbols(utf8, alphabet, symbols);
        if (problem is null || !TryPassLabel(utf8, out var rest)) return problem;
        symbols.Clear();
        return Symbols(rest, alphabet, symbols);
    }

    private static ReceiptKeyError? Symbols(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> alphabet, Span<byte> symbols)
    {
        var count = 0;
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) != OperationStatus.Done)
            {
                return ReceiptKeyError.Symbol;
            }

            utf8 = utf8[consumed..];
            if (IsPassedOver(rune))
            {
                continue;
            }

            var plain = Narrow(rune);
            var value = plain.IsAscii ? alphabet.IndexOf(Meant((byte)plain.Value)) : -1;
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

    private static bool TryPassLabel(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> rest)
    {
        var colon = utf8.IndexOf((byte)':');
        rest = colon < 0 ? default : utf8[(colon + 1)..];
        if (colon < 0) return false;
        foreach (var label in Labels)
        {
            if (IsLabel(utf8[..colon], label)) return true;
        }

        return false;
    }

    private static bool IsLabel(ReadOnlySpan<byte> typed, ReadOnlySpan<byte> label)
    {
        while (!typed.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(typed, out var rune, out var consumed) != OperationStatus.Done) return false;
            typed = typed[consumed..];
            if (IsPassedOver(rune)) continue;
            while (!label.IsEmpty && label[0] == (byte)' ') label = label[1..];
            if (Rune.DecodeFromUtf8(label, out var expected, out consumed) != OperationStatus.Done) return false;
            if (Rune.ToLowerInvariant(Narrow(rune)) != expected) return false;
            label = label[consumed..];
        }

        return label.IsEmpty;
    }

    private static byte Meant(byte typed) => (byte)char.ToUpperInvariant((char)typed) switch
    {
        (byte)'O' => (byte)'0',
        (byte)'I' or (byte)'L' => (byte)'1',
        var other => other,
    };

    /// <summary>The full-width letters and digits of East Asian keyboards as the plain ones (U+FF01 to U+FF5E are ASCII moved).</summary>
    public static Rune Narrow(Rune rune) => rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;

    /// <summary>
    /// All but letters, digits and the marks upon them: spaces, joiners, quotes, full stops, and what shows nothing. A letter or
    /// digit is never passed over, so that nothing typed in a symbol's place makes a shorter text look whole.
    /// </summary>
    public static bool IsPassedOver(Rune rune) => InvisibleMark.Is(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.DashPunctuation or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.OtherPunctuation
        or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
        or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
        or UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol;
}
