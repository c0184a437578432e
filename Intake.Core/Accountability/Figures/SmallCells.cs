namespace Intake.Core.Accountability.Figures;

/// <summary>What of a cell leaves the office.</summary>
public enum CellShown
{
    /// <summary>The number.</summary>
    Whole = 1,

    /// <summary>"&lt;3": nothing, one or two.</summary>
    Few,

    /// <summary>That it is three or more, so that a smaller one can't be found by subtraction.</summary>
    Withheld,
}

/// <summary>
/// Which cells of a column are hidden where it leaves the office, so that no unit can be told by a count of one or two. A unit's one or
/// two is hidden, and beside it as much as keeps it from being the difference between the row above and the others: the
/// smallest of three or more beside it, else a nothing beside it, else the row above too. Pure.
/// </summary>
public static class SmallCells
{
    /// <summary>The smallest count that is shown of a unit.</summary>
    public const int Least = 3;

    /// <summary>What is shown of each cell.</summary>
    /// <param name="parents">For each row the index of the row above, which comes before it; -1 for the first, the whole.</param>
    /// <param name="counts">For each row its count, with those of the rows below it.</param>
    public static IReadOnlyList<CellShown> Of(IReadOnlyList<int> parents, IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(counts);
        var shown = Enumerable.Repeat(CellShown.Whole, counts.Count).ToArray();
        var beside = Enumerable.Range(1, Math.Max(0, counts.Count - 1)).ToLookup(row => parents[row]);

        // One unit at the top is the whole: there is nothing to tell it from.
        var whole = beside[0].Count() == 1 ? beside[0].Single() : 0;
        for (var row = whole + 1; row < counts.Count; row++)
            if (counts[row] is > 0 and < Least) shown[row] = CellShown.Few;
        for (var above = counts.Count - 1; above >= 0; above--) Cover(above, [.. beside[above]], counts, shown);
        return shown;
    }

    /// <summary>Hides beside the hidden cells below a row what it takes.</summary>
    private static void Cover(int above, int[] below, IReadOnlyList<int> counts, CellShown[] shown)
    {
        // What is at the row above itself is nowhere written, but is the difference: one or two of it are to be kept too.
        var own = counts[above] - below.Sum(row => counts[row]);
        var keepsOwn = above > 0 && own is > 0 and < Least;
        var hidden = below.Where(row => shown[row] != CellShown.Whole).ToList();
        if (hidden.Count == 0 && !keepsOwn) return;
        while (IsTold(hidden, keepsOwn ? own : 0, keepsOwn, counts, shown))
        {
            var next = below.Where(row => shown[row] == CellShown.Whole).OrderBy(row => counts[row] == 0).ThenBy(row => counts[row])
                .Cast<int?>().FirstOrDefault();
            if (next is not { } row)
            {
                // Nothing is left beside it.
                if (shown[above] == CellShown.Whole) shown[above] = counts[above] < Least ? CellShown.Few : CellShown.Withheld;
                return;
            }

            shown[row] = counts[row] < Least ? CellShown.Few : CellShown.Withheld;
            hidden.Add(row);
        }
    }

    /// <summary>
    /// Whether the hidden cells follow from their sum and from what their marks say of them: because there is one alone, or because
    /// each has its least or its greatest value.
    /// </summary>
    private static bool IsTold(List<int> hidden, int own, bool keepsOwn, IReadOnlyList<int> counts, CellShown[] shown)
    {
        var few = hidden.Where(row => shown[row] == CellShown.Few).Select(row => counts[row]).ToList();
        if (keepsOwn) few.Add(own);
        var large = hidden.Where(row => shown[row] == CellShown.Withheld).Select(row => counts[row]).ToList();
        return few.Count + large.Count < 2
            || (few.Sum() == 0 && large.Sum() == Least * large.Count)
            || (large.Count == 0 && few.Sum() == (Least - 1) * few.Count);
    }
}
