using System.Globalization;
using System.Text;

namespace Intake.Core.Reports;

/// <summary>A word of a text, as names are compared.</summary>
/// <param name="Folded">Small letters and digits without accents, in one spelling of the Danish letters.</param>
/// <param name="IsCapital">Whether it was written with a capital.</param>
/// <param name="BeginsSentence">Whether a sentence or a text ended before it. The point behind an initial ends none.</param>
internal sealed record NameWord(string Folded, bool IsCapital, bool BeginsSentence);

/// <summary>
/// Cuts texts into words that compare equal however a name is spelled: case, accents, compatibility forms, apostrophes and
/// characters that nobody sees (soft hyphens, zero-width spaces) are forgiven, and æ/ae/ä, ø/oe/ö and å/aa are one letter each.
/// </summary>
internal static class NameWords
{
    /// <summary>Letters that Unicode does not take apart.</summary>
    private static readonly Dictionary<char, string> Folds = new()
    {
        ['æ'] = "a", ['ø'] = "o", ['œ'] = "o", ['ß'] = "ss", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i",
    };

    /// <summary>The words of all texts, in their order.</summary>
    public static IReadOnlyList<NameWord> Of(IEnumerable<string?> texts)
    {
        var words = new List<NameWord>();
        foreach (var text in texts.Where(text => text is not null)) Cut(text!, words);
        return words;
    }

    private static void Cut(string text, List<NameWord> words)
    {
        var word = new StringBuilder();
        var (isCapital, begins) = (false, true);
        foreach (var letter in Noncharacters.Without(text).Normalize(NormalizationForm.FormKD).Append(' '))
        {
            if (IsUnseen(letter)) continue;
            if (char.IsLetterOrDigit(letter))
            {
                if (word.Length == 0) isCapital = char.IsUpper(letter);
                var small = char.ToLowerInvariant(letter);
                word.Append(Folds.GetValueOrDefault(small) ?? small.ToString());
                continue;
            }

            var isInitial = word.Length == 1;
            if (word.Length > 0)
            {
                words.Add(new NameWord(InOneSpelling(word.ToString()), isCapital, begins));
                word.Clear();
                begins = false;
            }

            begins |= letter is '!' or '?' or ';' or ':' || (letter == '.' && !isInitial);
        }
    }

    private static string InOneSpelling(string word) => word
        .Replace("aa", "a", StringComparison.Ordinal)
        .Replace("ae", "a", StringComparison.Ordinal)
        .Replace("oe", "o", StringComparison.Ordinal);

    /// <summary>What stands in a word without being part of its name: accents, format characters, apostrophes.</summary>
    private static bool IsUnseen(char letter) =>
        letter is '\'' or '’' or 'ʼ' or '`'
        || CharUnicodeInfo.GetUnicodeCategory(letter)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
