namespace Intake.Core.Deadlines;

/// <summary>
/// Which step of a deadline's ladder is due. Pure: the caller keeps which steps were taken, by (deadline, number), and
/// asking again changes nothing. A step is known by what it is and not by its place. A reminder that would fall on a closed day
/// comes on the working day before it; overdue steps are not moved, so that nothing is later for a holiday.
/// </summary>
public sealed class EscalationLadder
{
    /// <summary>
    /// A week and two days before to the handler; one day after to the unit; four to the administrator; eight to the deputy.
    /// </summary>
    public static EscalationLadder Usual { get; } = new(
    [
        new(-7, EscalationLevel.Handler),
        new(-2, EscalationLevel.Handler),
        new(1, EscalationLevel.Unit),
        new(4, EscalationLevel.Administrator),
        new(8, EscalationLevel.Deputy),
    ]);

    /// <summary>A ladder of these steps.</summary>
    /// <exception cref="ArgumentException"><see cref="Fault"/> finds fault with the steps.</exception>
    public EscalationLadder(IReadOnlyList<EscalationStep> steps)
    {
        if (Fault(steps) is { } fault)
            throw new ArgumentException(fault, nameof(steps));
        Steps = steps;
    }

    /// <summary>The steps, earliest first.</summary>
    public IReadOnlyList<EscalationStep> Steps { get; }

    /// <summary>Why these steps make no ladder, or <see langword="null"/> when they do.</summary>
    public static string? Fault(IReadOnlyList<EscalationStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (!steps.Any(step => step.IsReminder))
            return "the ladder has no reminder on or before the due date";
        if (steps[^1].IsReminder || steps[^1].To < EscalationLevel.Administrator)
            return "the ladder must end after the due date with the administrator, the deputy or the executive contact";
        if (steps.Zip(steps.Skip(1)).Any(pair => pair.First.DaysFromDue >= pair.Second.DaysFromDue))
            return "the ladder's days must grow from step to step";
        if (steps.Zip(steps.Skip(1)).Any(pair => pair.First.To > pair.Second.To))
            return "the ladder may not step down again";
        return null;
    }

    /// <summary>The day a step falls on for a deadline that is due on <paramref name="due"/>.</summary>
    public static DateOnly DayOf(EscalationStep step, DateOnly due)
    {
        ArgumentNullException.ThrowIfNull(step);
        var day = due.AddDays(step.DaysFromDue);
        return step.IsReminder ? DanishCalendar.WorkingDayOnOrBefore(day) : day;
    }

    /// <summary>
    /// The steps to take today: all overdue steps reached and not yet taken, since each goes to other people; else the
    /// latest reminder reached and not yet taken. A reminder on or before the day the deadline was set is left out,
    /// since it would announce a new deadline and not one that is near.
    /// </summary>
    /// <param name="deadline">The deadline; still open.</param>
    /// <param name="today">The date in Copenhagen.</param>
    /// <param name="set">The day on which the deadline was set.</param>
    /// <param name="taken">Numbers of the steps already taken for this deadline.</param>
    public IReadOnlyList<DueStep> Due(Deadline deadline, DateOnly today, DateOnly set, IReadOnlySet<int> taken)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        ArgumentNullException.ThrowIfNull(taken);
        var reached = Steps
            .Select(step => new DueStep(step, DayOf(step, deadline.Due)))
            .Where(due => due.On <= today)
            .ToList();
        var overdue = reached.Where(due => !due.Step.IsReminder).ToList();
        if (overdue.Count > 0)
            return overdue.Where(due => !taken.Contains(due.Number)).ToList();
        return reached.TakeLast(1).Where(due => due.On > set && !taken.Contains(due.Number)).ToList();
    }
}
