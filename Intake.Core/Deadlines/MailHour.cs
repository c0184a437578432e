namespace Intake.Core.Deadlines;

/// <summary>Which mail hour is next. Pure but for the provider it is given; the hours are a scheme's, ascending and at least one.</summary>
public static class MailHour
{
    /// <summary>The first mail hour of the next working day whose first mail hour is strictly after now.</summary>
    public static DateTimeOffset NextWorkingMorning(TimeProvider time, IReadOnlyList<TimeOnly> mailHours) =>
        NextMorning(time, mailHours, DanishCalendar.IsWorkingDay);

    /// <summary>The same of the first working day of a week; a week without any is passed over.</summary>
    public static DateTimeOffset NextWeekBegins(TimeProvider time, IReadOnlyList<TimeOnly> mailHours) =>
        NextMorning(time, mailHours, day =>
            DanishCalendar.IsWorkingDay(day) && DanishCalendar.WorkingDaysBetween(LastSunday(day), day) == 1);

    /// <summary>The first mail hour after the last day of a leave.</summary>
    public static DateTimeOffset AfterLeave(DateOnly lastDay, IReadOnlyList<TimeOnly> mailHours) =>
        CopenhagenClock.Instant(lastDay.AddDays(1), mailHours.Min());

    private static DateOnly LastSunday(DateOnly day) => day.AddDays(day.DayOfWeek is DayOfWeek.Sunday ? -7 : -(int)day.DayOfWeek);

    private static DateTimeOffset NextMorning(TimeProvider time, IReadOnlyList<TimeOnly> mailHours, Func<DateOnly, bool> counts)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(mailHours);
        var first = mailHours.Min();
        for (var day = CopenhagenClock.Today(time); ; day = day.AddDays(1))
        {
            if (counts(day) && CopenhagenClock.Instant(day, first) is var at && at > time.GetUtcNow()) return at;
        }
    }
}
