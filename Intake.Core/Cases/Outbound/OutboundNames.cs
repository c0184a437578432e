using Intake.Core.Reports.Names;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// Finds people's names in what is about to be sent: first and last name, or one of them alone with a great letter. Pure.
/// </summary>
internal static class OutboundNames
{
    /// <summary>Where one of these people is named; a name that several of them bear alone is found once.</summary>
    public static List<OutboundFinding> Find(SearchedText text, IReadOnlyList<string> people, OutboundKind kind, int number)
    {
        var found = new List<OutboundFinding>();
        foreach (var person in people)
        {
            if (NamedPersons.Find(text, person) is { Match: NameMatch.Exact } whole)
                found.Add(new(kind, number, person, whole.Excerpt));
            else if (Alone(text, person) is { } place)
                found.Add(new(kind, number, text.Words[place].Written, text.ExcerptAt(place)));
        }

        return [.. found.DistinctBy(one => one.Found)];
    }

    /// <summary>Where a first or last name stands alone; null where there is none.</summary>
    private static int? Alone(SearchedText text, string person)
    {
        var name = NameWords.Of([person]).Select(word => word.Folded).ToList();
        if (name.Count == 0) return null;
        if (name.Count == 1) name.Add(name[0]);
        return new[] { name[0], name[0] + 's', name[^1], name[^1] + 's' }.SelectMany(form => text.Places[form]).Order()
            .Where(at => text.Words[at].IsCapital && text.Words[at].Folded.Length > 1 && !BeginsSentence(text.Words, at)
                && LoneNames.IsFirstOrLastAt(text.Words, at, name))
            .Select(at => (int?)at).FirstOrDefault();
    }

    /// <summary>"Hans leder …", "Line for line": a name that is a word too says nothing where a sentence begins.</summary>
    private static bool BeginsSentence(IReadOnlyList<NameWord> words, int at) =>
        words[at].Before is WordBreak.Sentence or WordBreak.Line && FrequentNames.IsWord(words[at].Folded)
        && at + 1 < words.Count && words[at + 1] is { IsCapital: false, Before: WordBreak.Space };
}
