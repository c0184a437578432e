namespace Intake.Core.Cases;

/// <summary>From offer to accepted statement. A returned statement can be sent again.</summary>
public enum ReferralState
{
    Offered = 1,
    Accepted,
    StatementSent,
    StatementReturned,
    StatementAccepted,
}
