using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// A compartment's content key of one epoch, sealed by HPKE to one certified holder. Deleted when access ends, never changed.
/// </summary>
public sealed class Grant
{
    public required Guid Id { get; init; }
    public required Guid CompartmentId { get; init; }
    public required int Epoch { get; init; }

    /// <summary>The holder's pseudonym within this report, 32 bytes, keyed with the file secret.</summary>
    public required byte[] Holder { get; init; }

    public required GrantPurpose Purpose { get; init; }

    /// <summary>HPKE's encapsulated key, 65 bytes.</summary>
    public required byte[] Enc { get; init; }

    public required byte[] Sealed { get; init; }
    public required DateOnly MadeOn { get; init; }
}
