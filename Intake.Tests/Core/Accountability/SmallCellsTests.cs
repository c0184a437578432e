using System.Security.Cryptography;
using Intake.Core.Accountability.Figures;
using NUnit.Framework;

namespace Intake.Tests.Core.Accountability;

/// <summary>What somebody can work out who has a column as it leaves the office, and knows the rule and the tree.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SmallCellsTests
{
    private static readonly CellShown Whole = CellShown.Whole, Few = CellShown.Few, Withheld = CellShown.Withheld;

    private static IEnumerable<TestCaseData> Columns()
    {
        yield return new(new[] { -1, 0, 0, 0 }, new[] { 12, 2, 3, 7 }, new[] { Whole, Few, Withheld, Whole });
        yield return new(new[] { -1, 0, 0, 0 }, new[] { 2, 2, 0, 0 }, new[] { Whole, Few, Few, Whole });
        yield return new(new[] { -1, 0, 0, 0 }, new[] { 4, 2, 2, 0 }, new[] { Whole, Few, Few, Few });
        yield return new(new[] { -1, 0, 0 }, new[] { 9, 4, 5 }, new[] { Whole, Whole, Whole });
        yield return new(new[] { -1, 0 }, new[] { 2, 2 }, new[] { Whole, Whole });
    }

    [TestCaseSource(nameof(Columns))]
    public void A_units_one_or_two_is_hidden_and_something_beside_it(int[] parents, int[] counts, CellShown[] expected) =>
        Assert.That(SmallCells.Of(parents, counts), Is.EqualTo(expected));

    [Test]
    public void No_hidden_count_follows_from_what_is_shown()
    {
        var (columns, hidden) = (0, 0);
        while (columns < 3000)
        {
            var (parents, own) = Tree();
            if (parents.Count(parent => parent == 0) < 2) continue;
            columns++;
            int[] counts = [.. own];
            for (var row = counts.Length - 1; row > 0; row--) counts[parents[row]] += counts[row];
            var shown = SmallCells.Of(parents, counts);
            for (var row = 1; row < counts.Length; row++)
            {
                if (counts[row] is not (1 or 2)) continue;
                hidden++;
                Assert.That(shown[row], Is.Not.EqualTo(Whole), $"{string.Join(' ', parents)}: {string.Join(' ', counts)}");
                Assert.That(Possible(parents, counts, own, shown, row), Has.Count.GreaterThan(1),
                    $"row {row} of {string.Join(' ', parents)}: {string.Join(' ', counts)} as {string.Join(' ', shown)}");
            }
        }

        Assert.That(hidden, Is.GreaterThan(1000));
    }

    private static (int[] Parents, int[] Own) Tree()
    {
        var size = RandomNumberGenerator.GetInt32(3, 7);
        int[] parents = [-1, .. Enumerable.Range(1, size - 1).Select(row => row < 3 ? 0 : RandomNumberGenerator.GetInt32(row))];
        // Rows come as in a report: each before those below it.
        var order = Order(parents, 0).ToList();
        int[] sorted = [.. order.Select(row => parents[row] < 0 ? -1 : order.IndexOf(parents[row]))];
        return (sorted, [.. sorted.Select(_ => RandomNumberGenerator.GetInt32(RandomNumberGenerator.GetInt32(3) == 0 ? 7 : 3))]);
    }

    private static IEnumerable<int> Order(int[] parents, int row) =>
        Enumerable.Range(0, parents.Length).Where(child => parents[child] == row).SelectMany(child => Order(parents, child)).Prepend(row);

    /// <summary>
    /// The values that a cell can have, tried one by one: what is at a row above itself is taken as known, unless it is one or two.
    /// </summary>
    private static HashSet<int> Possible(int[] parents, int[] counts, int[] own, IReadOnlyList<CellShown> shown, int asked)
    {
        var found = new HashSet<int>();
        var tried = new int[counts.Length];
        Try(counts.Length - 1);
        return found;

        void Try(int row)
        {
            if (row < 0)
            {
                found.Add(tried[asked]);
                return;
            }

            var values = shown[row] switch
            {
                CellShown.Whole => Enumerable.Repeat(counts[row], 1),
                CellShown.Few => Enumerable.Range(0, 3),
                _ => Enumerable.Range(3, 20),
            };
            var below = Enumerable.Range(row + 1, counts.Length - row - 1).Where(child => parents[child] == row).ToList();
            foreach (var value in values)
            {
                var left = value - below.Sum(child => tried[child]);
                if (below.Count > 0 && (row > 0 && own[row] is 1 or 2 ? left is < 0 or > 2 : left != own[row])) continue;
                tried[row] = value;
                Try(row - 1);
            }
        }
    }
}
