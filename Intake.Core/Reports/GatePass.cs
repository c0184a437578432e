namespace Intake.Core.Reports;

/// <summary>
/// A member of staff answered a report's conflict question with "none". Named by the pseudonym that their grants carry,
/// so that the row shows a thief no more than the grants do. Goes with the report, and with the person's grants.
/// </summary>
public sealed class GatePass
{
    /// <summary>The holder's pseudonym within this report, 32 bytes.</summary>
    public required byte[] Holder { get; init; }

    public required Guid ReportId { get; init; }
    public required DateOnly PassedOn { get; init; }
}
