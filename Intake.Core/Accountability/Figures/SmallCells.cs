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
/// Which cells of a column are hidden where it leaves the office, so that a count of one or two gives no unit away: a unit's one or
/// two, and beside it as much as keeps it from following from the row above, the others beside it and what marks say. Taken first is
/// the smallest of three or more, then a nothing, then the row above. What is at a row itself and at none below it stands nowhere; it
/// is taken to be known, unless it is one or two. Pure.
/// </summary>
public sealed class SmallCells
{
    /// <summary>The smallest count that is shown of a unit.</summary>
    public const int Least = 3;

    private const long Unbounded = 1L << 32;

    private readonly IReadOnlyList<int> counts;
    private readonly ILookup<int, int> below;
    private readonly CellShown[] shown;

    /// <summary>Rows of which nobody may find the number.</summary>
    private readonly bool[] kept;

    /// <summary>What follows of a hidden row from the rows below it.</summary>
    private readonly (long Low, long High)[] inner;

    private SmallCells(IReadOnlyList<int> parents, IReadOnlyList<int> counts)
    {
        this.counts = counts;
        below = Enumerable.Range(1, Math.Max(0, counts.Count - 1)).ToLookup(row => parents[row]);
        shown = Enumerable.Repeat(CellShown.Whole, counts.Count).ToArray();
        kept = new bool[counts.Count];
        inner = new (long, long)[counts.Count];
    }

    /// <summary>What is shown of each cell.</summary>
    /// <param name="parents">For each row the index of the row above, which comes before it; -1 for the first, the whole.</param>
    /// <param name="counts">For each row its count, with those of the rows below it.</param>
    public static IReadOnlyList<CellShown> Of(IReadOnlyList<int> parents, IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(counts);
        var cells = new SmallCells(parents, counts);

        // One unit at the top is the whole: there is nothing to tell it from.
        var whole = cells.below[0].Count() == 1 ? cells.below[0].Single() : 0;
        for (var row = whole + 1; row < counts.Count; row++)
        {
            cells.kept[row] = counts[row] is > 0 and < Least;
            if (cells.kept[row]) cells.shown[row] = CellShown.Few;
        }

        for (var row = counts.Count - 1; row >= 0; row--) cells.Cover(row);
        return cells.shown;
    }

    /// <summary>Hides among the rows below a row what it takes.</summary>
    private void Cover(int above)
    {
        inner[above] = Inner(above);
        while (IsTold(above))
        {
            if (Next(above) is not { } row)
            {
                // Nothing is left beside it.
                (kept[above], shown[above]) = (true, Mark(above));
                return;
            }

            Hide(row);
            inner[above] = Inner(above);
        }
    }

    /// <summary>Hides a row, and below it what would give its number away.</summary>
    private void Hide(int row)
    {
        shown[row] = Mark(row);
        if (inner[row].Low < inner[row].High || Next(row) is not { } next) return;
        Hide(next);
        inner[row] = Inner(row);
    }

    private int? Next(int above) => below[above].Where(row => shown[row] == CellShown.Whole)
        .OrderBy(row => counts[row] == 0).ThenBy(row => counts[row]).Cast<int?>().FirstOrDefault();

    private CellShown Mark(int row) => counts[row] < Least ? CellShown.Few : CellShown.Withheld;

    /// <summary>Whether a number that is to be kept follows for a row below this one.</summary>
    private bool IsTold(int above)
    {
        // While the row itself is open to more than one number, so are those below it.
        if (shown[above] != CellShown.Whole && inner[above].Low < inner[above].High) return false;
        List<((long Low, long High) Range, bool Kept)> parts =
            [.. below[above].Select(row => (Range(row), kept[row])), (Own(above), KeepsOwn(above))];
        var (low, high) = (parts.Sum(part => part.Range.Low), parts.Sum(part => part.Range.High));
        return parts.Any(part => part.Kept && Math.Max(part.Range.Low, counts[above] - high + part.Range.High)
            >= Math.Min(part.Range.High, counts[above] - low + part.Range.Low));
    }

    /// <summary>Between which numbers somebody who knows the rule can say that a cell lies.</summary>
    private (long Low, long High) Range(int row)
    {
        (long Low, long High) mark = shown[row] switch
        {
            CellShown.Whole => (counts[row], counts[row]),
            CellShown.Few => (0, Least - 1),
            _ => (Least, Unbounded),
        };
        return (Math.Max(mark.Low, inner[row].Low), Math.Min(mark.High, inner[row].High));
    }

    private (long Low, long High) Inner(int row)
    {
        if (!below[row].Any()) return (0, Unbounded);
        var parts = below[row].Select(Range).Append(Own(row)).ToList();
        return (parts.Sum(part => part.Low), parts.Sum(part => part.High));
    }

    private bool KeepsOwn(int row) => row > 0 && below[row].Any() && OwnCount(row) is > 0 and < Least;

    private (long Low, long High) Own(int row) => KeepsOwn(row) ? (0, Least - 1) : (OwnCount(row), OwnCount(row));

    private int OwnCount(int row) => counts[row] - below[row].Sum(child => counts[child]);
}
