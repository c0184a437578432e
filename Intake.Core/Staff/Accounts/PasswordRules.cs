using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Staff.Accounts;

/// <summary>Why a new password is not taken. Safe to show.</summary>
public enum PasswordFault
{
    /// <summary>Fewer than 15 characters.</summary>
    TooShort,

    /// <summary>More than 256 bytes of UTF-8.</summary>
    TooLong,

    /// <summary>Bytes that are no text, or a control character.</summary>
    NotText,

    /// <summary>Little more than the person's own name or address.</summary>
    OwnName,

    /// <summary>Among those everybody tries, or a few characters over and over.</summary>
    Common,
}

/// <summary>
/// What a new password must be (NIST SP 800-63B-4 §3.1.1.2): long, not on a list, not the person's own name; no rules
/// about kinds of characters. Pure. The characters it looks at are in memory of its own, zeroed afterwards.
/// </summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int ShortestCharacters = 15;

    /// <summary>Most bytes.</summary>
    public const int LongestBytes = 256;

    private const int FewestOwn = 8;
    private const int FewestDifferent = 5;

    /// <summary>The first fault found, or null. <paramref name="names"/>: the person's name and e-mail address.</summary>
    public static PasswordFault? Check(SecretBytes password, params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length > LongestBytes) return PasswordFault.TooLong;

        var characters = GC.AllocateUninitializedArray<char>(LongestBytes, pinned: true);
        var folded = GC.AllocateUninitializedArray<char>(LongestBytes, pinned: true);
        try
        {
            if (!TryDecode(password.Span, characters, out var runes, out var length)) return PasswordFault.NotText;
            if (runes < ShortestCharacters) return PasswordFault.TooShort;
            var letters = Fold(characters.AsSpan(0, length), folded);
            if (IsCommon(letters, characters.AsSpan(0, length))) return PasswordFault.Common;
            return IsOwnName(letters, names) ? PasswordFault.OwnName : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(characters.AsSpan()));
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(folded.AsSpan()));
        }
    }

    private static bool TryDecode(ReadOnlySpan<byte> utf8, Span<char> to, out int runes, out int length)
    {
        (runes, length) = (0, 0);
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) != OperationStatus.Done || Rune.IsControl(rune)) return false;
            length += rune.EncodeToUtf16(to[length..]);
            utf8 = utf8[consumed..];
            runes++;
        }

        return true;
    }

    /// <summary>Letters and digits alone, in lower case, so that hyphens and capitals hide nothing.</summary>
    private static Span<char> Fold(ReadOnlySpan<char> from, Span<char> to)
    {
        var length = 0;
        foreach (var c in from)
        {
            if (char.IsLetterOrDigit(c)) to[length++] = char.ToLowerInvariant(c);
        }

        return to[..length];
    }

    private static bool IsCommon(ReadOnlySpan<char> letters, ReadOnlySpan<char> characters)
    {
        foreach (var common in CommonPasswords.Folded)
        {
            if (letters.SequenceEqual(common)) return true;
        }

        return Different(characters) < FewestDifferent;
    }

    private static int Different(ReadOnlySpan<char> characters)
    {
        var different = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            if (!characters[..i].Contains(characters[i])) different++;
        }

        return different;
    }

    /// <summary>Whether fewer than eight letters and digits are left when name, address and their longer words are taken out.</summary>
    private static bool IsOwnName(Span<char> letters, IReadOnlyList<string> names)
    {
        var left = letters.Length;
        foreach (var word in names.SelectMany(Words).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length))
        {
            for (var at = letters[..left].IndexOf(word); at >= 0; at = letters[..left].IndexOf(word))
            {
                letters[(at + word.Length)..left].CopyTo(letters[at..]);
                left -= word.Length;
            }
        }

        return left < letters.Length && left < FewestOwn;
    }

    private static IEnumerable<string> Words(string name)
    {
        var lower = name.ToLower(CultureInfo.InvariantCulture);
        return lower.Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Append(lower).Append(lower.Split('@')[0])
            .Select(word => string.Concat(word.Where(char.IsLetterOrDigit))).Where(word => word.Length > 2);
    }
}
