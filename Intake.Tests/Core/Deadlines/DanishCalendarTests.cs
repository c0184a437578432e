using System.Globalization;
using Intake.Core.Deadlines;
using NUnit.Framework;

namespace Intake.Tests.Core.Deadlines;

/// <summary>Checked against the almanac's Easter dates and the holidays printed in Danish calendars.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class DanishCalendarTests
{
    [TestCase("1900-04-15")]
    [TestCase("1943-04-25")]
    [TestCase("1954-04-18")]
    [TestCase("1981-04-19")]
    [TestCase("2000-04-23")]
    [TestCase("2008-03-23")]
    [TestCase("2020-04-12")]
    [TestCase("2021-04-04")]
    [TestCase("2022-04-17")]
    [TestCase("2023-04-09")]
    [TestCase("2024-03-31")]
    [TestCase("2025-04-20")]
    [TestCase("2026-04-05")]
    [TestCase("2027-03-28")]
    [TestCase("2028-04-16")]
    [TestCase("2029-04-01")]
    [TestCase("2030-04-21")]
    [TestCase("2031-04-13")]
    [TestCase("2032-03-28")]
    [TestCase("2033-04-17")]
    [TestCase("2034-04-09")]
    [TestCase("2035-03-25")]
    [TestCase("2038-04-25")]
    [TestCase("2049-04-18")]
    [TestCase("2076-04-19")]
    public void Easter_falls_where_the_almanac_has_it(string easter)
    {
        var day = Day(easter);

        Assert.That(DanishCalendar.EasterSunday(day.Year), Is.EqualTo(day));
    }

    [Test]
    public void Easter_is_always_a_Sunday_from_22_March_to_25_April()
    {
        for (var year = 1900; year <= 2299; year++)
        {
            var easter = DanishCalendar.EasterSunday(year);
            Assert.That(easter.DayOfWeek, Is.EqualTo(DayOfWeek.Sunday));
            Assert.That(easter, Is.InRange(new DateOnly(year, 3, 22), new DateOnly(year, 4, 25)));
        }
    }

    [Test]
    public void The_closed_days_of_2026_are_these_and_no_others()
    {
        string[] closed = [.. Year(2026).Where(day => DanishCalendar.Closed(day) is not null).Select(Text)];

        Assert.That(closed, Is.EqualTo(new[]
        {
            "2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-24", "2026-05-25",
            "2026-06-05", "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31",
        }));
    }

    [TestCase("2022-05-13", false)]
    [TestCase("2023-05-05", false)]
    [TestCase("2024-04-26", true)]
    [TestCase("2025-05-16", true)]
    [TestCase("2026-05-01", true)]
    public void Store_bededag_is_a_working_day_from_2024(string date, bool working) =>
        Assert.That(DanishCalendar.IsWorkingDay(Day(date)), Is.EqualTo(working));

    [TestCase("2026-06-05", "grundlovsdag")]
    [TestCase("2026-12-24", "juleaftensdag")]
    [TestCase("2026-12-31", "nytårsaftensdag")]
    public void Constitution_Day_and_the_two_eves_are_closed_but_no_public_holidays(string date, string name)
    {
        Assert.That(DanishCalendar.IsWorkingDay(Day(date)), Is.False);
        Assert.That(DanishCalendar.Closed(Day(date))!.Da, Is.EqualTo(name));
        Assert.That(DanishCalendar.Closed(Day(date))!.IsPublicHoliday, Is.False);
    }

    [Test]
    public void Whit_Monday_on_Constitution_Day_is_told_as_the_public_holiday()
    {
        Assert.That(DanishCalendar.Closed(new DateOnly(2017, 6, 5))!.Da, Is.EqualTo("2. pinsedag"));
        Assert.That(DanishCalendar.Closed(new DateOnly(2017, 6, 5))!.IsPublicHoliday, Is.True);
    }

    [TestCase("2026-03-02", 5, "2026-03-09")]
    [TestCase("2026-03-06", 1, "2026-03-09")]
    [TestCase("2026-03-07", 1, "2026-03-09")]
    [TestCase("2026-04-01", 1, "2026-04-07")]
    [TestCase("2026-12-23", 3, "2026-12-30")]
    [TestCase("2026-12-30", 1, "2027-01-04")]
    [TestCase("2026-06-04", 1, "2026-06-08")]
    [TestCase("2026-04-04", 0, "2026-04-04")]
    public void Working_days_step_over_weekends_and_holidays(string from, int count, string to) =>
        Assert.That(DanishCalendar.AddWorkingDays(Day(from), count), Is.EqualTo(Day(to)));

    [TestCase("2026-04-05", "2026-04-01")]
    [TestCase("2027-01-01", "2026-12-30")]
    [TestCase("2026-03-04", "2026-03-04")]
    public void The_working_day_on_or_before_is_found(string date, string working) =>
        Assert.That(DanishCalendar.WorkingDayOnOrBefore(Day(date)), Is.EqualTo(Day(working)));

    [Test]
    public void Counting_working_days_undoes_adding_them()
    {
        foreach (var start in Year(2026))
        {
            for (var count = 0; count <= 20; count++)
                Assert.That(DanishCalendar.WorkingDaysBetween(start, DanishCalendar.AddWorkingDays(start, count)), Is.EqualTo(count));
        }
    }

    private static IEnumerable<DateOnly> Year(int year) =>
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
