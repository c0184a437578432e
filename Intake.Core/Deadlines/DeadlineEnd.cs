namespace Intake.Core.Deadlines;

/// <summary>Why a deadline is over that nobody met: its cause went.</summary>
public enum DeadlineEnd
{
    /// <summary>All handlers of its referral left.</summary>
    Abandoned = 1,

    /// <summary>The report was referred again: another unit's deadline runs instead.</summary>
    ReferredAgain,

    /// <summary>The case was closed.</summary>
    Closed,

    /// <summary>The report was found outside the scheme's purpose.</summary>
    OutOfScope,

    /// <summary>The reporter took the report back.</summary>
    Withdrawn,

    /// <summary>The unit declined the referral.</summary>
    Declined,

    /// <summary>An administrator took the referral back.</summary>
    TakenBack,

    /// <summary>The closed case was opened again: it is asked how it has gone when it is closed next.</summary>
    Reopened,
}
