namespace Intake.Core.Reports.Names;

/// <summary>
/// Finds what people who work together call each other: the first name alone, the last name alone, the initials. Pure. It
/// shuts nobody out; a human says whether the person is meant.
/// </summary>
internal static class LoneNames
{
    /// <summary>
    /// Names that are words with which Danish sentences begin ("Per dag …", "Liv og helbred …"): there their capital says nothing,
    /// as long as the sentence goes on in small letters. Words that seldom begin one, such as holm and lund, are no part of it.
    /// </summary>
    private static readonly HashSet<string> Ordinary = [.. NameWords.Of(["per bo liv pil sol dag my by land"]).Select(word => word.Folded)];

    /// <summary>The fewest letters of a joined short form: "jkrogh", never "olej".</summary>
    private const int FewestJoined = 5;

    /// <summary>Whether a first name, a last name or the initials stand alone here.</summary>
    /// <param name="words">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="name">The folded words of the person's name, at least two.</param>
    /// <param name="unitWords">Words of the person's units: "HR" beside a person H. R. means the unit.</param>
    public static bool IsAt(IReadOnlyList<NameWord> words, int at, List<string> name, IReadOnlySet<string> unitWords) =>
        IsFirstOrLastAt(words, at, name) || IsInitials(words, at, name, unitWords) || IsJoined(words[at], name);

    /// <summary>Whether a first or a last name stands alone here.</summary>
    public static bool IsFirstOrLastAt(IReadOnlyList<NameWord> words, int at, List<string> name) =>
        IsFirst(words, at, name) || IsLast(words, at, name);

    /// <summary>"Anne", "Anne H.", "ANNE TOG"; never "Anne Jensen", "Anne F.", nor "Mette Anne".</summary>
    private static bool IsFirst(IReadOnlyList<NameWord> words, int at, List<string> name)
    {
        if (!IsCalled(words, at, name[0]) || IsPrecededByName(words, at)) return false;
        if (at + 1 == words.Count || words[at + 1].Before != WordBreak.Space) return true;
        var next = words[at + 1];
        return next.Folded.Length == 1
            ? !next.IsCapital || next.Folded[0] == name[^1][0]
            : !FrequentNames.IsLast(next.Folded) || next.IsCapital != words[at].IsCapital;
    }

    /// <summary>"Holm", "HOLM A", "Advokaten Holm"; never "Mette Holm" nor "M. Holm".</summary>
    private static bool IsLast(IReadOnlyList<NameWord> words, int at, List<string> name) =>
        IsCalled(words, at, name[^1]) && !IsPrecededByName(words, at);

    /// <summary>"AH", "A.H.", "AMH".</summary>
    private static bool IsInitials(IReadOnlyList<NameWord> words, int at, List<string> name, IReadOnlySet<string> unitWords)
    {
        string[] forms = [string.Concat(name[0][0], name[^1][0]), string.Concat(name.Select(part => part[0]))];
        if (words[at].Written.All(char.IsUpper) && forms.Contains(words[at].Folded)) return !unitWords.Contains(words[at].Folded);
        return words[at] is { IsCapital: true, Folded.Length: 1 } && at + 1 < words.Count
            && words[at + 1] is { IsCapital: true, Folded.Length: 1, Before: WordBreak.Space } other
            && words[at].Folded[0] == name[0][0] && other.Folded[0] == name[^1][0];
    }

    /// <summary>"jkrogh", "kroghj", "jensk": how addresses and user names are made.</summary>
    private static bool IsJoined(NameWord word, List<string> name)
    {
        string[] forms = [name[0][0] + name[^1], name[^1] + name[0][0], name[0] + name[^1][0]];
        return word.IsCapital && word.Folded.Length >= FewestJoined && forms.Contains(word.Folded);
    }

    /// <summary>In small letters a name counts where it is no word as well: "krogh tog imod penge", never "på en holm".</summary>
    private static bool IsCalled(IReadOnlyList<NameWord> words, int at, string name)
    {
        var word = words[at];
        if (word.Folded != name && word.Folded != name + 's') return false;
        if (!word.IsCapital) return !FrequentNames.IsWord(name) && !FrequentNames.IsWord(word.Folded);
        return word.Before != WordBreak.Sentence || !Ordinary.Contains(name) || !GoesOn(words, at);
    }

    private static bool GoesOn(IReadOnlyList<NameWord> words, int at) =>
        at + 1 < words.Count && words[at + 1] is { Before: WordBreak.Space, IsCapital: false };

    /// <summary>
    /// A first name or an initial right before it, so that it is the last name of that person. Any other word there, with a capital
    /// or without, leaves it a name alone: "Har Holm", "Både Holm", "Sygeplejersken Holm".
    /// </summary>
    internal static bool IsPrecededByName(IReadOnlyList<NameWord> words, int at) =>
        at > 0 && words[at].Before == WordBreak.Space && words[at - 1] is var before && before.IsCapital == words[at].IsCapital
        && (before.Folded.Length == 1 ? before.IsCapital && before.Folded != "i" : FrequentNames.IsGiven(before.Folded));
}
