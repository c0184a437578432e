using System.Text.RegularExpressions;
using System.Xml.Linq;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

[Parallelizable(ParallelScope.Self)]
public sealed partial class SourceRulesTests
{
    private static readonly string[] Projects = ["Intake.Core", "Intake.Web", "Intake.Worker", "Intake.Tests"];

    [Test]
    public void No_source_file_breaks_a_rule_of_the_house()
    {
        var broken = from file in SourceFiles()
                     from line in SourceRules.Broken(Path.GetRelativePath(Repository.Folder, file), File.ReadAllText(file))
                     select line;
        Assert.That(broken, Is.Empty);
    }

    [TestCase("Intake.Web/Start/StartHelper.cs", "")]
    [TestCase("Intake.Web/Common/Start.cs", "")]
    [TestCase("Intake.Web/Start.cs", "public sealed class CaseManager\n{\n}\n")]
    [TestCase("Intake.Web/Start.razor", "<SCRIPT src=x>")]
    [TestCase("Intake.Web/Start.razor", "<a onclick=\"x()\">")]
    [TestCase("Intake.Web/Start.razor", "<a @onclick=\"X\">")]
    [TestCase("Intake.Web/Start.razor", "<a href=\"javascript:x()\">")]
    [TestCase("Intake.Core/Start.cs", "// TO" + "DO later")]
    [TestCase("Intake.Core/Start.cs", "    /// <summary>Who" + "ever comes.</summary>")]
    [TestCase("Intake.Tests/Start.cs", "    [Igno" + "re(\"later\")]")]
    [TestCase("Intake.Tests/Start.cs", "    [Test, Explicit]\n    [Expli" + "cit]")]
    [TestCase("Intake.Tests/Start.cs", "Assert" + ".Ignore();")]
    public void A_broken_rule_is_found(string path, string text) =>
        Assert.That(SourceRules.Broken(path, text).ToList(), Has.Count.EqualTo(1));

    [Test]
    public void A_file_of_301_lines_is_found_unless_it_is_a_migration()
    {
        var text = string.Concat(Enumerable.Repeat("// line\n", 301));
        Assert.That(SourceRules.Broken("Intake.Core/Long.cs", text), Is.Not.Empty);
        Assert.That(SourceRules.Broken("Intake.Core/Storage/Migrations/Long.cs", text), Is.Empty);
    }

    [TestCase("Intake.Web/Start.razor", "<p>Kommunen på onsdag = fri</p><input name=\"Konto\" autocomplete=\"off\" />")]
    [TestCase("Intake.Core/Utility.cs", "class Uncommon;")]
    public void What_keeps_the_rules_passes(string path, string text) => Assert.That(SourceRules.Broken(path, text), Is.Empty);

    [Test]
    public void Every_test_runs_on_every_run()
    {
        var marks = from type in typeof(SourceRulesTests).Assembly.GetTypes()
                    from member in type.GetMembers(
                        System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic
                        | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static).Prepend(type)
                    from mark in member.GetCustomAttributesData()
                    where mark.AttributeType == typeof(IgnoreAttribute) || mark.AttributeType == typeof(ExplicitAttribute)
                        || mark.NamedArguments.Any(argument => argument.MemberName is "Ignore" or "Explicit" or "IgnoreReason")
                    select $"{type.Name}.{member.Name}";
        Assert.That(marks, Is.Empty);
    }

    [Test]
    public void Every_package_version_is_exact_and_stands_in_one_place()
    {
        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion");
        Assert.That(versions.Where(version => !ExactVersion().IsMatch(version.Attribute("Version")?.Value ?? "")), Is.Empty);
        foreach (var project in Projects)
        {
            var references = XDocument.Load(Repository.PathOf(project, project + ".csproj")).Descendants("PackageReference");
            Assert.That(
                references.Where(reference => reference.Attribute("Version") is not null
                    || reference.Attribute("VersionOverride") is not null || reference.HasElements),
                Is.Empty);
            Assert.That(File.Exists(Repository.PathOf(project, "packages.lock.json")), $"{project} has a lock file");
        }
    }

    private static IEnumerable<string> SourceFiles() =>
        from project in Projects
        from file in Directory.EnumerateFiles(Repository.PathOf(project), "*", SearchOption.AllDirectories)
        where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
        let inside = Path.GetRelativePath(Repository.PathOf(project), file)
        where !inside.StartsWith("bin/", StringComparison.Ordinal) && !inside.StartsWith("obj/", StringComparison.Ordinal)
        select file;

    [GeneratedRegex(@"^\[\d+(\.\d+){1,3}(-[\w.]+)?\]$")]
    private static partial Regex ExactVersion();
}
