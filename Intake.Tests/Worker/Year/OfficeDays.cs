namespace Intake.Tests.Worker.Year;

/// <summary>The days on which offices are closed, written down from printed calendars of the two years, not computed.</summary>
internal static class OfficeDays
{
    private static readonly HashSet<DateOnly> Holidays =
    [
        // New Year, Easter, Ascension, Whitsun, Constitution Day, Christmas and New Year's Eve.
        new(2026, 1, 1), new(2026, 4, 2), new(2026, 4, 3), new(2026, 4, 5), new(2026, 4, 6), new(2026, 5, 14), new(2026, 5, 24),
        new(2026, 5, 25), new(2026, 6, 5), new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26), new(2026, 12, 31),
        new(2027, 1, 1), new(2027, 3, 25), new(2027, 3, 26), new(2027, 3, 28), new(2027, 3, 29), new(2027, 5, 6), new(2027, 5, 16),
        new(2027, 5, 17), new(2027, 6, 5), new(2027, 12, 24), new(2027, 12, 25), new(2027, 12, 26), new(2027, 12, 31),
    ];

    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    public static bool IsOpen(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>So many office days after a day.</summary>
    public static DateOnly After(DateOnly day, int count)
    {
        for (; count > 0; count--)
        {
            do day = day.AddDays(1); while (!IsOpen(day));
        }

        return day;
    }

    public static DateOnly OnOrBefore(DateOnly day)
    {
        while (!IsOpen(day)) day = day.AddDays(-1);
        return day;
    }

    /// <summary>The first office day of its week, Monday first.</summary>
    public static bool BeginsWeek(DateOnly day)
    {
        if (!IsOpen(day)) return false;
        for (var before = day.AddDays(-1); before.DayOfWeek != DayOfWeek.Sunday; before = before.AddDays(-1))
            if (IsOpen(before)) return false;
        return true;
    }

    public static DateTimeOffset At(DateOnly day, int hour, int minute)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute));
        return new DateTimeOffset(local, Copenhagen.GetUtcOffset(local)).ToUniversalTime();
    }
}
