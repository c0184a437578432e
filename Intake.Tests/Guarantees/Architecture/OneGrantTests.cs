using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

[Parallelizable(ParallelScope.Self)]
public sealed class OneGrantTests
{
    /// <summary>A second call would be a way around the rule by which a reporter keeps people out.</summary>
    [Test]
    public void Grants_are_made_in_one_place_which_asks_the_sealed_rule()
    {
        var calls = from project in new[] { "Intake.Core", "Intake.Web", "Intake.Worker" }
                    from file in Directory.EnumerateFiles(Repository.PathOf(project), "*.cs", SearchOption.AllDirectories)
                    from line in File.ReadLines(file)
                    where line.Contains("SealedGrant.Make(", StringComparison.Ordinal)
                    select Path.GetFileName(file);
        Assert.That(calls, Is.EqualTo(new[] { "CompartmentKeys.cs" }));
        Assert.That(File.ReadAllText(Repository.PathOf("Intake.Core", "Reports", "CompartmentKeys.cs")),
            Does.Contain("if (holder.Certificate is { } person && (heldBefore ? rule.ShutsOut(person) : rule.Of(person).Bars))"));
    }
}
