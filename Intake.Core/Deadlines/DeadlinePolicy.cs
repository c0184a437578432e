namespace Intake.Core.Deadlines;

/// <summary>
/// Computes every deadline of a case from dates and the scheme's settings. Pure. No due date is moved for weekends or
/// holidays (see <see cref="Deadline.ActBy"/>); only deadlines counted in working days know the calendar.
/// </summary>
public static class DeadlinePolicy
{
    /// <summary>Hours from the incident to the police report. Source: Victims Compensation Act (offererstatningsloven).</summary>
    public const int PoliceReportHours = 72;

    /// <summary>
    /// Receipt plus at most 7 days. Source: Whistleblower Act (lov om beskyttelse af whistleblowere) § 12(2)(1);
    /// Directive (EU) 2019/1937, art. 9(1)(b).
    /// </summary>
    public static Deadline Acknowledgement(DateOnly received, DeadlineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Count(DeadlineKind.Acknowledgement, received, settings.AcknowledgementDays);
    }

    /// <summary>Receipt plus the scheme's working days for the decision on scope and routing.</summary>
    public static Deadline Screening(DateOnly received, DeadlineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Count(DeadlineKind.Screening, received, settings.ScreeningWorkingDays);
    }

    /// <summary>The decision that a report is inside the purpose plus the scheme's working days, until some unit has accepted it.</summary>
    public static Deadline Routing(DateOnly screened, DeadlineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Count(DeadlineKind.Routing, screened, settings.RoutingWorkingDays);
    }

    /// <summary>Referral plus the scheme's working days for the unit to take it on.</summary>
    public static Deadline Acceptance(DateOnly referred, DeadlineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Count(DeadlineKind.Acceptance, referred, settings.AcceptanceWorkingDays);
    }

    /// <summary>The day the last handler of a referral left plus the same working days: others take it on, the unit above first.</summary>
    public static Deadline AcceptanceAgain(DateOnly left, DeadlineSettings settings) =>
        Acceptance(left, settings) with { Origin = DeadlineOrigin.Left };

    /// <summary>
    /// The earlier of the acknowledgement and receipt + 7 days, plus at most 3 calendar months, clamped to the month's
    /// end. Opening the case never restarts it, and internal schemes have no six months. Source: Whistleblower Act
    /// § 12(2)(3); Directive (EU) 2019/1937, art. 9(1)(f).
    /// </summary>
    /// <param name="received">The day of receipt.</param>
    /// <param name="acknowledged">The day of acknowledgement, or <see langword="null"/> when none has gone out.</param>
    /// <param name="settings">The scheme's clocks.</param>
    /// <exception cref="ArgumentOutOfRangeException">The acknowledgement is dated before the receipt.</exception>
    public static Deadline Feedback(DateOnly received, DateOnly? acknowledged, DeadlineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (acknowledged is { } early)
            ArgumentOutOfRangeException.ThrowIfLessThan(early, received, nameof(acknowledged));
        var last = received.AddDays(DeadlineSettings.LegalAcknowledgementDays);
        return acknowledged is { } day && day <= last
            ? Count(DeadlineKind.Feedback, day, settings.FeedbackMonths)
            : Count(DeadlineKind.Feedback, last, settings.FeedbackMonths) with { Origin = DeadlineOrigin.AcknowledgementDue };
    }

    /// <summary>Acceptance plus the scheme's days for a case of this severity.</summary>
    public static Deadline Statement(DateOnly accepted, Severity severity, DeadlineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Count(DeadlineKind.Statement, accepted, settings.StatementDays(severity));
    }

    /// <summary>
    /// The incident plus 72 hours, for victim compensation: hours as a stopwatch counts them, so that a change of summer time
    /// moves the hour at which they run out. Only dates are stored: the due date is the day in Copenhagen on which they do.
    /// Source: Victims Compensation Act (offererstatningsloven).
    /// </summary>
    /// <param name="incident">The day in Copenhagen.</param>
    /// <param name="hour">The hour there; the beginning of the day, which is never too late, where nobody knows it.</param>
    public static Deadline PoliceReport(DateOnly incident, TimeOnly hour = default)
    {
        var over = DateOnly.FromDateTime(PoliceReportEnds(incident, hour));
        var (origin, measure) = Arithmetic(DeadlineKind.PoliceReport);
        return new(DeadlineKind.PoliceReport, origin, incident, PoliceReportHours, measure, over);
    }

    /// <summary>When those hours run out, in Copenhagen.</summary>
    public static DateTime PoliceReportEnds(DateOnly incident, TimeOnly hour) =>
        CopenhagenClock.At(CopenhagenClock.Instant(incident, hour).AddHours(PoliceReportHours));

