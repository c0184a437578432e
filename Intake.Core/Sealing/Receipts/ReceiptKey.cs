using System.Diagnostics.CodeAnalysis;

namespace Intake.Core.Sealing;

/// <summary>
/// What a reporter keeps: 120 random bits as 24 symbols of Crockford's base32 and one check symbol, shown as five
/// groups of five: <c>XXXXX-XXXXX-XXXXX-XXXXX-XXXXX</c>. Dispose to zero it.
/// <para>
/// The check is over GF(32) = GF(2)[x]/(x^5 + x^2 + 1), where x generates all 31 non-zero elements. Position i
/// (0 to 24, the check symbol last) weighs x^(24-i), and the weighted sum of all 25 symbols is zero. The weights are
/// distinct and none is zero, so every single wrong symbol and every swap of two unequal symbols is caught; other
/// errors slip by with probability 1/32 and then simply open nothing.
/// </para>
/// </summary>
public sealed class ReceiptKey : IDisposable
{
    /// <summary>Symbols in a key, the check symbol included.</summary>
    public const int SymbolCount = 25;

    /// <summary>Characters of the grouped form, hyphens included.</summary>
    public const int GroupedLength = 29;

    /// <summary>Random bytes in a key.</summary>
    internal const int SecretSize = 15;

    private const int DataCount = SymbolCount - 1;
    private const int GroupSize = 5;

    private readonly SecretBytes _symbols;

    private ReceiptKey(SecretBytes symbols) => _symbols = symbols;

    private static ReadOnlySpan<byte> Alphabet => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"u8;

    /// <summary>A fresh key from the operating system's generator.</summary>
    public static ReceiptKey New()
    {
        using var random = SecretBytes.Random(SecretSize);
        return Of(random.Span);
    }

    /// <summary>
    /// Reads what someone typed or pasted, as UTF-8 bytes, so that no string of it stays in memory. Forgives spaces,
    /// punctuation and invisible marks anywhere, our note's label before it, lower case, full-width letters, O for 0, I and L
    /// for 1. No other letter or digit: not U. Costs no derivation.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ReceiptKey? key, out ReceiptKeyError error)
    {
        key = null;
        var symbols = new SecretBytes(SymbolCount);
        var problem = ReceiptKeyText.Read(utf8, Alphabet, symbols.Writable)
            ?? (Sum(symbols.Span) == 0 ? null : ReceiptKeyError.Check);
        error = problem ?? default;
        if (problem is not null)
        {
            symbols.Dispose();
            return false;
        }

        key = new ReceiptKey(symbols);
        return true;
    }

    /// <summary>As above, for callers that need no reason.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ReceiptKey? key) =>
        TryParse(utf8, out key, out _);

    /// <summary>Writes the 29 ASCII bytes of the grouped form.</summary>
    public void WriteGrouped(Span<byte> ascii)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ascii.Length, GroupedLength);
        var at = 0;
        for (var i = 0; i < SymbolCount; i++)
        {
            if (i > 0 && i % GroupSize == 0)
            {
                ascii[at++] = (byte)'-';
            }

            ascii[at++] = Alphabet[_symbols.Span[i]];
        }
    }

    /// <summary>
    /// The grouped form for a page, in one string and no copy beside it. No string can be wiped: where bytes will do, use
    /// <see cref="WriteGrouped"/>.
    /// </summary>
    public string ToPageText() => string.Create(GroupedLength, _symbols, (text, symbols) =>
    {
        for (var at = 0; at < text.Length; at++)
        {
            text[at] = at % (GroupSize + 1) == GroupSize ? '-' : (char)Alphabet[symbols.Span[at - (at / (GroupSize + 1))]];
        }
    });

    /// <summary>What the key opens, after exactly one Argon2id of <see cref="Argon2idCost.Receipt"/>.</summary>
    public ReceiptSecrets Derive()
    {
        using var secret = new SecretBytes(SecretSize);
        for (var i = 0; i < DataCount; i++)
        {
            for (var bit = 0; bit < 5; bit++)
            {
                var at = (5 * i) + bit;
                secret.Writable[at / 8] |= (byte)(((_symbols.Span[i] >> (4 - bit)) & 1) << (7 - (at % 8)));
            }
        }

        return ReceiptSecrets.From(secret.Span);
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => _symbols.Dispose();

    /// <summary>The key of 15 given bytes: most significant bit first, five bits a symbol (as RFC 4648 packs them).</summary>
    internal static ReceiptKey Of(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretSize);
        var symbols = new SecretBytes(SymbolCount);
        for (var at = 0; at < 5 * DataCount; at++)
        {
            var bit = (secret[at / 8] >> (7 - (at % 8))) & 1;
            symbols.Writable[at / 5] = (byte)((symbols.Span[at / 5] << 1) | bit);
        }

        symbols.Writable[DataCount] = TimesX(Sum(symbols.Span[..DataCount]));
        return new ReceiptKey(symbols);
    }

    /// <summary>The weighted sum by Horner's rule: the last symbol weighs 1, the one before x, and so on.</summary>
    private static byte Sum(ReadOnlySpan<byte> symbols)
    {
        byte sum = 0;
        foreach (var symbol in symbols)
        {
            sum = (byte)(TimesX(sum) ^ symbol);
        }

        return sum;
    }

    private static byte TimesX(byte element) =>
        (byte)((element << 1) ^ ((element & 0b10000) == 0 ? 0 : 0b100101));
}
