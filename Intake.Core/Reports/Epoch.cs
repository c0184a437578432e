namespace Intake.Core.Reports;

/// <summary>
/// One content key's life in a compartment. Closed after a recusal, an off-boarding or a revocation: the next writer
/// makes the next epoch before sealing anything.
/// </summary>
public sealed class Epoch
{
    public required Guid CompartmentId { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Commitment to the content key, 32 bytes.</summary>
    public required byte[] Commitment { get; init; }

    /// <summary>The key of the epoch before, sealed under this one's. Null in the first.</summary>
    public byte[]? Previous { get; init; }

    public bool Closed { get; set; }
    public required DateOnly MadeOn { get; init; }
}
