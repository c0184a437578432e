namespace Intake.Core.Accountability;

/// <summary>A day's signed Merkle root over audit rows, certificates, revocations and entry heads, chained to the day before.</summary>
public sealed class DailyRoot
{
    public required DateOnly Day { get; init; }
    public required byte[] Root { get; init; }

    /// <summary>The root before it; 32 zero bytes in the first.</summary>
    public required byte[] Previous { get; init; }

    public required int LeafCount { get; init; }

    /// <summary>ECDSA P-256, 64 bytes.</summary>
    public required byte[] Signature { get; init; }
}
