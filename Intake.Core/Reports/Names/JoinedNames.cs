namespace Intake.Core.Reports.Names;

/// <summary>
/// Finds first and last name without their blank, or with blanks inside: "annefriis", "A n n e F r i i s". Pure. Names cut
/// where they always are cut are <see cref="NamedPersons"/>' own, which knows more of what stands around them.
/// </summary>
internal static class JoinedNames
{
    /// <summary>Shorter ones are parts of ordinary sentences: "b o d a l".</summary>
    private const int FewestLetters = 6;

    /// <summary>Where the first stands; null where there is none.</summary>
    public static int? PlaceIn(IReadOnlyList<NameWord> words, string first, string last)
    {
        if (first.Length + last.Length < FewestLetters) return null;
        for (var at = 0; at < words.Count; at++)
        {
            if (Begins(words, at, first + last) || Begins(words, at, last + first)) return at;
        }

        return null;
    }

    /// <summary>Whether the words from here spell the name to its end, in one word or with letters that stand alone.</summary>
    private static bool Begins(IReadOnlyList<NameWord> words, int at, string name)
    {
        var (matched, hasLoneLetter) = (0, false);
        for (var next = at; next < words.Count && matched < name.Length; next++)
        {
            var word = words[next].Folded;
            if (next > at && words[next].Before != WordBreak.Space) return false;
            hasLoneLetter |= word.Length == 1;
            foreach (var (letter, place) in word.Select((letter, place) => (letter, place)))
            {
                if (matched == name.Length) return letter == 's' && place == word.Length - 1 && (next == at || hasLoneLetter);
                if (letter == name[matched]) matched++;
                else if (!IsSecondOfOne(letter, matched > 0 ? name[matched - 1] : ' ')) return false;
            }

            if (matched == name.Length) return next == at || hasLoneLetter;
        }

        return false;
    }

    /// <summary>"a a" and "o e" with a blank between are still one letter.</summary>
    private static bool IsSecondOfOne(char letter, char before) => (before, letter) is ('a', 'a') or ('a', 'e') or ('o', 'e');
}
