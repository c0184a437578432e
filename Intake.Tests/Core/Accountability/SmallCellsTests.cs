using Intake.Core.Accountability.Figures;
using Intake.Tests.Worker.Year;
using NUnit.Framework;

namespace Intake.Tests.Core.Accountability;

/// <summary>
/// What somebody can work out who has a table as it leaves the office, knows the tree, and that the two steps of a unit add up to what
/// it took on. The columns are: taken on, first step, second step.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SmallCellsTests
{
    private const int Most = 5;

    [Test]
    public void A_unit_with_one_or_two_is_hidden_in_all_columns_and_another_beside_it_and_what_all_lack_stays()
    {
        // Whole, Bispebjerg, Amager, Herlev, Hvidovre; the last column is of nobody.
        int[] parents = [-1, 0, 0, 0, 0];
        int[][] columns = [[19, 4, 0, 9, 6], [18, 3, 0, 9, 6], [1, 1, 0, 0, 0], [0, 0, 0, 0, 0]];
        bool[] pair = [false, true, false, false, true];
        Assert.That(SmallCells.Hidden(parents, columns), Is.EqualTo(new[] { pair, pair, pair, new bool[5] }),
            "the decoy is one that has something");
        Assert.That(SmallCells.Hidden([-1, 0], [[2, 2]]), Is.All.All.False, "one unit at the top is the whole");
        Assert.That(SmallCells.Hidden([-1, 0, 1], [[9, 9, 2]]), Is.All.All.True, "nothing is left beside it");
    }

    [Test]
    public void Two_values_are_possible_of_each_hidden_cell_for_a_reader_who_adds_up_rows_and_columns()
    {
        var seeded = new SeededDie(20261126);
        var (small, hidden, byColumn) = (0, 0, 0);
        for (var made = 0; made < 150; made++)
        {
            int[] parents = [-1, 0, 0, seeded.Next(3)];
            var own = parents.Select(_ => (First: Few(seeded), Second: Few(seeded))).ToArray();
            var counts = Counts(parents, own);
            if (counts.Any(column => column[0] > Most)) continue;
            var reader = new Reader(parents, counts, SmallCells.Hidden(parents, counts));
            small += Cells(reader).Count(cell => cell.Row > 0 && counts[cell.Column][cell.Row] is 1 or 2);
            foreach (var cell in Cells(reader).Where(cell => counts[cell.Column][cell.Row] is 1 or 2 && cell.Row > 0))
                Assert.That(reader.Hides(cell.Column, cell.Row), Is.True, reader.Text);
            var possible = reader.Possible();
            foreach (var cell in Cells(reader).Where(cell => reader.Hides(cell.Column, cell.Row)))
            {
                hidden++;
                Assert.That(possible[cell.Column, cell.Row], Has.Count.GreaterThan(1), $"{cell} of {reader.Text}");
            }

            // The same reader of a table in which each column hides its own small cells and one more.
            var single = new Reader(parents, counts, [.. counts.Select(Singly)]);
            var found = single.Possible();
            byColumn += Cells(single).Count(cell => single.Hides(cell.Column, cell.Row) && found[cell.Column, cell.Row].Count == 1);
        }

        Assert.That(new[] { small, hidden, byColumn }, Has.All.GreaterThan(30));
    }

    private static int Few(SeededDie seeded) => seeded.Next(3) == 0 ? seeded.Next(5) : 0;

    private static bool[] Singly(int[] column)
    {
        bool[] hidden = [.. column.Select((count, row) => row > 0 && count is 1 or 2)];
        if (hidden.Count(one => one) == 1) hidden[Array.FindIndex(hidden, 1, one => !one)] = true;
        return hidden;
    }

    private static int[][] Counts(int[] parents, (int First, int Second)[] own)
    {
        int[][] columns =
            [[.. own.Select(one => one.First + one.Second)], [.. own.Select(one => one.First)], [.. own.Select(one => one.Second)]];
        foreach (var column in columns)
            for (var row = column.Length - 1; row > 0; row--) column[parents[row]] += column[row];
        return columns;
    }

    private static IEnumerable<(int Column, int Row)> Cells(Reader reader) =>
        from column in Enumerable.Range(0, 3) from row in Enumerable.Range(0, reader.Rows) select (column, row);

    /// <summary>Tries every table that agrees with what is shown, number by number.</summary>
    private sealed class Reader(int[] parents, int[][] counts, IReadOnlyList<IReadOnlyList<bool>> hidden)
    {
        public int Rows => parents.Length;

        public string Text => string.Join(" | ", parents.Select((parent, row) =>
            $"{parent}: " + string.Join(' ', counts.Select((column, index) => column[row] + (Hides(index, row) ? "*" : "")))));

        public bool Hides(int column, int row) => hidden[column][row];

        public HashSet<int>[,] Possible()
        {
            var found = new HashSet<int>[3, Rows];
            foreach (var column in Enumerable.Range(0, 3))
                foreach (var row in Enumerable.Range(0, Rows)) found[column, row] = [];
            Try(0, new (int First, int Second)[Rows], found);
            return found;
        }

        private void Try(int row, (int First, int Second)[] own, HashSet<int>[,] found)
        {
            if (row < Rows)
            {
                foreach (var pair in Choices(row))
                {
                    own[row] = pair;
                    Try(row + 1, own, found);
                }

                return;
            }

            var tried = Counts(parents, own);
            var cells = from column in Enumerable.Range(0, 3) from at in Enumerable.Range(0, Rows) select (column, at);
            if (cells.Any(cell => !Hides(cell.column, cell.at) && tried[cell.column][cell.at] != counts[cell.column][cell.at])) return;
            foreach (var (column, at) in cells) found[column, at].Add(tried[column][at]);
        }

        /// <summary>What is at a row itself: of one with rows below it taken as known, unless it has one or two somewhere.</summary>
        private IEnumerable<(int First, int Second)> Choices(int row)
        {
            int[] own = [.. counts.Select(column => column[row] - column.Where((_, child) => parents[child] == row).Sum())];
            var known = parents.Contains(row) && (row == 0 || !own.Any(count => count is 1 or 2));
            if (known) return [(own[1], own[2])];
            var all = from first in Enumerable.Range(0, Most + 1) from second in Enumerable.Range(0, Most + 1) select (first, second);
            return parents.Contains(row) ? all : all.Where(pair => (Hides(1, row) || pair.first == counts[1][row])
                && (Hides(2, row) || pair.second == counts[2][row])
                && (Hides(0, row) || pair.first + pair.second == counts[0][row]));
        }
    }
}
