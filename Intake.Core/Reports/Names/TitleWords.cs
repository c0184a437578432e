namespace Intake.Core.Reports.Names;

/// <summary>Words that make a last name beside them mean a person: titles, forms of address, and the words of a unit's name.</summary>
internal static class TitleWords
{
    private const string Titles = """
        adjunkt administrator advokat advokatfuldmægtig afdelingschef afdelingsleder afdelingslæge afdelingssygeplejerske
        arbejdsmiljørepræsentant bioanalytiker borgmester boss centerchef centerleder chef chefen chefkonsulent chefjurist chief
        consultant dean dekan direktør direktøren director doctor doktor fagchef formand frk frøken fru fuldmægtig funktionsleder
        head herr herre hospitalsdirektør institutleder jordemoder jurist kommunaldirektør konsulent kontorchef koordinator lawyer
        lecturer leder lederen lektor lærer læge lægen manager miss mr mrs ms næstformand nurse oversygeplejerske overlæge overlægen
        portør prodekan professor prorektor psykolog pædagog rektor reservelæge sagsbehandler sektionschef sektionsleder sekretær
        sir skoleleder socialrådgiver souschef specialkonsulent studieleder supervisor sygeplejerske teamleder terapeut
        tillidsmand tillidsrepræsentant udviklingschef vejleder vicedirektør viceskoleleder
        """;

    /// <summary>Titles that end with a point which ends no sentence.</summary>
    private const string Shortened = "hr dr fr fru frk mr mrs ms prof adv afd ovl";

    /// <summary>Words in the names of units that mean no unit.</summary>
    private const string Common =
        "og for af i the of and at på hospital hospitalet center centre centret afdeling afdelingen region kommune institut fakultet";

    private static readonly HashSet<string> All = SetOf(Titles), Short = SetOf(Shortened), Empty = SetOf(Common);

    /// <summary>Whether the word is a title.</summary>
    public static bool IsTitle(NameWord word) => All.Contains(word.Folded) || Short.Contains(word.Folded);

    /// <summary>Whether a point behind it may end no sentence.</summary>
    public static bool IsShortened(NameWord word) => Short.Contains(word.Folded);

    /// <summary>The words by which people say where somebody works: long ones, and capitals such as HR.</summary>
    public static IReadOnlySet<string> OfUnits(IEnumerable<string> names) => NameWords.Of(names)
        .Where(word => !Empty.Contains(word.Folded) && IsTelling(word.Written)).Select(word => word.Folded).ToHashSet();

    private static bool IsTelling(string word) => word.Length > 3 || (word.Length > 1 && word.All(char.IsUpper));

    private static HashSet<string> SetOf(string words) => [.. NameWords.Of([words]).Select(word => word.Folded)];
}
