using Intake.Core.Cases.Statements;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Statements;

[Parallelizable(ParallelScope.Self)]
public sealed class CsvFieldTests
{
    [TestCase(null, "\"\"")]
    [TestCase("Anne \"A\" Holm", "\"Anne \"\"A\"\" Holm\"")]
    [TestCase("=1+1", "\"'=1+1\"")]
    [TestCase(" =1+1", "\"' =1+1\"")]
    [TestCase("\t@SUM(A1)", "\"'\t@SUM(A1)\"")]
    [TestCase("＝1+1", "\"'＝1+1\"")]
    [TestCase("1-1", "\"1-1\"")]
    public void A_field_is_quoted_and_no_spreadsheet_runs_it(string? text, string expected) =>
        Assert.That(CsvField.Of(text), Is.EqualTo(expected));
}
