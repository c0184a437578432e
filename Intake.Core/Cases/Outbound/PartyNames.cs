using Intake.Core.Reports.Names;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// Reads people's names out of the texts in which a case names them. It would rather miss one than call a ward a person. Pure.
/// </summary>
internal static class PartyNames
{
    /// <summary>Words that a place's or an office's name is made of, and no person's.</summary>
    private static readonly HashSet<string> Places = [.. NameWords.Of([
        """
        hospital hospitalet center centret afdeling afdelingen afsnit afsnittet klinik klinikken sygehus sygehuset universitet
        universitetet region regionen kommune kommunen institut fakultet skole skolen akutmodtagelsen modtagelsen kantinen vagten
        psykiatri psykiatrien somatik forvaltning styrelsen ministeriet ward department clinic unit university school institute faculty
        """]).Select(word => word.Folded)];

    /// <summary>Full names, and first or last names that stand alone, as they were written.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="harmless">Texts whose words are no people's names, such as the names of units.</param>
    public static IReadOnlyList<string> In(IEnumerable<string?> texts, IEnumerable<string?> harmless)
    {
        var none = NameWords.Of(harmless).Where(word => word.Folded.Length > 3).Select(word => word.Folded).ToHashSet();
        var names = new List<string>();
        foreach (var words in texts.Where(text => !BlankText.Is(text)).Select(text => NameWords.Of([text])))
        {
            for (var at = 0; at < words.Count;)
            {
                var run = 1;
                while (at + run < words.Count && words[at + run].Before == WordBreak.Space
                    && words[at + run].IsCapital == words[at].IsCapital)
                {
                    run++;
                }

                if (words[at].IsCapital) Read([.. words.Skip(at).Take(run)]);
                else ReadSmall([.. words.Skip(at).Take(run)]);
                at += run;
            }
        }

        return [.. names.Distinct()];

        void Read(List<NameWord> run)
        {
            run.RemoveAll(TitleWords.IsTitle);
            if (run.Exists(word => Places.Contains(word.Folded) || none.Contains(word.Folded))) return;
            if (run.Count is > 1 and < 5 && run.Exists(word => word.Folded.Length > 1)) names.Add(Written(run));
            else if (run.Count == 1 && IsName(run[0])) names.Add(run[0].Written);
        }

        // "peter madsen": in small letters only names that many have.
        void ReadSmall(List<NameWord> run)
        {
            for (var i = 0; i + 1 < run.Count; i++)
            {
                if (FrequentNames.IsGiven(run[i].Folded) && FrequentNames.IsLast(run[i + 1].Folded)) names.Add(Written(run[i..(i + 2)]));
            }
        }
    }

    private static bool IsName(NameWord word) =>
        !FrequentNames.IsWord(word.Folded) && (FrequentNames.IsGiven(word.Folded) || FrequentNames.IsLast(word.Folded));

    private static string Written(IEnumerable<NameWord> words) => string.Join(' ', words.Select(word => word.Written));
}
