namespace Intake.Core.Staff.Accounts;

/// <summary>What a staff member may do; one person can hold several. At least one is set (1 to 15).</summary>
[Flags]
public enum StaffRoles
{
    Administrator = 1,
    CaseHandler = 2,
    Operator = 4,
    StatisticsReader = 8,
}
