namespace Intake.Core.Deadlines;

/// <summary>
/// A legal or agreed date together with the arithmetic that made it, so that it can be stored in open columns and still
/// explain itself. Made by <see cref="DeadlinePolicy"/>.
/// </summary>
/// <param name="Kind">What is due.</param>
/// <param name="Origin">The event counted from.</param>
/// <param name="Start">The event's date in Copenhagen.</param>
/// <param name="Amount">How many of <paramref name="Measure"/>; 0 for a date set by hand.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="Due">The last day, included.</param>
public sealed record Deadline(
    DeadlineKind Kind,
    DeadlineOrigin Origin,
    DateOnly Start,
    int Amount,
    DeadlineMeasure Measure,
    DateOnly Due)
{
    /// <summary>Whether it is the administrators', also while a unit has the case: a talk that one of them agreed.</summary>
    public bool OfAdministrators { get; init; }

    /// <summary>The deadline of two stored dates: the amount is worked out from them.</summary>
    /// <param name="kind">What is due.</param>
    /// <param name="start">The day it was counted from.</param>
    /// <param name="due">The last day, included; not before <paramref name="start"/>.</param>
    /// <param name="received">
    /// The day of receipt: a feedback deadline that starts 7 days later
    /// counts from the last day to acknowledge. Others don't need it.
    /// </param>
    /// <param name="happened">
    /// The day on which what it is counted from is known to have happened: for feedback the acknowledgement, which may have
    /// come on that seventh day; for acceptance the referral, whose last handler has left where it starts later.
    /// </param>
    public static Deadline Of(DeadlineKind kind, DateOnly start, DateOnly due, DateOnly? received = null, DateOnly? happened = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(due, start);
        var (origin, measure) = DeadlinePolicy.Arithmetic(kind);
        if (kind is DeadlineKind.Feedback && received is { } day && start == day.AddDays(DeadlineSettings.LegalAcknowledgementDays)
            && start != happened)
        {
            origin = DeadlineOrigin.AcknowledgementDue;
        }

        if (kind is DeadlineKind.Acceptance && happened is { } referred && start > referred) origin = DeadlineOrigin.Left;
        var amount = measure switch
        {
            DeadlineMeasure.Days => due.DayNumber - start.DayNumber,
            DeadlineMeasure.WorkingDays => DanishCalendar.WorkingDaysBetween(start, due),
            DeadlineMeasure.Months => (due.Year - start.Year) * 12 + due.Month - start.Month,
            DeadlineMeasure.Hours => DeadlinePolicy.PoliceReportHours,
            _ => 0,
        };
        return new Deadline(kind, origin, start, amount, measure, due);
    }

    /// <summary>
    /// The last working day on or before <see cref="Due"/>: when staff should act. The due date itself is never moved to
    /// the next working day: Whistleblower Act (lov om beskyttelse af whistleblowere) § 12 holds no rule that extends its
    /// periods, and keeping the earlier day is right also for those who read general rules on periods into it. An agreed talk is
    /// held on its day, and the worker deletes on any day: there it is the due date itself.
    /// </summary>
    public DateOnly ActBy => Kind is DeadlineKind.AgreedTalk or DeadlineKind.Retention ? Due : DanishCalendar.WorkingDayOnOrBefore(Due);

    /// <summary>Whether the last day has passed.</summary>
    public bool IsOverdue(DateOnly today) => today > Due;

    /// <summary>The arithmetic in words, as "modtaget 3. marts 2026 + 7 dage = 10. marts 2026".</summary>
    /// <param name="language">"da" or "en".</param>
    public string Explain(string language) => DeadlineWords.Of(language).Explain(this);

    /// <summary>
    /// Why staff should act before the due date, as "5. april 2026 er påskedag, og 1. april 2026 er den sidste arbejdsdag før":
    /// null where that is the due date.
    /// </summary>
    /// <param name="language">"da" or "en".</param>
    public string? ExplainActBy(string language) => ActBy == Due ? null : DeadlineWords.Of(language).ActBy(this);
}
