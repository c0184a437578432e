namespace Intake.Core.Staff.Accounts;

/// <summary>A staff member works for a unit. What counts for keys is the certificate; this row serves lists and reminders.</summary>
public sealed class StaffUnit
{
    public required Guid StaffId { get; init; }
    public required Guid UnitId { get; init; }
}
