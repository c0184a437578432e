using Intake.Core.Cases;
using Intake.Core.Cases.Acting;
using Intake.Core.Reports.Contents;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Acting;

/// <summary>What has to be notified elsewhere, and how little of the case goes along.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ExternalDutiesTests
{
    private static readonly DateOnly Today = new(2026, 3, 20);

    [TestCase(0, ExpectedResult = InjuryKind.Accident)]
    [TestCase(4, ExpectedResult = InjuryKind.Accident)]
    [TestCase(5, ExpectedResult = InjuryKind.OccupationalDisease)]
    [TestCase(400, ExpectedResult = InjuryKind.OccupationalDisease)]
    [TestCase(-1, ExpectedResult = null)]
    public InjuryKind? Harm_within_five_days_is_an_accident_and_by_what_went_on_for_longer_a_disease(int daysBetween) =>
        ExternalDuties.InjuryOf(Today, Today.AddDays(daysBetween), harmed: true);

    [Test]
    public void Where_nobody_was_harmed_it_is_a_violation_whatever_the_days() => Assert.Multiple(() =>
    {
        Assert.That(ExternalDuties.InjuryOf(null, null, harmed: false), Is.EqualTo(InjuryKind.Violation));
        Assert.That(ExternalDuties.InjuryOf(Today, Today.AddDays(90), harmed: false), Is.EqualTo(InjuryKind.Violation));
        Assert.That(ExternalDuties.InjuryOf(Today, null, harmed: true), Is.Null);
        Assert.That(ExternalDuties.InjuryOf(Today, Today, harmed: null), Is.Null);
    });

    [Test]
    public void A_longer_period_is_never_less_than_a_shorter_one() => Assert.That(
        Enumerable.Range(0, 1000).Select(days => ExternalDuties.InjuryOf(Today, Today.AddDays(days), true)), Is.Ordered);

    [TestCase("Vtc", "Yes", ExpectedResult = new[] { "On" })]
    [TestCase("Vtc", "No", ExpectedResult = new string[0])]
    [TestCase("Police", "No", ExpectedResult = new[] { "Note" })]
    [TestCase("Police", "NotRelevant", ExpectedResult = new string[0])]
    [TestCase("Newspaper", "No", ExpectedResult = new[] { "Duty" })]
    [TestCase("Vtc", "1", ExpectedResult = new[] { "Answer" })]
    public IEnumerable<string> An_answer_says_what_it_needs(string duty, string answer) =>
        ExternalDuties.Check(new DutyContent(duty, answer), Today).Keys;

    [Test]
    public void A_reports_text_has_no_room_in_a_reference_and_nothing_is_notified_tomorrow() => Assert.Multiple(() =>
    {
        var duty = new DutyContent("Vtc", "Yes") { On = Today };
        Assert.That(ExternalDuties.Check(duty with { Reference = new string('7', 64) }, Today), Is.Empty);
        Assert.That(ExternalDuties.Check(duty with { Reference = new string('7', 65) }, Today)["Reference"],
            Is.EqualTo(CaseResult.TextTooLong));
        Assert.That(ExternalDuties.Check(duty with { Reference = "7\n8" }, Today).Keys, Is.EqualTo(new[] { "Reference" }));
        Assert.That(ExternalDuties.Check(duty with { On = Today.AddDays(1) }, Today)["On"], Is.EqualTo(CaseResult.DayImpossible));
        Assert.That(ExternalDuties.Check(duty with { FirstOn = Today, LastOn = Today.AddDays(-1) }, Today).Keys,
            Is.EqualTo(new[] { "LastOn" }));
    });

    [Test]
    public void Of_a_sanction_there_is_a_mark_and_no_detail() => Assert.Multiple(() =>
    {
        var action = new ActionContent(Guid.Empty, "Sanction", "Done") { Owner = "HR" };
        Assert.That(ActionRegister.Check(action), Is.Empty);
        Assert.That(ActionRegister.Check(action with { What = "En advarsel." })["What"], Is.EqualTo(CaseResult.DetailRefused));
        Assert.That(ActionRegister.Check(action with { State = "Checked", Effect = "Advarslen virkede." })["Effect"],
            Is.EqualTo(CaseResult.DetailRefused));
        Assert.That(ActionRegister.Check(action with { State = "Checked" }), Is.Empty);
    });

    [Test]
    public void An_action_says_who_does_it_and_its_effect_is_looked_at_no_sooner() => Assert.Multiple(() =>
    {
        var action = new ActionContent(Guid.Empty, "Talk", "Planned") { On = Today, CheckOn = Today.AddDays(-1) };
        Assert.That(ActionRegister.Check(action).Keys, Is.EquivalentTo(new[] { "Owner", "CheckOn" }));
        Assert.That(ActionRegister.Check(action with { Kind = "Other", State = "8" }).Keys,
            Is.EquivalentTo(new[] { "State", "What", "Owner", "CheckOn" }));
    });
}
