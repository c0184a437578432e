using System.Globalization;
using Intake.Core.Deadlines;
using NUnit.Framework;

namespace Intake.Tests.Core.Deadlines;

/// <summary>Dates and mail hours around midnight and both changes of the clocks (29 March and 25 October 2026).</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class CopenhagenClockTests
{
    private static readonly TimeOnly[] Hours = [new(7, 30), new(13, 0)];

    [TestCase("2026-01-31T22:59:59Z", "2026-01-31")]
    [TestCase("2026-01-31T23:00:00Z", "2026-02-01")]
    [TestCase("2026-06-30T21:59:59Z", "2026-06-30")]
    [TestCase("2026-06-30T22:00:00Z", "2026-07-01")]
    public void The_day_changes_at_midnight_in_Copenhagen(string now, string today) => Assert.That(
        CopenhagenClock.Today(new StoppedClock(now)).ToString("O", CultureInfo.InvariantCulture),
        Is.EqualTo(today));

    [TestCase("2026-01-15T06:29:59Z", "2026-01-15T06:30:00Z")]
    [TestCase("2026-01-15T06:30:00Z", "2026-01-15T12:00:00Z")]
    [TestCase("2026-01-15T12:00:01Z", "2026-01-16T06:30:00Z")]
    [TestCase("2026-07-15T05:00:00Z", "2026-07-15T05:30:00Z")]
    [TestCase("2026-12-31T23:30:00Z", "2027-01-01T06:30:00Z")]
    public void The_next_mail_hour_is_strictly_after_now(string now, string next) =>
        Assert.That(CopenhagenClock.NextMailHour(new StoppedClock(now), Hours), Is.EqualTo(Instant(next)));

    [Test]
    public void An_hour_that_the_spring_change_leaves_out_comes_an_hour_later() => Assert.That(
        CopenhagenClock.NextMailHour(new StoppedClock("2026-03-29T00:30:00Z"), [new TimeOnly(2, 30)]),
        Is.EqualTo(Instant("2026-03-29T01:30:00Z")));

    [Test]
    public void An_hour_that_the_autumn_change_repeats_is_meant_the_first_time()
    {
        TimeOnly[] hours = [new(2, 30)];

        Assert.That(CopenhagenClock.NextMailHour(new StoppedClock("2026-10-25T00:00:00Z"), hours),
            Is.EqualTo(Instant("2026-10-25T00:30:00Z")));
        Assert.That(CopenhagenClock.NextMailHour(new StoppedClock("2026-10-25T00:30:00Z"), hours),
            Is.EqualTo(Instant("2026-10-26T01:30:00Z")));
    }

    [Test]
    public void Without_mail_hours_there_is_no_next_one() => Assert.That(
        () => CopenhagenClock.NextMailHour(new StoppedClock("2026-01-01T00:00:00Z"), []),
        Throws.ArgumentException);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class StoppedClock(string now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Instant(now);
    }
}
