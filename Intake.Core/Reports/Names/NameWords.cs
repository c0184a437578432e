using System.Globalization;
using System.Text;

namespace Intake.Core.Reports.Names;

/// <summary>What stands before a word; of several, the strongest.</summary>
internal enum WordBreak
{
    /// <summary>Blanks, hyphens, or what counts as nothing.</summary>
    Space = 1,

    /// <summary>A new line.</summary>
    Line,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>The end of a sentence, or the beginning of a text.</summary>
    Sentence,
}

/// <summary>A word of a text, as names are compared.</summary>
/// <param name="Folded">Small letters and digits without accents, in one spelling of the Danish letters.</param>
/// <param name="IsCapital">Whether it was written with a capital.</param>
/// <param name="Before">What stands before it. The point behind an initial ends no sentence.</param>
internal sealed record NameWord(string Folded, bool IsCapital, WordBreak Before)
{
    /// <summary>As it was written, without what nobody sees.</summary>
    public required string Written { get; init; }
}

/// <summary>
/// Cuts texts into words that compare equal however a name is spelled: case, accents, compatibility forms, apostrophes and
/// characters that nobody sees (soft hyphens, zero-width spaces) are forgiven, letters of other alphabets count as what they
/// look like, and æ/ae/ä, ø/oe/ö and å/aa are one letter each.
/// </summary>
internal static class NameWords
{
    /// <summary>Letters that Unicode does not take apart.</summary>
    private static readonly Dictionary<char, string> Folds = new()
    {
        ['æ'] = "a", ['ø'] = "o", ['œ'] = "o", ['ß'] = "ss", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i",
    };

    /// <summary>Greek and Cyrillic letters that look like ours, great and small.</summary>
    private static readonly Dictionary<char, char> LookAlikes = "АаВвЕеЗзІіЈјКкМмНнОоРрСсТтУуХхЅѕԛѡΑαΒΕεΖΗΙιΚκΜΝΟοΡρΤτΥυΧχ"
        .Zip("AaBbEeZzIiJjKkMmHhOoPpCcTtYyXxSsqwAaBEeZHIiKkMNOoPpTtYuXx").ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>The words of all texts, in their order.</summary>
    public static IReadOnlyList<NameWord> Of(IEnumerable<string?> texts)
    {
        var words = new List<NameWord>();
        foreach (var text in texts.Where(text => text is not null)) Cut(text!, words);
        return words;
    }

    private static void Cut(string text, List<NameWord> words)
    {
        var (word, written) = (new StringBuilder(), new StringBuilder());
        var (isCapital, before) = (false, WordBreak.Sentence);
        // An acute accent that stands alone is an apostrophe to those who type it; Unicode would make a blank of it.
        var letters = Noncharacters.Without(text).Replace('\u00B4', '\'').Normalize(NormalizationForm.FormKD);
        var addresses = MailAddresses.NamesIn(letters);
        for (var at = 0; at <= letters.Length; at++)
        {
            var letter = at == letters.Length ? ' ' : LookAlikes.GetValueOrDefault(letters[at], letters[at]);
            var isInAddress = addresses.Exists(name => name.From <= at && at < name.End);
            if (addresses.Exists(name => name.From == at)) before = (WordBreak)Math.Max((int)before, (int)WordBreak.Comma);
            if (IsUnseen(letter))
            {
                // An accent stays where it is shown; a soft hyphen does not.
                if (word.Length > 0 && CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) written.Append(letter);
                continue;
            }

            if (char.IsLetterOrDigit(letter))
            {
                if (word.Length == 0) isCapital = char.IsUpper(letter) || isInAddress; // In an address names are written small.
                var small = char.ToLowerInvariant(letter);
                word.Append(Folds.GetValueOrDefault(small) ?? small.ToString());
                written.Append(letter);
                continue;
            }

            var isInitial = word.Length == 1;
            if (word.Length > 0)
            {
                words.Add(new NameWord(InOneSpelling(word.ToString()), isCapital, before)
                {
                    Written = written.ToString().Normalize(NormalizationForm.FormC),
                });
                word.Clear();
                written.Clear();
                before = WordBreak.Space;
            }

            before = (WordBreak)Math.Max((int)before, (int)(isInAddress ? WordBreak.Space : BreakOf(letter, isInitial)));
        }
    }

    private static WordBreak BreakOf(char letter, bool isInitial) => letter switch
    {
        '.' when isInitial => WordBreak.Space,
        '.' or '!' or '?' or ';' or ':' or '@' => WordBreak.Sentence,
        ',' => WordBreak.Comma,
        '\n' or '\r' => WordBreak.Line,
        _ => WordBreak.Space,
    };

    private static string InOneSpelling(string word) => word
        .Replace("aa", "a", StringComparison.Ordinal)
        .Replace("ae", "a", StringComparison.Ordinal)
        .Replace("oe", "o", StringComparison.Ordinal);

    /// <summary>What stands in a word without being part of its name: accents, format characters, apostrophes.</summary>
    private static bool IsUnseen(char letter) =>
        letter is '\'' or '\u2018' or '\u2019' or '\u02BC' or '`'
        || CharUnicodeInfo.GetUnicodeCategory(letter)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
