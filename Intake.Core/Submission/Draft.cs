namespace Intake.Core.Submission;

/// <summary>
/// A staging that its reporter saved: its keys, sealed to a receipt key and to nobody else. Its dates are the staging's,
/// and it goes with it. FORMAT.md §15.
/// </summary>
public sealed class Draft
{
    public required Guid StagingId { get; init; }

    /// <summary>The report it may become: whose vault secret goes with the draft.</summary>
    public required Guid ReportId { get; init; }

    /// <summary>SHA-256 of the receipt key's lookup id, 32 bytes.</summary>
    public required byte[] LookupHash { get; init; }

    /// <summary>The staging's keys under the receipt key; one length for all.</summary>
    public required byte[] Sealed { get; init; }
}