    /// <summary>Closing plus the scheme's months, to ask whether anyone has suffered for speaking up. Source: ISO 37002, 8.4.3.</summary>
    public static Deadline CheckIn(DateOnly closed, DeadlineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Count(DeadlineKind.CheckIn, closed, settings.CheckInMonths);
    }

    /// <summary>
    /// Closing plus the scheme's days for this outcome; a legal hold is the caller's. Source: GDPR, art. 5(1)(e);
    /// Directive (EU) 2019/1937, art. 18.
    /// </summary>
    public static Deadline Retention(DateOnly closed, Outcome outcome, DeadlineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Count(DeadlineKind.Retention, closed, settings.RetentionDays[outcome]);
    }

    /// <summary>
    /// What begins with closing: how long the case is kept, and the check-in, unless the case is deleted before that is due.
    /// </summary>
    public static IReadOnlyList<Deadline> AfterClosing(DateOnly closed, Outcome outcome, DeadlineSettings settings)
    {
        var (checkIn, retention) = (CheckIn(closed, settings), Retention(closed, outcome, settings));
        return checkIn.Due <= retention.Due ? [checkIn, retention] : [retention];
    }

    /// <summary>A date that a person chose: an agreed talk, or an open window for people to come forward.</summary>
    /// <param name="kind"><see cref="DeadlineKind.AgreedTalk"/> or <see cref="DeadlineKind.OpenWindow"/>.</param>
    /// <param name="setOn">The day it was set.</param>
    /// <param name="due">The day chosen, not before <paramref name="setOn"/>.</param>
    public static Deadline ByHand(DeadlineKind kind, DateOnly setOn, DateOnly due)
    {
        if (kind is not (DeadlineKind.AgreedTalk or DeadlineKind.OpenWindow))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only agreed dates are set by hand.");
        ArgumentOutOfRangeException.ThrowIfLessThan(due, setOn);
        return new(kind, DeadlineOrigin.SetByHand, setOn, 0, DeadlineMeasure.None, due);
    }

    /// <summary>A date that an administrator set for a unit when the report was referred.</summary>
    /// <param name="kind">
    /// <see cref="DeadlineKind.Acceptance"/> or <see cref="DeadlineKind.Statement"/>: what the law sets is never moved.
    /// </param>
    /// <param name="start">The day from which it runs.</param>
    /// <param name="due">The day chosen, not before <paramref name="start"/>.</param>
    public static Deadline SetAtReferral(DeadlineKind kind, DateOnly start, DateOnly due)
    {
        if (kind is not (DeadlineKind.Acceptance or DeadlineKind.Statement))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only a unit's own dates are set at referral.");
        ArgumentOutOfRangeException.ThrowIfLessThan(due, start);
        return new(kind, DeadlineOrigin.SetAtReferral, start, 0, DeadlineMeasure.None, due);
    }

    /// <summary>What each kind is counted from, and in what.</summary>
    internal static (DeadlineOrigin Origin, DeadlineMeasure Measure) Arithmetic(DeadlineKind kind) => kind switch
    {
        DeadlineKind.Acknowledgement => (DeadlineOrigin.Received, DeadlineMeasure.Days),
        DeadlineKind.Screening => (DeadlineOrigin.Received, DeadlineMeasure.WorkingDays),
        DeadlineKind.Routing => (DeadlineOrigin.Screened, DeadlineMeasure.WorkingDays),
        DeadlineKind.Acceptance => (DeadlineOrigin.Referred, DeadlineMeasure.WorkingDays),
        DeadlineKind.Feedback => (DeadlineOrigin.Acknowledged, DeadlineMeasure.Months),
        DeadlineKind.Statement => (DeadlineOrigin.Accepted, DeadlineMeasure.Days),
        DeadlineKind.AgreedTalk or DeadlineKind.OpenWindow => (DeadlineOrigin.SetByHand, DeadlineMeasure.None),
        DeadlineKind.PoliceReport => (DeadlineOrigin.Incident, DeadlineMeasure.Hours),
        DeadlineKind.CheckIn => (DeadlineOrigin.Closed, DeadlineMeasure.Months),
        DeadlineKind.Retention => (DeadlineOrigin.Closed, DeadlineMeasure.Days),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Deadline Count(DeadlineKind kind, DateOnly start, int amount)
    {
        var (origin, measure) = Arithmetic(kind);
        var due = measure switch
        {
            DeadlineMeasure.Days => start.AddDays(amount),
            DeadlineMeasure.WorkingDays => DanishCalendar.AddWorkingDays(start, amount),
            // AddMonths clamps to the last day of a shorter month, as the law's months do.
            DeadlineMeasure.Months => start.AddMonths(amount),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return new Deadline(kind, origin, start, amount, measure, due);
    }
}
