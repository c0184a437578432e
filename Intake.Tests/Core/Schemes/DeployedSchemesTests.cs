using System.Text;
using System.Text.RegularExpressions;
using Intake.Core.Schemes;
using NUnit.Framework;

namespace Intake.Tests.Core.Schemes;

/// <summary>Every scheme of deploy/schemes: valid, and with what its own source document asks for and the others do not.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed partial class DeployedSchemesTests
{
    private static readonly Dictionary<string, Scheme> Schemes = Files().ToDictionary(
        name => name, name => SchemeFile.Read(File.ReadAllBytes(SchemeFiles.Deployed(name + ".json"))).Scheme!);

    [TestCaseSource(nameof(Files))]
    public void The_file_is_without_fault_its_own_wording_included(string name) =>
        Assert.That(SchemeFile.Read(File.ReadAllBytes(SchemeFiles.Deployed(name + ".json")), SchemeFiles.SiteTexts).Faults, Is.Empty);

    [TestCaseSource(nameof(Files))]
    public void No_text_judges_anyone(string name) =>
        Assert.That(CourtWords().Matches(File.ReadAllText(SchemeFiles.Deployed(name + ".json"))), Is.Empty);

    [TestCaseSource(nameof(Files))]
    public void Whoever_comes_finds_someone_near_advice_without_a_case_and_the_external_channel(string name)
    {
        foreach (var person in Schemes[name].Persons)
        {
            List<HelpEntry> help = [.. Schemes[name].Help.For(person.Kind, null, null)];
            Assert.That(help, Has.Count.GreaterThanOrEqualTo(3), $"{person.Kind}");
            Assert.That(help, Has.Some.Matches<HelpEntry>(entry => entry!.WithoutCase), $"{person.Kind}");
            Assert.That(help.Select(entry => entry.Name), Does.Contain("external-channel"), $"{person.Kind}");
        }
    }

    [TestCaseSource(nameof(Files))]
    public void More_administrators_can_be_ticked_than_are_needed(string name) => Assert.That(
        Schemes[name].WhoReads.Readers.Count(reader => reader.Staff is not null), Is.GreaterThan(Schemes[name].Administrator.Required));

    [Test]
    public void Ids_names_and_people_are_each_schemes_own() => Assert.Multiple(() =>
    {
        Assert.That(Schemes.Values.SelectMany(scheme => scheme.Units.Select(unit => unit.Id).Append(scheme.Id)), Is.Unique);
        Assert.That(Schemes.Values.SelectMany(scheme => scheme.WhoReads.Readers.Select(reader => reader.Staff).OfType<string>()
            .Append(scheme.Administrator.Deputy.Staff)), Is.Unique);
    });

    [TestCase("region-hovedstaden", false)]
    [TestCase("region-midtjylland", true)]
    [TestCase("koebenhavns-kommune", true)]
    [TestCase("koege-kommune", true)]
    [TestCase("universitet", false)]
    public void Bullying_is_offered_with_its_definition_where_the_scheme_takes_it_up_and_else_said_to_be_others(string name, bool takesItUp)
    {
        var scheme = Schemes[name];
        Assert.That(scheme.Category("bullying")?.Definition is not null, Is.EqualTo(takesItUp));
        Assert.That(scheme.Scope.Outside.Any(matter => matter.Da.Contains("Mobning", StringComparison.Ordinal)), Is.EqualTo(!takesItUp));
    }

    [Test]
    public void Region_Midtjylland_has_its_contingency_phone_VTC_accident_module_and_MED_levels_and_orders_nobody_to_be_silent()
    {
        var region = Schemes["region-midtjylland"];
        Assert.That(region.Help.Entry("contingency-phone"),
            Is.Not.Null.And.Matches<HelpEntry>(entry => entry is { Anonymous: true, WithoutCase: true }));
        Assert.That(region.Duties.Select(duty => duty.Name), Is.EqualTo(new[] { "vtc", "accident-module", "occupational-disease" }));
        Assert.That(region.Help.Entry("med-committee")!.Title.Da, Does.Contain("LMU").And.Contain("HMU").And.Contain("RMU"));
        Assert.That(region.Steps.Single(step => step.Name == "both-sides").Text.Da, Does.Contain("Ingen kan pålægges at tie"));
        Assert.That(region.Steps.Single(step => step.Name == "learning").Text.Da, Does.Contain("TULE"));
    }

    [Test]
    public void Koebenhavns_Kommune_has_its_unit_for_anonymous_handling_three_steps_with_an_open_window_and_nobody_need_come_forward()
    {
        var city = Schemes["koebenhavns-kommune"];
        Assert.That(city.Help.Entry("anonymous-unit"), Is.Not.Null.And.Matches<HelpEntry>(entry => entry!.Anonymous == true));
        Assert.That(city.Steps.Select(step => step.Name), Is.EqualTo(new[] { "prepare", "open-window", "together" }));
        Assert.That(city.Anonymity!.Text.Da, Does.Contain("du behøver ikke stå frem"));
        Assert.That(
            city.Categories.Select(category => category.Name),
            Is.SupersetOf(new[]
            {
                "physical-violence", "psychological-violence", "threats", "harassment", "bullying", "discrimination", "sexism",
                "sexual-harassment", "other"
            }));
    }

    [Test]
    public void Koege_Kommune_says_that_personnel_cases_need_a_name_and_has_Insubiz_and_the_72_hours()
    {
        var town = Schemes["koege-kommune"];
        Assert.That(town.Anonymity!.Cases, Is.EqualTo(CaseIdentity.Named));
        Assert.That(town.Help.Entry("personnel-department")!.Anonymous, Is.False);
        Assert.That(town.Duties.Single(duty => duty.Name == "police-report").Hours, Is.EqualTo(72));
        Assert.That(town.Duties.Single(duty => duty.Name == "insubiz").Text.Da, Does.Contain("krænkelse"));
        Assert.That(Schemes.Values.Count(scheme => scheme.Anonymity?.Cases == CaseIdentity.Named), Is.EqualTo(1));
    }

    [Test]
    public void The_university_asks_for_students_first_and_sends_them_to_study_board_counsellor_and_supervisor()
    {
        var university = Schemes["universitet"];
        Assert.That(university.Persons[0].Kind, Is.EqualTo(PersonKind.Student));
        Assert.That(
            university.Help.For(PersonKind.Student, null, null).Select(entry => entry.Name),
            Is.SupersetOf(new[] { "student-counsellor", "study-board", "supervisor" }).And.No.Member("head-of-department"));
        Assert.That(university.Scope.Grounds.Single(ground => ground.Name == "study-matter").Help[0], Is.EqualTo("student-counsellor"));
    }

    [Test]
    public void Faults_in_the_wording_of_a_deployed_scheme_are_told_before_anything_is_loaded()
    {
        var json = File.ReadAllText(SchemeFiles.Deployed("koege-kommune.json"))
            .Replace("\"Ingen skal stå alene", "\"<b>Ingen skal stå alene", StringComparison.Ordinal);
        var fault = SchemeFile.Read(Encoding.UTF8.GetBytes(json), SchemeFiles.SiteTexts).Faults.Single();
        Assert.That(fault.Reason, Is.EqualTo("HTML: write the text without"));
        Assert.That(json.Split('\n')[fault.Line - 1], Does.Contain("<b>Ingen"));
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(SchemeFiles.Deployed(""), "*.json").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex("krænker|gerningsm|offeret|anklag|sigtede|tiltalt|skyldig|offender|perpetrator|victim|accus|guilt|defendant|suspect",
        RegexOptions.IgnoreCase)]
    private static partial Regex CourtWords();
}
