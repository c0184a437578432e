using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What opens a person's keys when the password is lost: 26 random Crockford symbols, 130 bits, shown once. FORMAT.md §6.
/// </summary>
public static class RecoveryCode
{
    /// <summary>Symbols in a code.</summary>
    public const int Length = 26;

    /// <summary>A fresh code, its symbols in ASCII.</summary>
    public static SecretBytes New()
    {
        var code = SecretBytes.Random(Length);
        foreach (ref var symbol in code.Writable)
        {
            symbol = (byte)Crockford.Alphabet[symbol & 31];
        }

        return code;
    }

    /// <summary>For the one page that shows it: groups of four with hyphens between.</summary>
    public static string Grouped(SecretBytes code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return string.Join('-', System.Text.Encoding.ASCII.GetString(code.Span).Chunk(4).Select(group => new string(group)));
    }

    /// <summary>What was typed, with spaces, hyphens, small letters, O for 0 and I or L for 1 forgiven; null when it cannot be a code.</summary>
    public static SecretBytes? Read(ReadOnlySpan<byte> typed)
    {
        Span<byte> values = stackalloc byte[Length];
        Span<byte> alphabet = stackalloc byte[32];
        System.Text.Encoding.ASCII.GetBytes(Crockford.Alphabet, alphabet);
        if (ReceiptKeyText.Read(typed, alphabet, values) is not null) return null;

        var code = new SecretBytes(Length);
        for (var i = 0; i < Length; i++) code.Writable[i] = alphabet[values[i]];
        CryptographicOperations.ZeroMemory(values);
        return code;
    }
}
