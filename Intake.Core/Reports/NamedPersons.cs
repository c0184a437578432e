using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// Finds certified people who are named in what a reporter wrote, so that they get no key. Pure. First and last name must
/// both be there, as <see cref="NameWords"/> folds them: in this order with middle names or initials between, or last name
/// first ("Holm, Anne"). It prefers to shut out one person too many: others read the report in their place.
/// </summary>
public static class NamedPersons
{
    /// <summary>More words than this between first and last name belong to somebody else's name.</summary>
    private const int MostBetween = 3;

    /// <summary>The certificates whose names the texts hold.</summary>
    public static IReadOnlyList<Certificate> In(IEnumerable<string?> texts, IEnumerable<Certificate> certificates)
    {
        var words = NameWords.Of(texts);
        var places = words.Select((word, place) => (word.Folded, place)).ToLookup(word => word.Folded, word => word.place);
        return [.. certificates.Where(certificate => IsNamed(NameWords.Of([certificate.FullName]), words, places))];
    }

    private static bool IsNamed(IReadOnlyList<NameWord> name, IReadOnlyList<NameWord> words, ILookup<string, int> places)
    {
        if (name.Count < 2) return false;
        var middle = name.Skip(1).SkipLast(1).Select(word => word.Folded).ToHashSet();
        return places[name[0].Folded].Any(at => IsFollowed(at, name[^1].Folded, middle, words))
            || WithGenitive(name[0].Folded).SelectMany(first => places[first]).Any(at => IsAfter(at, name[^1].Folded, middle, words));
    }

    /// <summary>"Anne Holm", "Anne M. Holm", "Anne Marie Holms".</summary>
    private static bool IsFollowed(int first, string last, HashSet<string> middle, IReadOnlyList<NameWord> words)
    {
        for (var at = first + 1; at < words.Count && at - first <= MostBetween + 1; at++)
        {
            if (WithGenitive(last).Contains(words[at].Folded)) return true;
            if (words[at].BeginsSentence || !MayStandBetween(words[at], middle)) return false;
        }

        return false;
    }

    /// <summary>"Holm, Anne" and "Holm Anne Marie", but not "Mette Holm, Anne Friis", who are two others.</summary>
    private static bool IsAfter(int first, string last, HashSet<string> middle, IReadOnlyList<NameWord> words)
    {
        if (first == 0 || words[first].BeginsSentence || words[first - 1].Folded != last) return false;
        var namesAnother = first + 1 < words.Count && words[first + 1] is { IsCapital: true, BeginsSentence: false } next
            && !middle.Contains(next.Folded) && next.Folded.Length > 1;
        return !namesAnother || first == 1 || !words[first - 2].IsCapital || words[first - 1].BeginsSentence;
    }

    private static bool MayStandBetween(NameWord word, HashSet<string> middle) =>
        word.Folded.Length == 1 || word.IsCapital || middle.Contains(word.Folded);

    private static string[] WithGenitive(string name) => [name, name + 's'];
}
