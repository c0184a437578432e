namespace Intake.Core.Accountability;

/// <summary>An entry that a removal retired, by its hash (32 bytes): its leaf in the daily roots can be worked out from that.</summary>
public sealed class RemovalLeaf
{
    public required Guid RemovalId { get; init; }
    public required byte[] EntryHash { get; init; }
}
