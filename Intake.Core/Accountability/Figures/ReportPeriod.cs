using Intake.Core.Schemes;

namespace Intake.Core.Accountability.Figures;

/// <summary>The days that a report is about, both included. Pure.</summary>
public sealed record ReportPeriod(DateOnly From, DateOnly To)
{
    /// <summary>The week (from Monday), month or quarter in which a day lies.</summary>
    public static ReportPeriod Around(DateOnly day, ReportCadence cadence)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        var quarter = month.AddMonths(-((day.Month - 1) % 3));
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return cadence switch
        {
            ReportCadence.Weekly => new(monday, monday.AddDays(6)),
            ReportCadence.Monthly => new(month, month.AddMonths(1).AddDays(-1)),
            ReportCadence.Quarterly => new(quarter, quarter.AddMonths(3).AddDays(-1)),
            _ => throw new ArgumentOutOfRangeException(nameof(cadence)),
        };
    }

    /// <summary>
    /// The period to compare with: for whole months as many months before, so that a month stands beside a month; else as many days.
    /// </summary>
    public ReportPeriod Before()
    {
        var end = From.AddDays(-1);
        var isWhole = From.Day == 1 && To.AddDays(1).Day == 1;
        var months = (To.Year - From.Year) * 12 + To.Month - From.Month + 1;
        return isWhole ? new(From.AddMonths(-months), end) : new(From.AddDays(From.DayNumber - To.DayNumber - 1), end);
    }

    /// <summary>Whether a day lies in it.</summary>
    public bool Has(DateOnly? day) => day >= From && day <= To;

    /// <summary>
    /// The whole periods that are over and have no report yet, the oldest first: the last one where there was none before, else all
    /// since, but no more than <paramref name="most"/>.
    /// </summary>
    /// <param name="cadence">How often the scheme wants one.</param>
    /// <param name="lastTo">The end of the newest report made by the schedule; null where there is none.</param>
    /// <param name="today">Today in Copenhagen.</param>
    /// <param name="most">At least 1.</param>
    public static IReadOnlyList<ReportPeriod> Missing(ReportCadence cadence, DateOnly? lastTo, DateOnly today, int most)
    {
        var found = new List<ReportPeriod>();
        for (var day = Around(today, cadence).From.AddDays(-1); found.Count < most; day = found[^1].From.AddDays(-1))
        {
            var period = Around(day, cadence);
            if (period.To <= lastTo || (lastTo is null && found.Count > 0)) break;
            found.Add(period);
        }

        found.Reverse();
        return found;
    }
}
