namespace Intake.Core.Accountability.Figures;

/// <summary>What an accountability report counts. The names stand in kept reports and in addresses, and never change.</summary>
public enum Figure
{
    /// <summary>A report came.</summary>
    Received = 1,

    /// <summary>Screening found it inside the purpose.</summary>
    ScreenedIn,

    /// <summary>Screening found it outside the purpose.</summary>
    ScreenedOut,

    /// <summary>A case was referred to a unit.</summary>
    Referred,

    /// <summary>A unit accepted a referral.</summary>
    Accepted,

    /// <summary>A case is open at the end of the period.</summary>
    Open,

    /// <summary>It waits for an administrator to open it.</summary>
    AwaitsOpening,

    /// <summary>It waits to be screened.</summary>
    AwaitsScreening,

    /// <summary>It waits to be referred, also because all handlers of a referral have left it.</summary>
    AwaitsReferral,

    /// <summary>A referral waits to be accepted.</summary>
    AwaitsAcceptance,

    /// <summary>A unit is at its first step: become aware.</summary>
    Aware,

    /// <summary>A unit is at its second step: involve.</summary>
    Involve,

    /// <summary>A unit is at its third step: investigate.</summary>
    Investigate,

    /// <summary>A unit is at its fourth step: act.</summary>
    Act,

    /// <summary>A handling statement waits for the administrator.</summary>
    AwaitsReview,

    /// <summary>A handling statement was returned and waits for the unit.</summary>
    AwaitsStatement,

    /// <summary>All statements are accepted, and the case waits to be closed.</summary>
    AwaitsClosing,

    /// <summary>A deadline has passed and is not met; its days are those since.</summary>
    Overdue,

    /// <summary>A statement was due.</summary>
    StatementDue,

    /// <summary>A statement was sent.</summary>
    StatementSent,

    /// <summary>A statement was returned.</summary>
    StatementReturned,

    /// <summary>A statement was accepted.</summary>
    StatementAccepted,

    /// <summary>Somebody stepped back from a case.</summary>
    Recused,

    /// <summary>Staff asked the reporter.</summary>
    Asked,

    /// <summary>The reporter answered what was asked.</summary>
    Answered,

    /// <summary>The central office was oriented.</summary>
    Oriented,

    /// <summary>Days from receipt until it was opened.</summary>
    DaysToOpening,

    /// <summary>Days from receipt to screening.</summary>
    DaysToScreening,

    /// <summary>Days from screening to the first referral.</summary>
    DaysToReferral,

    /// <summary>Days from a referral until it was accepted.</summary>
    DaysToAcceptance,

    /// <summary>Days from acceptance to the first statement.</summary>
    DaysToStatement,

    /// <summary>Days from a statement until it was accepted.</summary>
    DaysToReview,

    /// <summary>Days from receipt to the first feedback.</summary>
    DaysToFeedback,

    /// <summary>Days from receipt until the case was closed.</summary>
    DaysToClosing,
}
