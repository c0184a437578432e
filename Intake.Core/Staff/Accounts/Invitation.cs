namespace Intake.Core.Staff.Accounts;

/// <summary>A one-time link to enrol. Only the SHA-256 of its token is kept.</summary>
public sealed class Invitation
{
    public required Guid Id { get; init; }
    public required Guid StaffId { get; init; }
    public required byte[] TokenHash { get; init; }
    public required DateOnly ExpiresOn { get; init; }
    public DateOnly? UsedOn { get; set; }
}
