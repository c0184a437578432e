using System.Text.RegularExpressions;
using Intake.Tests.Support;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>Each adversary of SECURITY.md has a test that acts as that adversary, and its row names it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class AdversaryTests
{
    private static readonly HashSet<string> Run =
    [
        .. from type in typeof(AdversaryTests).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttributes(inherit: false).Any(mark => mark is ITestBuilder or ISimpleTestBuilder)
           select $"{type.Name}.{method.Name}",
    ];

    [Test]
    public async Task Every_row_of_the_table_names_tests_that_run()
    {
        var rows = (await File.ReadAllLinesAsync(Repository.PathOf("SECURITY.md")))
            .SkipWhile(line => !line.StartsWith("| who |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).ToList();
        Assert.That(rows, Has.Count.GreaterThan(10));
        foreach (var row in rows)
        {
            var named = Test().Matches(row.TrimEnd('|', ' ').Split(" | ")[^1]).Select(test => test.Groups[1].Value).ToList();
            Assert.That(named, Is.Not.Empty, row);
            Assert.That(named.Where(test => !Run.Contains(test)), Is.Empty, row);
        }
    }

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex Test();
}
