using System.Text.RegularExpressions;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>A library that the cleaner calls by its description is installed on a machine that has nothing yet, or named.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class IntrospectedPackagesTests
{
    [Test]
    public void Every_description_that_the_cleaner_asks_for_is_among_the_packages_and_the_settings()
    {
        var asked = Directory.EnumerateFiles(Repository.PathOf("Intake.Core", "Cleaning", "Inside"), "*.py", SearchOption.AllDirectories)
            .SelectMany(file => Asked().Matches(File.ReadAllText(file)))
            .Select(match => (Name: match.Groups[1].Value, Version: match.Groups[2].Value)).Distinct().ToList();
        Assert.That(asked, Has.Count.GreaterThan(1));
        var packages = File.ReadAllText(Repository.PathOf("deploy", "lib", "packages.sh"));
        var settings = File.ReadAllText(Repository.PathOf("Intake.Core", "Cleaning", "CleanerSettings.cs"));
        foreach (var (name, version) in asked)
        {
            Assert.That(packages, Does.Contain($"gir1.2-{name.ToLowerInvariant()}-{version}"));
            Assert.That(settings, Does.Contain($"\"{name}-{version}\""));
        }
    }

    [GeneratedRegex("gi\\.require_version\\(\"(\\w+)\", \"([0-9.]+)\"\\)")]
    private static partial Regex Asked();
}
