using Intake.Core.Cases;
using Intake.Core.Cases.Assessing;
using Intake.Core.Deadlines;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Assessing;

/// <summary>What the priority policy suggests, and that it only suggests.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PriorityPolicyTests
{
    [Test]
    public void Nothing_said_suggests_nothing() => Assert.That(PriorityPolicy.Of(AssessmentFacts.None), Is.Null);

    [TestCase(Gravity.Mild, null, ExpectedResult = Severity.Ordinary)]
    [TestCase(Gravity.Marked, null, ExpectedResult = Severity.Serious)]
    [TestCase(Gravity.Marked, Aggravating.Power, ExpectedResult = Severity.Grave)]
    [TestCase(Gravity.Dangerous, null, ExpectedResult = Severity.Grave)]
    [TestCase(Gravity.Mild, Aggravating.Threats, ExpectedResult = Severity.Grave)]
    public Severity Gravity_in_its_context_points_the_way(Gravity gravity, Aggravating? besides) => PriorityPolicy.Of(new()
    {
        Gravity = gravity,
        Frequency = besides is null ? null : Frequency.Regular,
        Aggravating = besides is { } one ? [one] : [],
    })!.Severity;

    [Test]
    public void Every_rule_holds_for_some_case_and_is_named_once()
    {
        var cases = All().ToList();
        Assert.That(PriorityPolicy.Rules.Where(rule => !cases.Exists(of => rule.Holds(of))).Select(rule => rule.Name), Is.Empty);
        Assert.That(PriorityPolicy.Rules.Select(rule => rule.Name), Is.Unique);
        Assert.That(PriorityPolicy.Rules.Select(rule => rule.Source), Has.All.Match("^00[0-4]"));
    }

    [Test]
    public void One_more_fact_never_makes_a_suggestion_milder() => Assert.Multiple(() =>
    {
        foreach (var of in All())
        {
            var before = PriorityPolicy.Of(of)?.Severity ?? Severity.Ordinary;
            foreach (var one in Enum.GetValues<Aggravating>())
                Expect(of with { Aggravating = [.. of.Aggravating, one] });
            foreach (var one in Enum.GetValues<CareGroup>())
                Expect(of with { Care = [.. of.Care, one] });
            if (of.Gravity is { } gravity && gravity < Gravity.Dangerous) Expect(of with { Gravity = gravity + 1 });
            if (of.Frequency is Frequency.Once or Frequency.Several) Expect(of with { Frequency = of.Frequency + 1 });

            void Expect(AssessmentFacts more)
            {
                if (PriorityPolicy.Of(more)!.Severity < before) Assert.Fail($"{of} is graver than {more}");
            }
        }
    });

    [Test]
    public void The_rules_shown_are_those_that_point_to_what_is_suggested() => Assert.Multiple(() =>
    {
        foreach (var of in All().Where(of => !of.IsEmpty))
        {
            var suggested = PriorityPolicy.Of(of)!;
            if (suggested.Because.Any(rule => rule.Points != suggested.Severity || !rule.Holds(of))) Assert.Fail($"{of}");
            if (suggested.Because.Count == 0 && suggested.Severity != Severity.Ordinary) Assert.Fail($"{of}");
        }
    });

    [TestCase(Severity.Ordinary, "", ExpectedResult = new[] { "Departure" })]
    [TestCase(Severity.Ordinary, "Det er en enkelt kommentar.", ExpectedResult = new string[0])]
    [TestCase(Severity.Serious, "", ExpectedResult = new string[0])]
    public IEnumerable<string> A_handler_may_choose_another_severity_and_says_why(Severity chosen, string why) => new Assessment
    {
        Facts = new() { Gravity = Gravity.Marked },
        Severity = chosen,
        Rationale = "Fordi.",
        Departure = why,
    }.Check().Keys;

    [Test]
    public void A_severity_that_is_none_and_a_missing_reason_are_faults() => Assert.That(
        new Assessment { Severity = (Severity)7, Rationale = " " }.Check(), Is.EquivalentTo(new Dictionary<string, CaseResult>
        {
            ["Severity"] = CaseResult.ChoiceUnknown, ["Rationale"] = CaseResult.TextMissing,
        }));

    private static IEnumerable<AssessmentFacts> All() =>
        from gravity in Each<Gravity>()
        from duration in Each<Duration>()
        from frequency in Each<Frequency>()
        from stopped in Each<Stopped>()
        from worse in Each<Aggravating>()
        from care in new CareGroup?[] { null, CareGroup.Pregnant }
        select new AssessmentFacts
        {
            Gravity = gravity, Duration = duration, Frequency = frequency, Stopped = stopped,
            Aggravating = worse is { } one ? [one] : [], Care = care is { } affected ? [affected] : [],
        };

    private static IEnumerable<T?> Each<T>() where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().Prepend(null);
}
