namespace Intake.Core.Staff.Accounts;

/// <summary>From invitation to leaving. Only <see cref="Active"/> members hold certified keys and receive grants.</summary>
public enum StaffState
{
    Invited = 1,
    AwaitingCertificate,
    Active,
    Left,
}
