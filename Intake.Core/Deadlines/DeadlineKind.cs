namespace Intake.Core.Deadlines;

/// <summary>What a deadline is about. The sources are given at <see cref="DeadlinePolicy"/>, which computes each.</summary>
public enum DeadlineKind
{
    /// <summary>The reporter hears that the report has arrived (law).</summary>
    Acknowledgement = 1,

    /// <summary>The administrator decides whether the report is inside the scheme's purpose (scheme).</summary>
    Screening,

    /// <summary>The unit takes a referral on (scheme).</summary>
    Acceptance,

    /// <summary>The reporter hears what has been or will be done, and why (law).</summary>
    Feedback,

    /// <summary>The unit's signed handling statement reaches the administrator (scheme).</summary>
    Statement,

    /// <summary>A talk agreed with the reporter (set by hand).</summary>
    AgreedTalk,

    /// <summary>People are invited to come forward until this day (set by hand).</summary>
    OpenWindow,

    /// <summary>A police report that keeps the right to victim compensation (72 hours).</summary>
    PoliceReport,

    /// <summary>After closing: has anyone been treated worse for speaking up? (scheme)</summary>
    CheckIn,

    /// <summary>The case is destroyed (scheme).</summary>
    Retention,

    /// <summary>After screening: some unit has accepted the report (scheme).</summary>
    Routing,
}
