using System.Globalization;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// Finds certified people who are named in what a reporter wrote, so that they get no key. Pure. First and last name must
/// both be there: in the certificate's order with middle names or initials between, or last name first ("Holm, Anne").
/// It prefers to shut out one person too many: others read the report in their place.
/// </summary>
public static class NamedPersons
{
    /// <summary>More words than this between first and last name belong to somebody else's name.</summary>
    private const int MostBetween = 3;

    /// <summary>The certificates whose names the texts hold, however they are written.</summary>
    public static IReadOnlyList<Certificate> In(IEnumerable<string?> texts, IEnumerable<Certificate> certificates)
    {
        var given = texts.Where(text => text is not null).ToList();
        var plain = Plain(given);
        var words = NameWords.Of(given);
        var places = words.Select((word, place) => (word.Folded, place)).ToLookup(word => word.Folded, word => word.place);
        return [.. certificates.Where(c => IsWrittenOut(c, plain) || IsNamed(NameWords.Of([c.FullName]), words, places))];
    }

    /// <summary>
    /// The certificates whose names stand in the texts as they are certified, or as first and last name alone: for texts of
    /// ours, such as the titles beside tick boxes, where a name means one person.
    /// </summary>
    public static IReadOnlyList<Certificate> WrittenOutIn(IEnumerable<string?> texts, IEnumerable<Certificate> certificates)
    {
        var plain = Plain(texts.Where(text => text is not null));
        return [.. certificates.Where(certificate => IsWrittenOut(certificate, plain))];
    }

    private static bool IsWrittenOut(Certificate certificate, string plain)
    {
        var words = Split(certificate.FullName);
        if (words.Length < 2) return false;
        string[] forms = [string.Join(' ', words), words[0] + ' ' + words[^1]];
        return forms.SelectMany(form => new[] { $" {form} ", $" {form}s " }).Any(form => plain.Contains(form, StringComparison.Ordinal));
    }

    private static bool IsNamed(IReadOnlyList<NameWord> name, IReadOnlyList<NameWord> words, ILookup<string, int> places)
    {
        if (name.Count < 2) return false;
        var (first, last, genitive) = (name[0].Folded, name[^1].Folded, name[^1].Folded + 's');
        var middle = name.Skip(1).SkipLast(1).Select(word => word.Folded).ToHashSet();
        return places[first].Any(at => IsFollowed(at, last, genitive, middle, words))
            || places[first].Concat(places[first + 's']).Any(at => IsAfter(at, last, middle, words));
    }

    /// <summary>"Anne Holm", "Anne M. Holm", "Anne Marie Holms".</summary>
    private static bool IsFollowed(int first, string last, string genitive, HashSet<string> middle, IReadOnlyList<NameWord> words)
    {
        for (var at = first + 1; at < words.Count && at - first <= MostBetween + 1; at++)
        {
            var word = words[at];
            if (word.Before is not (WordBreak.Space or WordBreak.Line)) return false;
            if (word.Folded == last || word.Folded == genitive) return true;
            if (word.Folded.Length > 1 && !word.IsCapital && !middle.Contains(word.Folded)) return false;
        }

        return false;
    }

    /// <summary>"Holm, Anne" and "Holm Anne Marie", but not "Mette Holm, Anne Friis", who are two others.</summary>
    private static bool IsAfter(int first, string last, HashSet<string> middle, IReadOnlyList<NameWord> words)
    {
        if (first == 0 || words[first].Before == WordBreak.Sentence || words[first - 1].Folded != last) return false;
        if (words[first].Before == WordBreak.Space) return true;
        var endsAnother = first > 1 && words[first - 1].Before == WordBreak.Space && words[first - 2].IsCapital;
        var beginsAnother = first + 1 < words.Count
            && words[first + 1] is { IsCapital: true, Before: WordBreak.Space, Folded.Length: > 1 } next && !middle.Contains(next.Folded);
        return !endsAnother || !beginsAnother;
    }

    /// <summary>The texts in small letters without accents, one blank between words and at both ends.</summary>
    private static string Plain(IEnumerable<string?> texts) => ' ' + string.Join(' ', texts.SelectMany(text => Split(text!))) + ' ';

    private static string[] Split(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in Noncharacters.Without(text).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            plain.Append(char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
