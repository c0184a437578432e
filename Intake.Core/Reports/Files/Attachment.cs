namespace Intake.Core.Reports.Files;

/// <summary>
/// A file's sealed stream. It hangs on a staging row until the reporter confirms, then on the report: exactly one of
/// the two. Name and type are in a sealed entry. The compartment is bound from the start, before its row exists.
/// </summary>
public sealed class Attachment
{
    /// <summary>More bytes than any file may have.</summary>
    public const long LargestSize = 1024L * 1024 * 1024;

    public required Guid Id { get; init; }
    public Guid? ReportId { get; set; }
    public Guid? StagingId { get; set; }
    public required Guid CompartmentId { get; init; }
    public required int Epoch { get; init; }

    /// <summary>Fresh salt of the stream key, 32 bytes.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>Padded size in bytes: all that a database thief learns of it.</summary>
    public required long SizeClass { get; init; }

    public required DateOnly MadeOn { get; init; }
}
