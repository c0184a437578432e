using Intake.Core.Reports.Contents;

namespace Intake.Core.Mailboxes;

/// <summary>Files on their way into a mailbox; they become part of it with the answer they belong to, and are swept without one.</summary>
public sealed class MailboxUpload(Guid stagingId, Guid compartmentId, int epoch)
{
    public Guid StagingId { get; } = stagingId;
    public Guid CompartmentId { get; } = compartmentId;

    /// <summary>The epoch that the next file is sealed under: looked at again before each, since somebody may have been shut out.</summary>
    public int Epoch { get; internal set; } = epoch;

    /// <summary>Cleaned copies, files that can't be cleaned, and originals kept beside their copies.</summary>
    public IReadOnlyList<AttachmentContent> Files { get; internal set; } = [];
}

/// <summary>An upload as it is sealed between two pages.</summary>
public sealed record StagedUpload(Guid CompartmentId, int Epoch, IReadOnlyList<AttachmentContent> Files);
