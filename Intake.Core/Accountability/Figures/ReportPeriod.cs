using Intake.Core.Schemes;

namespace Intake.Core.Accountability.Figures;

/// <summary>The days that a report is about, both included. Pure.</summary>
public sealed record ReportPeriod(DateOnly From, DateOnly To)
{
    private const int MonthsOfYear = 12, MonthsOfQuarter = 3, DaysOfWeek = 7;

    /// <summary>Of a period that still runs how long the whole is, so that it is compared with the same span of the one before.</summary>
    public (int Months, int Days)? Whole { get; init; }

    /// <summary>The week, month or quarter that runs, until today.</summary>
    public static ReportPeriod Running(DateOnly today, ReportCadence cadence) => Around(today, cadence) with
    {
        To = today,
        Whole = cadence switch
        {
            ReportCadence.Weekly => (0, DaysOfWeek),
            ReportCadence.Monthly => (1, 0),
            _ => (MonthsOfQuarter, 0),
        },
    };

    /// <summary>The calendar year until today.</summary>
    public static ReportPeriod YearTo(DateOnly today) => new(new(today.Year, 1, 1), today) { Whole = (MonthsOfYear, 0) };

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
    /// The period to compare with: for whole months as many months before, so that a month stands beside a month; for one that runs
    /// the same span of the one before, to the end of a month where it has come to one; else as many days.
    /// </summary>
    public ReportPeriod Before()
    {
        if (Whole is { } whole)
            return new(Back(From, whole), To.AddDays(1).Day == 1 ? Back(To.AddDays(1), whole).AddDays(-1) : Back(To, whole));
        var end = From.AddDays(-1);
        var isWhole = From.Day == 1 && To.AddDays(1).Day == 1;
        var months = (To.Year - From.Year) * 12 + To.Month - From.Month + 1;
        return isWhole ? new(From.AddMonths(-months), end) : new(From.AddDays(From.DayNumber - To.DayNumber - 1), end);
    }

    private static DateOnly Back(DateOnly day, (int Months, int Days) whole) => day.AddMonths(-whole.Months).AddDays(-whole.Days);

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
