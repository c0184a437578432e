namespace Intake.Core.Deadlines;

/// <summary>
/// The lengths that a scheme's deadlines are counted with. The two legal ones can only be made stricter than
/// <see cref="LegalAcknowledgementDays"/> and <see cref="LegalFeedbackMonths"/>; the scheme file's reader sees to it.
/// </summary>
public sealed record DeadlineSettings
{
    /// <summary>
    /// The law's longest time to acknowledge, in calendar days (Whistleblower Act (lov om beskyttelse af
    /// whistleblowere) § 12(2)(1); Directive (EU) 2019/1937, art. 9(1)(b)).
    /// </summary>
    public const int LegalAcknowledgementDays = 7;

    /// <summary>
    /// The law's longest time to feedback, in calendar months (Whistleblower
    /// Act § 12(2)(3); Directive (EU) 2019/1937, art. 9(1)(f)).
    /// </summary>
    public const int LegalFeedbackMonths = 3;

    /// <summary>Calendar days from receipt to acknowledgement, 1 to 7.</summary>
    public int AcknowledgementDays { get; init; } = LegalAcknowledgementDays;

    /// <summary>Calendar months from acknowledgement to feedback, 1 to 3.</summary>
    public int FeedbackMonths { get; init; } = LegalFeedbackMonths;

    /// <summary>Working days from receipt to the decision on scope.</summary>
    public int ScreeningWorkingDays { get; init; } = 5;

    /// <summary>Working days from the decision that a report is inside the purpose until some unit has accepted it.</summary>
    public int RoutingWorkingDays { get; init; } = 5;

    /// <summary>Working days from referral to the unit's acceptance.</summary>
    public int AcceptanceWorkingDays { get; init; } = 3;

    /// <summary>Calendar days from acceptance to the handling statement of a grave case.</summary>
    public int GraveStatementDays { get; init; } = 30;

    /// <summary>Calendar days from acceptance to the handling statement of a serious case.</summary>
    public int SeriousStatementDays { get; init; } = 60;

    /// <summary>Calendar days from acceptance to the handling statement of an ordinary case.</summary>
    public int OrdinaryStatementDays { get; init; } = 90;

    /// <summary>The most days that a scheme may keep a draft.</summary>
    public const int LongestDraftDays = 30;

    /// <summary>Calendar days that a reporter's saved draft is kept; 0 where the scheme keeps none.</summary>
    public int DraftDays { get; init; }

    /// <summary>Calendar months from closing to the check-in against retaliation.</summary>
    public int CheckInMonths { get; init; } = 3;

    /// <summary>Calendar days from closing to destruction, for each outcome.</summary>
    public IReadOnlyDictionary<Outcome, int> RetentionDays { get; init; } = new Dictionary<Outcome, int>
    {
        [Outcome.OutOfScope] = 60,
        [Outcome.NoGround] = 120,
        [Outcome.Acted] = 730,
        [Outcome.ReportedToPolice] = 1825,
    };

    /// <summary>Who hears of a deadline before and after it, step by step.</summary>
    public EscalationLadder Ladder { get; init; } = EscalationLadder.Usual;

    /// <summary>The hours of the day, in Copenhagen, at which mails go out; ascending, never empty.</summary>
    public IReadOnlyList<TimeOnly> MailHours { get; init; } = [new(7, 30), new(13, 0)];

    /// <summary>Calendar days from acceptance to the handling statement for a case of this severity.</summary>
    public int StatementDays(Severity severity) => severity switch
    {
        Severity.Grave => GraveStatementDays,
        Severity.Serious => SeriousStatementDays,
        Severity.Ordinary => OrdinaryStatementDays,
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };
}
