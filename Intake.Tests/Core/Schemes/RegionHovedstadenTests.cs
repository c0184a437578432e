using System.Text.RegularExpressions;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using NUnit.Framework;

namespace Intake.Tests.Core.Schemes;

/// <summary>The scheme file of Region Hovedstaden, checked value by value.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed partial class RegionHovedstadenTests
{
    private static readonly byte[] Bytes = File.ReadAllBytes(SchemeFiles.Deployed("region-hovedstaden.json"));

    private static Scheme Region => SchemeFile.Read(Bytes).Scheme!;

    [Test]
    public void The_file_is_without_fault() => Assert.That(SchemeFile.Read(Bytes).Faults, Is.Empty);

    [Test]
    public void Its_hospitals_companies_and_centres_are_there()
    {
        var kinds = Region.Units.CountBy(unit => unit.Kind).ToDictionary();

        Assert.That(kinds[UnitKind.Hospital], Is.EqualTo(8));
        Assert.That(kinds[UnitKind.Company], Is.EqualTo(3));
        Assert.That(kinds[UnitKind.Centre], Is.EqualTo(7));
        Assert.That(Region.Unit("psykiatrisk-center-ballerup")!.Parent, Is.EqualTo("region-hovedstadens-psykiatri"));
    }

    [Test]
    public void Its_ladder_goes_to_the_end_and_its_mails_come_as_usual()
    {
        Assert.That(Region.Deadlines.Ladder.Steps.Select(step => step.To).Distinct(), Is.EqualTo(Enum.GetValues<EscalationLevel>()));
        Assert.That(Region.Executive!.Mail, Is.EqualTo("koncerndirektionen@regionh.example"));
        Assert.That(Region.Notices, Is.EqualTo(new NoticeSettings()));
    }

    [Test]
    public void Its_clocks_are_those_of_the_law_and_the_usual_ones()
    {
        Assert.That(Region.Deadlines.AcknowledgementDays, Is.EqualTo(7));
        Assert.That(Region.Deadlines.FeedbackMonths, Is.EqualTo(3));
        Assert.That(Region.Deadlines.ScreeningWorkingDays, Is.EqualTo(5));
        Assert.That(Region.Deadlines.AcceptanceWorkingDays, Is.EqualTo(3));
        Assert.That(
            Enum.GetValues<Severity>().Order().Select(Region.Deadlines.StatementDays),
            Is.EqualTo(new[] { 90, 60, 30 }));
    }

    [Test]
    public void The_administrator_and_the_orientation_mailbox_are_those_of_the_source()
    {
        Assert.That(Region.Administrator.Name, Does.Contain("Bech-Bruun"));
        Assert.That(Region.Orientation!.Title.Da, Is.EqualTo("Center for HR og Uddannelse"));
        Assert.That(Region.Orientation.Mail, Is.EqualTo("uoensketseksuelopmaerksomhed.center-for-hr@regionh.dk"));
    }

    [Test]
    public void More_administrators_can_be_ticked_than_are_needed() => Assert.That(
        Region.WhoReads.Readers.Count(reader => reader.Staff is not null),
        Is.GreaterThan(Region.Administrator.Required));

    [TestCaseSource(nameof(Persons))]
    public void Whoever_comes_finds_someone_to_talk_to_and_the_external_channel(PersonKind person)
    {
        List<string> names = [.. Region.Help.For(person, category: null, units: null).Select(entry => entry.Name)];

        Assert.That(names, Has.Count.GreaterThanOrEqualTo(3));
        Assert.That(names, Does.Contain("external-channel"));
    }

    [TestCase(PersonKind.Student)]
    [TestCase(PersonKind.Trainee)]
    public void Students_and_trainees_find_their_supervisors_and_place_of_education(PersonKind person) => Assert.That(
        Region.Help.For(person, category: null, units: null).Select(entry => entry.Name),
        Is.SupersetOf(new[] { "practice-supervisor", "clinical-supervisor", "education-institution", "leader", "local-hr" }));

    [Test]
    public void An_employee_is_not_sent_to_a_practice_supervisor() => Assert.That(
        Region.Help.For(PersonKind.Employee, category: null, units: null).Select(entry => entry.Name),
        Does.Not.Contain("practice-supervisor"));

    [Test]
    public void The_categories_are_those_of_the_wheel_but_bullying_which_others_look_after_and_breach_of_law() => Assert.That(
        Region.Categories.Select(category => category.Name),
        Is.EquivalentTo(new[]
        {
            "physical-violence", "psychological-violence", "threats", "harassment", "discrimination", "sexism",
            "sexual-harassment", "other", "breach-of-law",
        }));

    [Test]
    public void No_text_judges_anyone() =>
        Assert.That(CourtWords().Matches(File.ReadAllText(SchemeFiles.Deployed("region-hovedstaden.json"))), Is.Empty);

    private static PersonKind[] Persons() => Enum.GetValues<PersonKind>();

    [GeneratedRegex("krænker|gerningsm|offeret|anklag|sigtede|tiltalt|skyldig|offender|perpetrator|victim|accus|guilt|defendant|suspect",
        RegexOptions.IgnoreCase)]
    private static partial Regex CourtWords();
}
