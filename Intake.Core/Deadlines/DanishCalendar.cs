namespace Intake.Core.Deadlines;

/// <summary>
/// Which days public bodies in Denmark give service, and arithmetic on them. Pure: every day is computed, none looked up.
/// Closed are Saturdays, Sundays, the public holidays of the national church (Easter by the Gregorian computus, and
/// Store Bededag up to 2023: Act 214/2023 abolished it from 2024), and three days that are no public holidays
/// in law but on which the offices of regions, municipalities and the state are closed: Constitution Day (5 June),
/// 24 and 31 December. 1 May counts as a working day: it is a full working day in law and in part of the agreements.
/// </summary>
public static class DanishCalendar
{
    private const int LastStoreBededag = 2023;

    /// <summary>Easter Sunday of a Gregorian year (Meeus, Jones and Butcher's form of the computus).</summary>
    /// <param name="year">1900 to 9998.</param>
    public static DateOnly EasterSunday(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1900);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9998);
        var golden = year % 19;
        var century = year / 100;
        var yearOfCentury = year % 100;
        var correction = (8 * century + 13) / 25;
        var epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
        var late = (golden + 11 * epact + 22 * weekday) / 451;
        var monthAndDay = epact + weekday - 7 * late + 114;
        return new DateOnly(year, monthAndDay / 31, monthAndDay % 31 + 1);
    }

    /// <summary>The day's name where offices are closed for a holiday, else <see langword="null"/>; weekends have no name.</summary>
    public static ClosedDay? Closed(DateOnly date)
    {
        ClosedDay? fixedDay = (date.Month, date.Day) switch
        {
            (1, 1) => new("nytårsdag", "New Year's Day", IsPublicHoliday: true),
            (6, 5) => new("grundlovsdag", "Constitution Day", IsPublicHoliday: false),
            (12, 24) => new("juleaftensdag", "Christmas Eve", IsPublicHoliday: false),
            (12, 25) => new("juledag", "Christmas Day", IsPublicHoliday: true),
            (12, 26) => new("2. juledag", "Boxing Day", IsPublicHoliday: true),
            (12, 31) => new("nytårsaftensdag", "New Year's Eve", IsPublicHoliday: false),
            _ => null,
        };
        return MovableDay(date) ?? fixedDay;
    }

    /// <summary>Whether offices are open: no weekend, no public holiday, none of the three closed days.</summary>
    public static bool IsWorkingDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Closed(date) is null;

    /// <summary>The day that is <paramref name="count"/> working days after <paramref name="date"/>, which is not counted itself.</summary>
    /// <param name="date">Any day; from a closed day the first working day after it is number one.</param>
    /// <param name="count">0 or more; 0 gives <paramref name="date"/> back, open or closed.</param>
    public static DateOnly AddWorkingDays(DateOnly date, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        while (count > 0)
        {
            date = date.AddDays(1);
            if (IsWorkingDay(date))
                count--;
        }

        return date;
    }

    /// <summary>
    /// The working days after <paramref name="start"/> up to and with <paramref name="end"/>; 0 when the end is not
    /// later.
    /// </summary>
    public static int WorkingDaysBetween(DateOnly start, DateOnly end)
    {
        var count = 0;
        for (var date = start; date < end;)
        {
            date = date.AddDays(1);
            if (IsWorkingDay(date))
                count++;
        }

        return count;
    }

    /// <summary>The day itself when offices are open, else the nearest working day before it.</summary>
    public static DateOnly WorkingDayOnOrBefore(DateOnly date)
    {
        while (!IsWorkingDay(date))
            date = date.AddDays(-1);
        return date;
    }

    private static ClosedDay? MovableDay(DateOnly date) => (date.DayNumber - EasterSunday(date.Year).DayNumber) switch
    {
        -3 => new("skærtorsdag", "Maundy Thursday", IsPublicHoliday: true),
        -2 => new("langfredag", "Good Friday", IsPublicHoliday: true),
        0 => new("påskedag", "Easter Sunday", IsPublicHoliday: true),
        1 => new("2. påskedag", "Easter Monday", IsPublicHoliday: true),
        26 when date.Year <= LastStoreBededag => new("store bededag", "General Prayer Day", IsPublicHoliday: true),
        39 => new("Kristi himmelfartsdag", "Ascension Day", IsPublicHoliday: true),
        49 => new("pinsedag", "Whit Sunday", IsPublicHoliday: true),
        50 => new("2. pinsedag", "Whit Monday", IsPublicHoliday: true),
        _ => null,
    };
}
