using Intake.Core.Sealing;

namespace Intake.Core.Accountability;

/// <summary>A removal's row: see <see cref="RemovalSeal"/>. It stays when the report is gone.</summary>
public sealed class Removal
{
    public required Guid Id { get; init; }
    public required int Number { get; init; }
    public required DateOnly Day { get; init; }
    public required Guid ReportId { get; init; }
    public required RemovalReason Reason { get; init; }
    public DateOnly? Until { get; init; }
    public required int LeafCount { get; init; }
    public required byte[] Tree { get; init; }
    public required byte[] Previous { get; init; }

    /// <summary>64 bytes.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>32 bytes: of all that is signed.</summary>
    public required byte[] Hash { get; init; }
}
