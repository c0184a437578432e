using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Deadlines;

[Parallelizable(ParallelScope.Self)]
public sealed class ManyTimesOneDateTests
{
    /// <summary>From the first to the last second of a Danish day, including the days on which the clocks change.</summary>
    [TestCase("2026-03-02T23:00:00Z", "2026-03-03T05:30:00Z", "2026-03-03T22:59:59Z", "2026-03-03", "2026-03-10", "2026-06-10")]
    [TestCase("2026-03-28T23:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T21:59:59Z", "2026-03-29", "2026-04-05", "2026-07-05")]
    [TestCase("2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T22:59:59Z", "2026-10-25", "2026-11-01", "2027-02-01")]
    [Promise(42)]
    public async Task Reports_of_every_hour_of_a_day_get_the_same_dates(
        string first, string between, string last, string received, string acknowledge, string feedback)
    {
        var start = DateTimeOffset.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
        await using var founded = await FoundedScheme.CreateAsync(start);
        foreach (var time in new[] { first, between, last })
        {
            founded.Time.Advance(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) - founded.Time.GetUtcNow());
            await Sending.SendAsync(founded, "På et tidspunkt den dag");
        }

        await using var db = founded.Databases.AsOwner();
        var day = DateOnly.Parse(received, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(await db.Reports.Select(report => report.ReceivedOn).ToListAsync(), Is.EqualTo(new[] { day, day, day }));
        var dates = (await db.Deadlines.AsNoTracking().ToListAsync()).GroupBy(deadline => deadline.Kind)
            .ToDictionary(kind => kind.Key, kind => kind.Select(deadline => (deadline.StartsOn, deadline.DueOn)).Distinct().Single().DueOn);
        Assert.That(dates[DeadlineKind.Acknowledgement].ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(acknowledge));
        Assert.That(dates[DeadlineKind.Feedback].ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(feedback));
    }
}
