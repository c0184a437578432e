using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

[Parallelizable(ParallelScope.Self)]
public sealed class LifecycleTableTests
{
    private const string Begin = "<!-- lifecycle: made from CaseLifecycle by LifecycleTableTests -->\n";
    private const string End = "<!-- end of lifecycle -->";
    private const string Renew = "INTAKE_RENEW_LIFECYCLE";

    [Test]
    public void The_table_in_architecture_md_is_the_lifecycle()
    {
        var path = Repository.PathOf("docs", "architecture.md");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        Assert.That(from, Is.InRange(Begin.Length, to), "the markers of the table are there, in their order");
        var renewed = text[..from] + LifecycleTable.Text + text[to..];
        if (Environment.GetEnvironmentVariable(Renew) is { Length: > 0 }) File.WriteAllText(path, text = renewed);
        Assert.That(text, Is.EqualTo(renewed),
            $"the lifecycle has changed: run this test once with {Renew}=1, which writes the table, and read what it has become");
    }
}
