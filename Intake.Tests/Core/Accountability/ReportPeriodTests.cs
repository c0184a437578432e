using System.Globalization;
using Intake.Core.Accountability.Figures;
using Intake.Core.Schemes;
using NUnit.Framework;

namespace Intake.Tests.Core.Accountability;

[Parallelizable(ParallelScope.Self)]
public sealed class ReportPeriodTests
{
    [TestCase(ReportCadence.Weekly, "2026-03-01", "2026-02-23", "2026-03-01")]
    [TestCase(ReportCadence.Monthly, "2028-02-29", "2028-02-01", "2028-02-29")]
    [TestCase(ReportCadence.Quarterly, "2026-12-31", "2026-10-01", "2026-12-31")]
    public void A_day_lies_in_a_week_from_Monday_a_month_or_a_quarter(ReportCadence cadence, string day, string from, string to) =>
        Assert.That(ReportPeriod.Around(Day(day), cadence), Is.EqualTo(new ReportPeriod(Day(from), Day(to))));

    [TestCase("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    [TestCase("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31")]
    [TestCase("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31")]
    [TestCase("2026-03-02", "2026-03-08", "2026-02-23", "2026-03-01")]
    [TestCase("2026-03-01", "2026-03-10", "2026-02-19", "2026-02-28")]
    public void A_period_is_compared_with_one_as_long_before_it(string from, string to, string beforeFrom, string beforeTo) =>
        Assert.That(new ReportPeriod(Day(from), Day(to)).Before(), Is.EqualTo(new ReportPeriod(Day(beforeFrom), Day(beforeTo))));

    [TestCase("Weekly", "2026-11-26", "2026-11-23", "2026-11-16", "2026-11-19")]
    [TestCase("Monthly", "2026-11-26", "2026-11-01", "2026-10-01", "2026-10-26")]
    [TestCase("Monthly", "2026-11-30", "2026-11-01", "2026-10-01", "2026-10-31")]
    [TestCase("Monthly", "2026-03-30", "2026-03-01", "2026-02-01", "2026-02-28")]
    [TestCase("Quarterly", "2026-11-26", "2026-10-01", "2026-07-01", "2026-08-26")]
    [TestCase("Year", "2026-11-26", "2026-01-01", "2025-01-01", "2025-11-26")]
    public void A_period_that_runs_is_compared_with_the_same_span_of_the_one_before(
        string kind, string today, string from, string beforeFrom, string beforeTo)
    {
        var running = Enum.TryParse<ReportCadence>(kind, out var cadence)
            ? ReportPeriod.Running(Day(today), cadence) : ReportPeriod.YearTo(Day(today));
        Assert.That((running.From, running.To), Is.EqualTo((Day(from), Day(today))));
        Assert.That(running.Before(), Is.EqualTo(new ReportPeriod(Day(beforeFrom), Day(beforeTo))));
    }

    [TestCase(null, "2026-03-01", "2026-02-28")]
    [TestCase("2026-02-28", "2026-03-31", "")]
    [TestCase("2026-01-31", "2026-03-31", "2026-02-28")]
    [TestCase("2025-11-30", "2026-03-31", "2025-12-31 2026-01-31 2026-02-28")]
    [TestCase("2020-01-31", "2026-03-31", "2025-12-31 2026-01-31 2026-02-28")]
    public void What_was_missed_is_made_up_for_and_nothing_that_is_not_over(string? lastTo, string today, string expected) =>
        Assert.That(string.Join(' ', ReportPeriod.Missing(ReportCadence.Monthly, lastTo is null ? null : Day(lastTo), Day(today), most: 3)
            .Select(period => period.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))), Is.EqualTo(expected));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
