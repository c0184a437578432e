namespace Intake.Core.Staff.Certificates;

/// <summary>A certificate's canonical body under its id, the 32-byte hash of that body. Never changed, never deleted.</summary>
public sealed class CertificateRow
{
    public required byte[] Id { get; init; }
    public required Guid SchemeId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Counts a person's certificates from 1.</summary>
    public required int Serial { get; init; }

    public required byte[] Body { get; init; }
    public required DateOnly MadeOn { get; init; }
}
