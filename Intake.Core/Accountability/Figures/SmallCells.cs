namespace Intake.Core.Accountability.Figures;

/// <summary>
/// Which cells of a table are hidden where it leaves the office, so that a count of one or two gives no unit away. A unit that has one
/// or two anywhere has all its columns hidden, with the units below it, since its other columns would give the number; and beside it
/// one more unit has, or else the row above, since the column would. A column in which all of these have nothing stays: it would follow
/// from the row above. Nothing is said of a hidden number. What is at a row itself and at none below it stands nowhere; it is taken to
/// be known, unless it has one or two somewhere. Pure.
/// </summary>
public sealed class SmallCells
{
    /// <summary>The smallest count that is shown of a unit.</summary>
    public const int Least = 3;

    private readonly IReadOnlyList<IReadOnlyList<int>> columns;
    private readonly ILookup<int, int> below;
    private readonly bool[] gone;

    private SmallCells(IReadOnlyList<int> parents, IReadOnlyList<IReadOnlyList<int>> columns)
    {
        this.columns = columns;
        below = Enumerable.Range(1, Math.Max(0, parents.Count - 1)).ToLookup(row => parents[row]);
        gone = new bool[parents.Count];
    }

    /// <summary>For each column and row whether the cell is hidden.</summary>
    /// <param name="parents">For each row the index of the row above, which comes before it; -1 for the first, the whole.</param>
    /// <param name="columns">For each column the count of each row, with those of the rows below it.</param>
    public static IReadOnlyList<IReadOnlyList<bool>> Hidden(IReadOnlyList<int> parents, IReadOnlyList<IReadOnlyList<int>> columns)
    {
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(columns);
        var cells = new SmallCells(parents, columns);

        // One unit at the top is the whole: there is nothing to tell it from.
        var whole = cells.below[0].Count() == 1 ? cells.below[0].Single() : 0;
        foreach (var row in Enumerable.Range(whole + 1, Math.Max(0, parents.Count - whole - 1)))
            if (columns.Any(column => IsSmall(column[row]))) cells.Hide(row);
        for (var row = parents.Count - 1; row >= 0; row--) cells.Cover(row);
        return [.. columns.Select(column => cells.Hidden(parents, column))];
    }

    private static bool IsSmall(int count) => count is > 0 and < Least;

    private void Hide(int row)
    {
        gone[row] = true;
        foreach (var child in below[row]) Hide(child);
    }

    /// <summary>One hidden row alone would follow: another goes with it, rather one that has something, or the row above.</summary>
    private void Cover(int above)
    {
        if (gone[above] || below[above].Count(row => gone[row]) + (KeepsOwn(above) ? 1 : 0) != 1) return;
        Hide(below[above].Where(row => !gone[row]).OrderBy(row => Sum(row) == 0).ThenBy(Sum).Append(above).First());
    }

    private long Sum(int row) => columns.Sum(column => (long)column[row]);

    private bool[] Hidden(IReadOnlyList<int> parents, IReadOnlyList<int> column)
    {
        var hidden = new bool[parents.Count];

        // With the whole gone nothing stands above any row.
        if (gone[0])
        {
            Array.Fill(hidden, true);
            return hidden;
        }

        for (var row = 1; row < parents.Count; row++)
        {
            var above = parents[row];
            hidden[row] = gone[row] && (gone[above] ? hidden[above]
                : Unknown(column, above) + below[above].Where(child => gone[child]).Sum(child => Free(column, child)) > 0);
        }

        return hidden;
    }

    /// <summary>How many of a hidden row's count nobody knows.</summary>
    private int Free(IReadOnlyList<int> column, int row) =>
        below[row].Any() ? Unknown(column, row) + below[row].Sum(child => Free(column, child)) : column[row];

    private int Unknown(IReadOnlyList<int> column, int row) => KeepsOwn(row) ? Math.Max(0, Own(column, row)) : 0;

    private bool KeepsOwn(int row) => row > 0 && below[row].Any() && columns.Any(column => IsSmall(Own(column, row)));

    private int Own(IReadOnlyList<int> column, int row) => column[row] - below[row].Sum(child => column[child]);
}
