using System.Globalization;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Names;

/// <summary>
/// Finds certified people who are named in what a reporter wrote, so that they get no key. Pure. First and last name must
/// both be there: in the certificate's order with middle names or initials between, or last name first ("Holm, Anne").
/// It prefers to shut out one person too many, but words that are no names shut out nobody ("i den by Anne kender" does not
/// name Anne By). What is only like a name is <see cref="NearNames"/>'.
/// </summary>
public static class NamedPersons
{
    /// <summary>More words than this between first and last name belong to somebody else's name.</summary>
    private const int MostBetween = 3;

    /// <summary>First names that are ordinary words of Danish too: in small letters they need a last name with a capital.</summary>
    private static readonly HashSet<string> Ordinary =
        [.. NameWords.Of(["per bo sten bjørn liv pil sol ask dag mark falk storm"]).Select(word => word.Folded)];

    /// <summary>The certificates whose names the texts hold, however they are written.</summary>
    public static IReadOnlyList<Certificate> In(IEnumerable<string?> texts, IEnumerable<Certificate> certificates)
    {
        var text = new SearchedText(texts);
        return [.. certificates.Where(c => Find(text, c.FullName).Match == NameMatch.Exact)];
    }

    /// <summary>
    /// The certificates whose names stand in the texts as they are certified, or as first and last name alone: for texts of
    /// ours, such as the titles beside tick boxes, where a name means one person.
    /// </summary>
    public static IReadOnlyList<Certificate> WrittenOutIn(IEnumerable<string?> texts, IEnumerable<Certificate> certificates)
    {
        var plain = Plain(texts.Where(text => text is not null));
        return [.. certificates.Where(certificate => IsWrittenOut(certificate.FullName, plain))];
    }

    /// <summary>The same of one name.</summary>
    internal static bool IsWrittenOutIn(IEnumerable<string?> texts, string fullName) =>
        IsWrittenOut(fullName, Plain(texts.Where(text => text is not null)));

    /// <summary>Whether first and last name are there.</summary>
    internal static NameFinding Find(SearchedText text, string fullName)
    {
        var name = NameWords.Of([fullName]);
        if (name.Count < 2) return NameFinding.None;
        var isOrdinary = Ordinary.Contains(name[0].Folded);
        var found = PlaceIn(text, name, isOrdinary) ?? JoinedNames.PlaceIn(text.Words, name[0].Folded, name[^1].Folded);
        if (found is { } place) return new(NameMatch.Exact, text.ExcerptAt(place));
        return !isOrdinary && IsWrittenOut(fullName, text.Plain) ? new(NameMatch.Exact, fullName) : NameFinding.None;
    }

    private static int? PlaceIn(SearchedText text, IReadOnlyList<NameWord> name, bool isOrdinary)
    {
        var (first, last, genitive) = (name[0].Folded, name[^1].Folded, name[^1].Folded + 's');
        var middle = name.Skip(1).SkipLast(1).Select(word => word.Folded).ToHashSet();
        var words = text.Words;
        foreach (var at in text.Places[first])
        {
            if (LastAfter(at, last, genitive, middle, words) is { } found && (!isOrdinary || words[found].IsCapital)) return at;
        }

        var reversed = text.Places[first].Concat(text.Places[first + 's']).Where(at => IsAfter(at, last, middle, words));
        return reversed.Select(at => (int?)at).FirstOrDefault();
    }

    /// <summary>"Anne Holm", "Anne M. Holm", "Anne Marie Holms": where the last name stands.</summary>
    private static int? LastAfter(int first, string last, string genitive, HashSet<string> middle, IReadOnlyList<NameWord> words)
    {
        for (var at = first + 1; at < words.Count && at - first <= MostBetween + 1; at++)
        {
            var word = words[at];
            if (word.Before is not (WordBreak.Space or WordBreak.Line)) return null;
            if (word.Folded == last || word.Folded == genitive) return at;
            if (word.Folded.Length > 1 && !word.IsCapital && !middle.Contains(word.Folded)) return null;
        }

        return null;
    }

    /// <summary>"Holm, Anne" and "Holm Anne Marie", but not "Mette Holm, Anne Friis", who are two others.</summary>
    private static bool IsAfter(int first, string last, HashSet<string> middle, IReadOnlyList<NameWord> words)
    {
        if (first == 0 || words[first].Before == WordBreak.Sentence || words[first - 1].Folded != last) return false;
        // "i den by Anne kender": a last name in small letters, with nothing but a blank behind it, is a word.
        if (words[first].Before == WordBreak.Space) return words[first - 1].IsCapital;
        if (!words[first - 1].IsCapital && words[first].IsCapital) return false;
        var endsAnother = first > 1 && words[first - 1].Before == WordBreak.Space && words[first - 2].IsCapital;
        var beginsAnother = first + 1 < words.Count
            && words[first + 1] is { IsCapital: true, Before: WordBreak.Space, Folded.Length: > 1 } next && !middle.Contains(next.Folded);
        return !endsAnother || !beginsAnother;
    }

    private static bool IsWrittenOut(string fullName, string plain)
    {
        var words = Split(fullName);
        if (words.Length < 2) return false;
        string[] forms = [string.Join(' ', words), words[0] + ' ' + words[^1]];
        return forms.SelectMany(form => new[] { $" {form} ", $" {form}s " }).Any(form => plain.Contains(form, StringComparison.Ordinal));
    }

    /// <summary>The texts in small letters without accents, one blank between words and at both ends, a bar between texts.</summary>
    internal static string Plain(IEnumerable<string?> texts) =>
        ' ' + string.Join(" | ", texts.Select(text => string.Join(' ', Split(text!)))) + ' ';

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
