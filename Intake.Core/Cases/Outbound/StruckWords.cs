using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Names;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// What was struck out of a report for a unit: the words of the original that stand nowhere in the copy. Found again one by one where
/// the passage was short, or the word is a name, a number or long; otherwise where three follow each other as they did. Endings are
/// forgiven. Pure.
/// </summary>
internal sealed class StruckWords
{
    /// <summary>Fewest characters of a word that is looked for alone.</summary>
    private const int Shortest = 3;

    /// <summary>Most words of a passage each of which tells something.</summary>
    private const int FewWords = 6;

    /// <summary>A word of so many characters tells something in any passage: an occupation, a ward, a machine.</summary>
    private const int LongWord = 8;

    /// <summary>A word of so many characters is known with an ending of up to three more.</summary>
    private const int Stem = 5;

    private static readonly HashSet<string> Fillers = [.. NameWords.Of([
        """
        alle and are blev bli bliver but den der det dig din dit efter eller ene era for fra får har have havde her hers him his hos
        hun hvad hvem hvis hvor han ham hans hendes ikke ind jeg jer kan kom man med meg men mere mig min mit mod not når også one
        over our own she sig sin sit skal som the their them they this til under ved var vil vores været was were what when who with you
        """]).Select(word => word.Folded)];

    private readonly HashSet<string> left, telling = [], numbers;
    private readonly Dictionary<string, string> forms = [];
    private readonly HashSet<(string First, string Second)> following = [];

    /// <summary>Nothing is struck where both are the same.</summary>
    public StruckWords(ReportContent original, ReportContent copy)
    {
        var (written, remaining) = (Texts(original), Texts(copy));
        left = [.. NameWords.Of(remaining).Select(word => word.Folded)];
        numbers = [.. written.SelectMany(Numbers).Except(remaining.SelectMany(Numbers))];
        foreach (var words in written.Select(text => NameWords.Of([text])))
        {
            for (var from = 0; from < words.Count; from++)
            {
                var to = from;
                while (to < words.Count && !left.Contains(words[to].Folded)) to++;
                if (to == from) continue;
                Add([.. words.Skip(from).Take(to - from)]);
                from = to;
            }
        }
    }

    /// <summary>Where a text says it, each once.</summary>
    public IReadOnlyList<OutboundFinding> Find(string text, SearchedText searched, int number)
    {
        var (found, words) = (new List<OutboundFinding>(), searched.Words);
        for (var from = 0; from < words.Count; from++)
        {
            if (Known(words[from].Folded) is not { } last) continue;
            var (to, tells) = (from + 1, telling.Contains(last));
            while (to < words.Count && Known(words[to].Folded) is { } next && following.Contains((last, next)))
            {
                tells |= telling.Contains(next);
                (last, to) = (next, to + 1);
            }

            if (!tells && to - from < 3) continue;
            found.Add(new(OutboundKind.Struck, number, string.Join(' ', words.Skip(from).Take(to - from).Select(one => one.Written)),
                searched.ExcerptAt(from)));
            from = to - 1;
        }

        if (found.Count == 0 || found.TrueForAll(one => !numbers.Overlaps(Numbers(one.Found))))
        {
            found.AddRange(Numbers(text).Where(numbers.Contains)
                .Select(digits => new OutboundFinding(OutboundKind.Struck, number, digits, digits)));
        }

        return [.. found.DistinctBy(one => one.Found.ToLowerInvariant())];
    }

    private void Add(List<NameWord> passage)
    {
        for (var at = 0; at < passage.Count; at++)
        {
            var word = passage[at].Folded;
            forms[word] = word;
            for (var ending = 1; ending <= 3 && word.Length - ending >= Stem; ending++) forms.TryAdd(word[..^ending], word);
            if (at > 0) following.Add((passage[at - 1].Folded, word));
            if (word.Length >= Shortest && !Fillers.Contains(word) && (passage.Count <= FewWords || word.Length >= LongWord
                || word.Any(char.IsAsciiDigit) || passage[at] is { IsCapital: true, Before: not WordBreak.Sentence }))
            {
                telling.Add(word);
            }
        }
    }

    /// <summary>The struck word that this is a form of; null for one that stands in the copy, or was not written.</summary>
    private string? Known(string word)
    {
        if (left.Contains(word)) return null;
        if (forms.TryGetValue(word, out var same)) return same;
        if (word.Length > Shortest && word[^1] == 's' && telling.Contains(word[..^1])) return word[..^1];
        for (var ending = 1; ending <= 3 && word.Length - ending >= Stem; ending++)
            if (telling.Contains(word[..^ending])) return word[..^ending];
        return null;
    }

    private static IReadOnlyList<string> Texts(ReportContent report) =>
    [
        .. ReportQuestions.All.Where(question => question.Kind is AnswerKind.Account or AnswerKind.Line or AnswerKind.Prose)
            .Select(question => question.Answer(report)).OfType<string>(),
    ];

    private static IEnumerable<string> Numbers(string text) =>
        PersonalNumbers.Phones(text).Concat(PersonalNumbers.CivilNumbers(text)).Select(place => OutboundCheck.Digits(text[place]));
}
