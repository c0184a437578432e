using Intake.Core.Deadlines;
using NUnit.Framework;

namespace Intake.Tests.Core.Deadlines;

/// <summary>The usual ladder: 7 and 2 days before to the handler, 1, 4 and 8 after to unit, administrator, deputy.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class EscalationLadderTests
{
    private static readonly DateOnly Set = new(2026, 3, 3);
    private static readonly EscalationLadder Ladder = EscalationLadder.Usual;

    // A Wednesday; seven days before it is a Wednesday, two days before it a Monday.
    private static readonly Deadline Feedback = Deadline.Of(DeadlineKind.Feedback, Set, new DateOnly(2026, 6, 3));

    [TestCase(-8)]
    [TestCase(-30)]
    public void Long_before_nothing_is_due(int days) => Assert.That(Due(days), Is.Empty);

    [TestCase(-7, 993)]
    [TestCase(-3, 993)]
    [TestCase(-2, 998)]
    [TestCase(0, 998)]
    public void Before_the_due_date_only_the_latest_reminder_is_due(int days, int number)
    {
        var step = Due(days).Single();

        Assert.That(step.Number, Is.EqualTo(number));
        Assert.That(step.Step.To, Is.EqualTo(EscalationLevel.Handler));
        Assert.That(step.Step.IsReminder, Is.True);
    }

    [Test]
    public void After_the_due_date_it_climbs_level_by_level()
    {
        Assert.That(Levels(1), Is.EqualTo(new[] { EscalationLevel.Unit }));
        Assert.That(Levels(4, taken: 2001), Is.EqualTo(new[] { EscalationLevel.Administrator }));
        Assert.That(Levels(8, taken: [2001, 4004]), Is.EqualTo(new[] { EscalationLevel.Deputy }));
        Assert.That(Levels(100, taken: [2001, 4004, 5008]), Is.Empty);
    }

    [Test]
    public void A_worker_that_was_away_tells_every_level_it_missed_and_no_stale_reminder() => Assert.That(
        Levels(9),
        Is.EqualTo(new[] { EscalationLevel.Unit, EscalationLevel.Administrator, EscalationLevel.Deputy }));

    [Test]
    public void Day_by_day_each_step_is_taken_exactly_once_however_often_it_is_asked()
    {
        HashSet<int> taken = [];
        List<(int Number, DateOnly On)> log = [];
        for (var today = Set; today <= Feedback.Due.AddDays(60); today = today.AddDays(1))
        {
            for (var sweep = 0; sweep < 3; sweep++)
            {
                foreach (var step in Ladder.Due(Feedback, today, Set, taken))
                {
                    Assert.That(taken.Add(step.Number), Is.True);
                    Assert.That(step.On, Is.EqualTo(today));
                    log.Add((step.Number, today));
                }
            }
        }

        Assert.That(log, Is.EqualTo(new[]
        {
            (993, new DateOnly(2026, 5, 27)), (998, new DateOnly(2026, 6, 1)), (2001, new DateOnly(2026, 6, 4)),
            (4004, new DateOnly(2026, 6, 7)), (5008, new DateOnly(2026, 6, 11)),
        }));
    }

    [Test]
    public void A_reminder_for_a_closed_day_comes_on_the_working_day_before_it()
    {
        // Two days before Tuesday 7 April 2026 is Easter Sunday; the last working day before it is Wednesday.
        var deadline = Deadline.Of(DeadlineKind.Feedback, Set, new DateOnly(2026, 4, 7));

        Assert.That(EscalationLadder.DayOf(Ladder.Steps[1], deadline.Due), Is.EqualTo(new DateOnly(2026, 4, 1)));
        Assert.That(Ladder.Due(deadline, new DateOnly(2026, 4, 1), Set, new HashSet<int> { 993 }).Single().Number, Is.EqualTo(998));
    }

    [Test]
    public void A_reminder_never_tells_of_the_making_of_a_deadline()
    {
        // Due on a Tuesday a week away: the first reminder would come on the day the report arrived.
        var soon = Deadline.Of(DeadlineKind.Acknowledgement, Set, Set.AddDays(7));

        Assert.That(Ladder.Due(soon, Set, Set, new HashSet<int>()), Is.Empty);
        Assert.That(Ladder.Due(soon, Set.AddDays(1), Set, new HashSet<int>()), Is.Empty);
        Assert.That(Ladder.Due(soon, new DateOnly(2026, 3, 6), Set, new HashSet<int>()).Single().Number,
            Is.EqualTo(998), "Friday for Sunday");
    }

    [Test]
    public void A_ladder_that_became_longer_takes_what_is_new_and_nothing_again()
    {
        var taken = Ladder.Due(Feedback, Feedback.Due.AddDays(9), Set, new HashSet<int>()).Select(due => due.Number).ToHashSet();
        var longer = new EscalationLadder(
            [new(-10, EscalationLevel.Handler), .. Ladder.Steps.Take(3), new(2, EscalationLevel.ParentUnit), .. Ladder.Steps.Skip(3)]);

        Assert.That(longer.Due(Feedback, Feedback.Due.AddDays(9), Set, taken).Select(due => due.Step),
            Is.EqualTo(new[] { new EscalationStep(2, EscalationLevel.ParentUnit) }));
        Assert.That(new EscalationLadder([.. Ladder.Steps.Take(2), .. Ladder.Steps.Skip(3)])
            .Due(Feedback, Feedback.Due.AddDays(9), Set, taken), Is.Empty, "shorter");
    }

    [Test]
    public void A_ladder_that_is_none_is_refused() =>
        Assert.That(() => new EscalationLadder([]), Throws.ArgumentException.With.Message.Contains("no reminder"));

    private static IReadOnlyList<DueStep> Due(int daysFromDue, params int[] taken) =>
        Ladder.Due(Feedback, Feedback.Due.AddDays(daysFromDue), Set, taken.ToHashSet());

    private static IEnumerable<EscalationLevel> Levels(int daysFromDue, params int[] taken) =>
        Due(daysFromDue, taken).Select(due => due.Step.To);
}
