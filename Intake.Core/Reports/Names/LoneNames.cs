namespace Intake.Core.Reports.Names;

/// <summary>
/// Finds what people who work together call each other: the first name alone, the last name alone, the initials. Pure. It
/// shuts nobody out; a human says whether the person is meant.
/// </summary>
internal static class LoneNames
{
    /// <summary>Names that are ordinary words too: where a sentence begins their capital says nothing.</summary>
    private static readonly HashSet<string> Ordinary =
    [
        .. NameWords.Of(["""
            per bo bjørn liv pil sol ask dag mark falk storm dan gry my kit ea fie
            by dal dam lund holm ravn bro skov berg krog bach kær bak land bjerg smed
            """]).Select(word => word.Folded),
    ];

    /// <summary>Whether a first name, a last name or the initials stand alone here.</summary>
    /// <param name="words">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="name">The folded words of the person's name, at least two.</param>
    /// <param name="unitWords">Words of the person's units: "HR" beside a person H. R. means the unit.</param>
    public static bool IsAt(IReadOnlyList<NameWord> words, int at, List<string> name, IReadOnlySet<string> unitWords) =>
        IsFirst(words, at, name) || IsLast(words, at, name) || IsInitials(words, at, name, unitWords);

    /// <summary>"Anne", "Anne H."; never "Anne Friis", "Anne F.", nor "Mette Anne".</summary>
    private static bool IsFirst(IReadOnlyList<NameWord> words, int at, List<string> name)
    {
        if (!IsCalled(words[at], name[0]) || IsPrecededByName(words, at)) return false;
        if (at + 1 == words.Count || words[at + 1].Before != WordBreak.Space) return true;
        var next = words[at + 1];
        return next.Folded.Length == 1 ? !next.IsCapital || next.Folded[0] == name[^1][0] : !next.IsCapital;
    }

    /// <summary>"Holm", "HOLM A"; never "Mette Holm" nor "M. Holm".</summary>
    private static bool IsLast(IReadOnlyList<NameWord> words, int at, List<string> name) =>
        IsCalled(words[at], name[^1]) && !IsPrecededByName(words, at);

    /// <summary>"AH", "A.H.", "AMH".</summary>
    private static bool IsInitials(IReadOnlyList<NameWord> words, int at, List<string> name, IReadOnlySet<string> unitWords)
    {
        string[] forms = [string.Concat(name[0][0], name[^1][0]), string.Concat(name.Select(part => part[0]))];
        if (words[at].Written.All(char.IsUpper) && forms.Contains(words[at].Folded)) return !unitWords.Contains(words[at].Folded);
        return words[at] is { IsCapital: true, Folded.Length: 1 } && at + 1 < words.Count
            && words[at + 1] is { IsCapital: true, Folded.Length: 1, Before: WordBreak.Space } other
            && words[at].Folded[0] == name[0][0] && other.Folded[0] == name[^1][0];
    }

    private static bool IsCalled(NameWord word, string name) =>
        word.IsCapital && (word.Folded == name || (word.Folded.Length == name.Length + 1 && word.Folded == name + 's'))
        && (word.Before != WordBreak.Sentence || !Ordinary.Contains(name));

    /// <summary>A name or an initial right before it, so that it is the last name of that person.</summary>
    private static bool IsPrecededByName(IReadOnlyList<NameWord> words, int at) =>
        at > 0 && words[at].Before == WordBreak.Space && words[at - 1] is { IsCapital: true } before
        && !TitleWords.BeginsSentences(before) && !TitleWords.IsTitle(before);
}
