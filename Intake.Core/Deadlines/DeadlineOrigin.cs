namespace Intake.Core.Deadlines;

/// <summary>The event that a deadline is counted from.</summary>
public enum DeadlineOrigin
{
    /// <summary>The report was received.</summary>
    Received,

    /// <summary>The receipt of the report was acknowledged.</summary>
    Acknowledged,

    /// <summary>No acknowledgement went out in time: the last day for it counts instead.</summary>
    AcknowledgementDue,

    /// <summary>The report was referred to a unit.</summary>
    Referred,

    /// <summary>The unit accepted the referral.</summary>
    Accepted,

    /// <summary>What the report is about took place.</summary>
    Incident,

    /// <summary>The case was closed.</summary>
    Closed,

    /// <summary>A person chose the date.</summary>
    SetByHand,

    /// <summary>The report was found inside the scheme's purpose.</summary>
    Screened,

    /// <summary>The last handler of the referral left.</summary>
    Left,

    /// <summary>An administrator set the date when the report was referred.</summary>
    SetAtReferral,
}
