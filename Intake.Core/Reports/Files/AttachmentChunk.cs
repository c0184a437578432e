namespace Intake.Core.Reports.Files;

/// <summary>A row of an attachment's sealed stream, written by binary COPY and read in order of its number.</summary>
public sealed class AttachmentChunk
{
    public required Guid AttachmentId { get; init; }
    public required int Number { get; init; }
    public required byte[] Bytes { get; init; }
}
