namespace Intake.Core.Cases;

/// <summary>
/// A state record's row: see <see cref="Sealing.StateSeal"/>. It outlives its report and points at nothing, so that a removal
/// can be judged by what was signed.
/// </summary>
public sealed class StateRecord
{
    public required Guid ReportId { get; init; }
    public required int Number { get; init; }
    public required DateOnly MadeOn { get; init; }
    public required byte[] Sealed { get; init; }

    /// <summary>32 bytes.</summary>
    public required byte[] Hash { get; init; }
}
