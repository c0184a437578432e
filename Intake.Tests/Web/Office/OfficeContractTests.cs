using System.Text.RegularExpressions;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>Compares the office's page contract with the sources of its pages.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class OfficeContractTests
{
    private static readonly string Contract = File.ReadAllText(Repository.PathOf("docs", "page-contract-office.md"));

    private static readonly string Pages = string.Concat(Directory
        .EnumerateFiles(Repository.PathOf("Intake.Web"), "*.razor", SearchOption.AllDirectories)
        .Where(file => file.Contains("/Office/", StringComparison.Ordinal) || file.Contains("/Shell/", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    [Test]
    public void Every_id_that_is_promised_is_on_a_page() =>
        Assert.That(
            Id().Matches(Contract).Select(id => id.Groups[1].Value).Where(id => !Pages.Contains($"d=\"{id}\"", StringComparison.Ordinal)),
            Is.Empty);

    [Test]
    public void Every_field_that_is_promised_is_on_a_page() =>
        Assert.That(Contract.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[^2])
            .SelectMany(cell => Field().Matches(cell)).Select(field => field.Groups[1].Value)
            .Where(name => !Pages.Contains($"ame=\"{name}\"", StringComparison.Ordinal)), Is.Empty);

    [GeneratedRegex("`#([a-z-]+)`")]
    private static partial Regex Id();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Field();
}
