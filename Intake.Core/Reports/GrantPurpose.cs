namespace Intake.Core.Reports;

/// <summary>Why a grant was made; bound into its sealing.</summary>
public enum GrantPurpose
{
    Receipt = 1,
    Administration,
    Referral,
    Rekey,
    HandOver,
}
