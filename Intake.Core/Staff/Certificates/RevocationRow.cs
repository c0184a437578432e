namespace Intake.Core.Staff.Certificates;

/// <summary>A certificate's revocation: its canonical body under its 32-byte id. Never changed, never deleted.</summary>
public sealed class RevocationRow
{
    public required byte[] Id { get; init; }
    public required Guid SchemeId { get; init; }
    public required byte[] CertificateId { get; init; }
    public required byte[] Body { get; init; }
    public required DateOnly MadeOn { get; init; }
}
