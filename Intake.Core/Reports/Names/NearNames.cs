namespace Intake.Core.Reports.Names;

/// <summary>
/// Finds what may be somebody's name and is not certain enough to shut them out: the last name with a title or with a word of
/// their unit, initials with it, another two of their names, first and last name with one letter off, or a name alone
/// (<see cref="LoneNames"/>). A human says whether the person is meant. Pure.
/// </summary>
internal static class NearNames
{
    /// <summary>A shorter word is another word when one letter of it is off.</summary>
    private const int FewestLetters = 4;

    /// <summary>How far behind a name a word of its unit may stand.</summary>
    private const int UnitWithin = 3;

    /// <summary>The first such place; none where there is nothing.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="fullName">The name as certified.</param>
    /// <param name="unitWords">Folded words of the person's units: <see cref="TitleWords.OfUnits"/>.</param>
    public static NameFinding Find(SearchedText text, string fullName, IReadOnlySet<string> unitWords)
    {
        var name = NameWords.Of([fullName]).Select(word => word.Folded).ToList();
        if (name.Count < 2) return NameFinding.None;
        for (var at = 0; at < text.Words.Count; at++)
        {
            if (IsTitled(text.Words, at, name, unitWords) || IsPair(text.Words, at, name)
                || LoneNames.IsAt(text.Words, at, name, unitWords))
            {
                return new NameFinding(NameMatch.Near, text.ExcerptAt(at));
            }
        }

        return NameFinding.None;
    }

    /// <summary>"overlæge Holm", "hr. Holm", "A. Holm", "Holm fra HR", "Holm, afdelingsleder"; never "overlæge Mette Holm".</summary>
    private static bool IsTitled(IReadOnlyList<NameWord> words, int at, List<string> name, IReadOnlySet<string> unitWords)
    {
        if (!Is(words[at], name[^1])) return false;
        var before = at > 0 ? words[at - 1] : null;
        if (before is not null && TitleWords.IsTitle(before)
            && (words[at].Before == WordBreak.Space || TitleWords.IsShortened(before)))
        {
            return true;
        }

        if (before is { Folded.Length: 1 } && words[at].Before == WordBreak.Space) return IsInitialOf(words, at, name[0]);
        if (!words[at].IsCapital || LoneNames.IsPrecededByName(words, at)) return false;
        for (var next = at + 1; next < words.Count && next <= at + UnitWithin && words[next].Before != WordBreak.Sentence; next++)
        {
            if (next == at + 1 && TitleWords.IsTitle(words[next])) return true;
            if (unitWords.Contains(words[next].Folded)) return true;
        }

        return false;
    }

    /// <summary>"A. Holm", "A. M. Holm": the first of the initials is the person's.</summary>
    private static bool IsInitialOf(IReadOnlyList<NameWord> words, int at, string first)
    {
        var begin = at - 1;
        while (begin > 0 && words[begin - 1].Folded.Length == 1 && words[begin].Before == WordBreak.Space) begin--;
        return words[begin].Folded[0] == first[0] && words[begin].IsCapital;
    }

    /// <summary>Two words side by side: two of the person's names, or first and last name with one letter off, in either order.</summary>
    private static bool IsPair(IReadOnlyList<NameWord> words, int at, List<string> name)
    {
        if (at == 0) return false;
        var (one, other) = (words[at - 1], words[at]);
        if (other.Before is WordBreak.Sentence) return false;
        var (first, last) = (name[0], name[^1]);
        // "i den by Anne kender": a word in small letters before a first name is no last name.
        var isReversed = other.Before == WordBreak.Comma || (other.Before == WordBreak.Space && (one.IsCapital || !other.IsCapital));
        if (isReversed && IsAlike(one, last, other, first)) return true;
        if (other.Before is WordBreak.Comma) return false;
        if (IsAlike(one, first, other, last)) return true;
        // "Anna Marie Holm": with a middle name or an initial between.
        var isBetween = at > 1 && one.Before == WordBreak.Space && (one.IsCapital || one.Folded.Length == 1);
        if (isBetween && IsAlike(words[at - 2], first, other, last)) return true;
        if (!one.IsCapital || !other.IsCapital) return false;
        var a = name.FindIndex(part => part.Length > 1 && Is(one, part));
        return a >= 0 && name.FindLastIndex(part => part.Length > 1 && Is(other, part)) > a;
    }

    /// <summary>Whether one is right and the other right but for one letter; or both are, and only small letters leave a doubt.</summary>
    private static bool IsAlike(NameWord one, string name, NameWord other, string otherName)
    {
        var (right, otherRight) = (Is(one, name), Is(other, otherName));
        if (right && otherRight) return true;
        if (!one.IsCapital && !other.IsCapital) return false;
        return (right && IsOneOff(other, otherName)) || (otherRight && IsOneOff(one, name));
    }

    private static bool Is(NameWord word, string name) => IsGenitive(word.Folded, name) || word.Folded == name;

    private static bool IsGenitive(string word, string name) =>
        word.Length == name.Length + 1 && word[^1] == 's' && word.StartsWith(name, StringComparison.Ordinal);

    private static bool IsOneOff(NameWord word, string name) =>
        IsOneOff(word.Folded, name) || (word.Folded.EndsWith('s') && IsOneOff(word.Folded.AsSpan(0, word.Folded.Length - 1), name));

    /// <summary>One letter more, less or another, or two neighbours in the other order.</summary>
    internal static bool IsOneOff(ReadOnlySpan<char> word, ReadOnlySpan<char> name)
    {
        if (Math.Min(word.Length, name.Length) < FewestLetters - 1 || Math.Max(word.Length, name.Length) < FewestLetters) return false;
        if (Math.Abs(word.Length - name.Length) > 1 || word.SequenceEqual(name)) return false;
        var same = 0;
        while (same < word.Length && same < name.Length && word[same] == name[same]) same++;
        var left = word[same..];
        var right = name[same..];
        if (left.Length != right.Length)
            return left.Length > right.Length ? left[1..].SequenceEqual(right) : left.SequenceEqual(right[1..]);
        return left[1..].SequenceEqual(right[1..])
            || (left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..]));
    }
}
