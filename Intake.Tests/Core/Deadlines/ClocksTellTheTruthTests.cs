using Intake.Core.Deadlines;
using NUnit.Framework;

namespace Intake.Tests.Core.Deadlines;

/// <summary>What holds of every deadline, on many dates and settings drawn from a fixed seed.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ClocksTellTheTruthTests
{
    private const int Draws = 4000;

    [Test]
    public void No_deadline_is_due_before_it_starts_and_staff_act_on_a_working_day_on_or_before_it() => Each((drawn, settings, start) =>
    {
        foreach (var deadline in All(drawn, settings, start))
        {
            Assert.That(deadline.Due, Is.GreaterThanOrEqualTo(deadline.Start), $"{deadline}");
            if (deadline.Kind is DeadlineKind.AgreedTalk or DeadlineKind.Retention)
            {
                Assert.That((deadline.ActBy, deadline.ExplainActBy("da")), Is.EqualTo((deadline.Due, (string?)null)), "held on its day");
                continue;
            }

            Assert.That(deadline.ActBy, Is.LessThanOrEqualTo(deadline.Due), $"{deadline}");
            Assert.That(DanishCalendar.IsWorkingDay(deadline.ActBy), Is.True, $"{deadline}");
            Assert.That(Days(deadline.ActBy, deadline.Due).Any(DanishCalendar.IsWorkingDay), Is.False, $"a later day was open: {deadline}");
            Assert.That(deadline.ExplainActBy("da") is null, Is.EqualTo(DanishCalendar.IsWorkingDay(deadline.Due)), $"{deadline}");
        }
    });

    [Test]
    public void Feedback_is_never_later_than_the_law_says() => Each((drawn, settings, received) =>
    {
        var law = received.AddDays(7).AddMonths(3);
        DateOnly? acknowledged = drawn.Next(3) == 0 ? null : received.AddDays(drawn.Next(120));
        var feedback = DeadlinePolicy.Feedback(received, acknowledged, settings);
        Assert.That(feedback.Due, Is.LessThanOrEqualTo(law));
        if (acknowledged <= received.AddDays(7)) Assert.That(feedback.Due, Is.LessThanOrEqualTo(acknowledged.Value.AddMonths(3)));
        Assert.That(DeadlinePolicy.Acknowledgement(received, settings).Due, Is.LessThanOrEqualTo(received.AddDays(7)));
    });

    [Test]
    public void Months_end_on_the_same_day_or_on_the_last_of_a_shorter_month() => Each((_, settings, start) =>
    {
        var due = DeadlinePolicy.CheckIn(start, settings).Due;
        Assert.That((due.Year - start.Year) * 12 + due.Month - start.Month, Is.EqualTo(settings.CheckInMonths));
        Assert.That(due.Day, Is.EqualTo(Math.Min(start.Day, DateTime.DaysInMonth(due.Year, due.Month))));
    });

    [Test]
    public void Working_days_are_counted_one_by_one_and_end_on_one() => Each((_, settings, start) =>
    {
        var due = DeadlinePolicy.Routing(start, settings).Due;
        var open = Enumerable.Range(1, due.DayNumber - start.DayNumber).Select(start.AddDays).Count(day =>
            day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && DanishCalendar.Closed(day) is null);
        Assert.That(open, Is.EqualTo(settings.RoutingWorkingDays));
        Assert.That(DanishCalendar.IsWorkingDay(due), Is.True);
    });

    [Test]
    public void A_stored_deadline_explains_itself_as_the_one_that_was_computed() => Each((drawn, settings, start) =>
    {
        var left = start.AddDays(1 + drawn.Next(40));
        var acknowledged = start.AddDays(drawn.Next(15));
        foreach (var (deadline, happened) in All(drawn, settings, start).Select(one => (one, (DateOnly?)null))
            .Append((DeadlinePolicy.AcceptanceAgain(left, settings), start))
            .Append((DeadlinePolicy.Feedback(start, acknowledged, settings), acknowledged)))
        {
            var stored = Deadline.Of(deadline.Kind, deadline.Start, deadline.Due, start, happened);
            if (deadline.Kind is not (DeadlineKind.AgreedTalk or DeadlineKind.OpenWindow))
                Assert.That(stored.Explain("da"), Is.EqualTo(deadline.Explain("da")));
        }
    });

    [Test]
    public void Seventy_two_hours_are_seventy_two_hours_whatever_the_clock_does() => Each((drawn, _, day) =>
    {
        var hour = new TimeOnly(drawn.Next(24), drawn.Next(60));
        var end = CopenhagenClock.Instant(day, hour).UtcDateTime.AddHours(72);
        var deadline = DeadlinePolicy.PoliceReport(day, hour);
        Assert.That(deadline.Due, Is.EqualTo(CopenhagenClock.DayOf(new DateTimeOffset(end, TimeSpan.Zero))));
        Assert.That(DeadlinePolicy.PoliceReport(day).Due, Is.LessThanOrEqualTo(deadline.Due), "without an hour it is never too late");
    });

    [TestCase("2026-03-27", "23:30", "2026-03-31", "en time senere på uret, fordi sommertiden begynder")]
    [TestCase("2026-03-27", "12:00", "2026-03-30", "en time senere på uret, fordi sommertiden begynder")]
    [TestCase("2026-10-23", "00:30", "2026-10-25", "en time tidligere på uret, fordi sommertiden slutter")]
    [TestCase("2026-10-23", "12:00", "2026-10-26", "en time tidligere på uret, fordi sommertiden slutter")]
    [TestCase("2026-06-01", "23:30", "2026-06-04", "på samme klokkeslæt")]
    public void Where_summer_time_changes_the_72_hours_end_at_another_hour(string day, string hour, string due, string says)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var deadline = DeadlinePolicy.PoliceReport(DateOnly.Parse(day, culture), TimeOnly.Parse(hour, culture));
        Assert.That(deadline.Due, Is.EqualTo(DateOnly.Parse(due, culture)));
        Assert.That(deadline.Explain("da"), Does.EndWith(says).And.Contain(" + 72 timer = "));
    }

    [Test]
    public void An_acknowledgement_on_day_seven_is_told_as_one_and_not_as_the_last_day_for_it()
    {
        var received = new DateOnly(2026, 3, 3);
        var stored = DeadlinePolicy.Feedback(received, received.AddDays(7), new());
        Assert.That(Deadline.Of(stored.Kind, stored.Start, stored.Due, received, received.AddDays(7)).Explain("en"),
            Is.EqualTo("receipt acknowledged 10 March 2026 + 3 months = 10 June 2026"));
        Assert.That(Deadline.Of(stored.Kind, stored.Start, stored.Due, received, received.AddDays(8)).Explain("en"),
            Is.EqualTo("last day to acknowledge 10 March 2026 + 3 months = 10 June 2026"));
    }

    [Test]
    public void The_day_to_act_by_says_why_it_is_earlier()
    {
        var easter = DeadlinePolicy.Acknowledgement(new DateOnly(2026, 3, 29), new());
        Assert.That(easter.ExplainActBy("da"), Is.EqualTo("5. april 2026 er påskedag, og 1. april 2026 er den sidste arbejdsdag før"));
        var saturday = DeadlinePolicy.Acknowledgement(new DateOnly(2026, 3, 7), new());
        Assert.That(saturday.ExplainActBy("en"),
            Is.EqualTo("14 March 2026 is a Saturday, and 13 March 2026 is the last working day before it"));
        Assert.That(DeadlinePolicy.Acknowledgement(new DateOnly(2026, 3, 3), new()).ExplainActBy("da"), Is.Null);
    }

    private static IEnumerable<DateOnly> Days(DateOnly after, DateOnly upTo) =>
        Enumerable.Range(1, upTo.DayNumber - after.DayNumber).Select(after.AddDays);

    private static IReadOnlyList<Deadline> All(Draw drawn, DeadlineSettings settings, DateOnly start) =>
    [
        DeadlinePolicy.Acknowledgement(start, settings), DeadlinePolicy.Screening(start, settings), DeadlinePolicy.Routing(start, settings),
        DeadlinePolicy.Acceptance(start, settings), DeadlinePolicy.Feedback(start, null, settings),
        DeadlinePolicy.Statement(start, (Severity)(1 + drawn.Next(3)), settings), DeadlinePolicy.PoliceReport(start),
        DeadlinePolicy.CheckIn(start, settings), DeadlinePolicy.Retention(start, (Outcome)drawn.Next(4), settings),
        DeadlinePolicy.ByHand(DeadlineKind.AgreedTalk, start, start.AddDays(drawn.Next(300))),
    ];

    private static void Each(Action<Draw, DeadlineSettings, DateOnly> check)
    {
        // A fixed seed: the same dates at every run, and each failure can be looked at again.
        var drawn = new Draw(72);
        for (var i = 0; i < Draws; i++)
        {
            var settings = new DeadlineSettings
            {
                AcknowledgementDays = 1 + drawn.Next(7), FeedbackMonths = 1 + drawn.Next(3), ScreeningWorkingDays = 1 + drawn.Next(20),
                RoutingWorkingDays = 1 + drawn.Next(20), AcceptanceWorkingDays = 1 + drawn.Next(20), CheckInMonths = 1 + drawn.Next(24),
            };
            check(drawn, settings, new DateOnly(2020, 1, 1).AddDays(drawn.Next(365 * 20)));
        }
    }

    /// <summary>Numbers that look random and are the same at every run (the generator of Numerical Recipes).</summary>
    private sealed class Draw(uint seed)
    {
        public int Next(int below)
        {
            seed = unchecked(seed * 1664525 + 1013904223);
            return (int)((seed >> 8) % (uint)below);
        }
    }
}
