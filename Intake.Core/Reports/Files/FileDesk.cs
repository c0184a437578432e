using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Reports.Files;

/// <summary>Opens a file of a report for a person who may read its compartment.</summary>
public sealed class FileDesk(IntakeDb db, ReportAccess access, EntryLog log, AttachmentStore files)
{
    /// <summary>Finds a file by its id in a compartment. Null when it isn't there for this principal: the page answers 404.</summary>
    public async Task<FoundFile?> FindAsync(
        Guid reportId, UnlockedPrincipal self, CompartmentKind kind, Guid? referralId, Guid attachmentId,
        CancellationToken cancel)
    {
        using var report = await access.OpenAsync(reportId, self, cancel);
        if (report is null) return null;
        try
        {
            await access.OpenDialogueAsync(report, cancel);
            return await FindAsync(report, kind, referralId, attachmentId, cancel);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>The same in a report whose Dialogue is open already. The file found outlasts the report.</summary>
    internal async Task<FoundFile?> FindAsync(
        OpenReport report, CompartmentKind kind, Guid? referralId, Guid attachmentId, CancellationToken cancel)
    {
        try
        {
            var compartment = report.Open(kind, referralId);
            var entries = await log.ReadAsync(report, compartment, cancel);
            var content = entries.Where(e => e.Kind == EntryKind.Attachment).Select(e => e.As<AttachmentContent>())
                .FirstOrDefault(f => f?.AttachmentId == attachmentId);
            var row = await db.Attachments.AsNoTracking()
                .SingleOrDefaultAsync(a => a.Id == attachmentId && a.ReportId == report.Row.Id, cancel);
            // A download takes as long as its receiver does; the opened texts need not wait for it.
            log.Forget();
            return content is null || row is null ? null
                : new FoundFile(content, FileKeys.Derive(report.Vault, compartment, row.Epoch, row.Id, row.Salt), files);
        }
        catch (SealedException)
        {
            return null;
        }
    }
}

/// <summary>A file found and its key in hand.</summary>
public sealed class FoundFile : IDisposable
{
    private readonly SecretBytes key;
    private readonly AttachmentStore files;

    internal FoundFile(AttachmentContent content, SecretBytes key, AttachmentStore files)
    {
        this.key = key;
        this.files = files;
        Content = content;
    }

    public AttachmentContent Content { get; }

    /// <summary>Streams the file in clear. A sender of it breaks the connection off when this throws at the end.</summary>
    /// <exception cref="SealedException">The stored file was altered.</exception>
    public Task CopyToAsync(Stream destination, CancellationToken cancel) => files.OpenAsync(Content, key, destination, cancel);

    public void Dispose() => key.Dispose();
}
