namespace Intake.Core.Sealing;

/// <summary>
/// What opens a person's keys when the password is lost: 26 random Crockford symbols, 130 bits, shown once. FORMAT.md §6.
/// </summary>
public static class RecoveryCode
{
    /// <summary>Symbols in a code.</summary>
    public const int Length = 26;

    private const int GroupSize = 4;

    /// <summary>A fresh code, its symbols in ASCII.</summary>
    public static SecretBytes New()
    {
        using var random = SecretBytes.Random(Length);
        return Of(random.Span);
    }

    /// <summary>The code of given random bytes, the first <see cref="Length"/> of them: five bits of each.</summary>
    public static SecretBytes Of(ReadOnlySpan<byte> random)
    {
        var code = SecretBytes.CopyOf(random[..Length]);
        foreach (ref var symbol in code.Writable)
        {
            symbol = (byte)Crockford.Alphabet[symbol & 31];
        }

        return code;
    }

    /// <summary>
    /// For the one page that shows it: groups of four with hyphens between, in one string and no copy beside it. No string
    /// can be wiped.
    /// </summary>
    public static string ToPageText(SecretBytes code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return string.Create(Length + ((Length - 1) / GroupSize), code, (text, symbols) =>
        {
            for (var at = 0; at < text.Length; at++)
            {
                text[at] = at % (GroupSize + 1) == GroupSize ? '-' : (char)symbols.Span[at - (at / (GroupSize + 1))];
            }
        });
    }

    /// <summary>
    /// What was typed, with all forgiven that is forgiven in a receipt key (FORMAT.md §7); null when it cannot be a code.
    /// </summary>
    public static SecretBytes? Read(ReadOnlySpan<byte> typed)
    {
        using var values = new SecretBytes(Length);
        Span<byte> alphabet = stackalloc byte[32];
        System.Text.Encoding.ASCII.GetBytes(Crockford.Alphabet, alphabet);
        if (ReceiptKeyText.Read(typed, alphabet, values.Writable) is not null) return null;

        var code = new SecretBytes(Length);
        for (var i = 0; i < Length; i++) code.Writable[i] = alphabet[values.Span[i]];
        return code;
    }
}
