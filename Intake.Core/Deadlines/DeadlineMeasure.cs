namespace Intake.Core.Deadlines;

/// <summary>What a deadline's amount counts.</summary>
public enum DeadlineMeasure
{
    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>Working days as <see cref="DanishCalendar"/> has them.</summary>
    WorkingDays,

    /// <summary>Calendar months, clamped to the end of a shorter month.</summary>
    Months,

    /// <summary>Hours; since only dates are kept, whole days of 24.</summary>
    Hours,

    /// <summary>Nothing is counted: the date was set by hand.</summary>
    None,
}
