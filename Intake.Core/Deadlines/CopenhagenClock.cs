namespace Intake.Core.Deadlines;

/// <summary>
/// Turns the clock into what the product uses: dates and mail hours
/// in Europe/Copenhagen. Pure but for the provider it is given.
/// </summary>
public static class CopenhagenClock
{
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>The date in Copenhagen now.</summary>
    public static DateOnly Today(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return DayOf(time.GetUtcNow());
    }

    /// <summary>The date that Copenhagen's calendars show at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(At(instant));

    /// <summary>What Copenhagen's clocks show at an instant.</summary>
    public static DateTime At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Copenhagen).DateTime;

    /// <summary>
    /// The first mail hour strictly after now. An hour that the spring change leaves out is moved on by the hour that is
    /// missing; an hour that the autumn change repeats is meant the first time.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="mailHours">Hours of the day in Copenhagen, in any order, at least one.</param>
    /// <exception cref="ArgumentException">There are no mail hours.</exception>
    public static DateTimeOffset NextMailHour(TimeProvider time, IReadOnlyList<TimeOnly> mailHours)
    {
        ArgumentNullException.ThrowIfNull(mailHours);
        if (mailHours.Count == 0)
            throw new ArgumentException("At least one mail hour is needed.", nameof(mailHours));
        var today = Today(time);
        var now = time.GetUtcNow();
        return Enumerable.Range(0, 3)
            .SelectMany(days => mailHours.Select(hour => Instant(today.AddDays(days), hour)))
            .Where(instant => instant > now)
            .Min();
    }

    /// <summary>The instant at which Copenhagen's clocks show this hour on this date.</summary>
    public static DateTimeOffset Instant(DateOnly date, TimeOnly hour)
    {
        var local = date.ToDateTime(hour);
        if (Copenhagen.IsInvalidTime(local))
            local = local.AddHours(1);
        var offset = Copenhagen.IsAmbiguousTime(local)
            ? Copenhagen.GetAmbiguousTimeOffsets(local).Max()
            : Copenhagen.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
