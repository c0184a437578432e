using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Mailboxes;

/// <summary>
/// Files of an answer before it is sent: sealed and cleaned as they stream in, listed under the mailbox's own key, kept from
/// page to page, taken away when the reporter says so. FORMAT.md §15.
/// </summary>
public sealed class ReplyDesk(IntakeDb db, ReportAccess access, CleanedUploads uploads, AttachmentStore files, UploadSpace space,
    TimeProvider time)
{
    /// <summary>The upload of an earlier page; null when it is gone, or another mailbox's.</summary>
    public async Task<MailboxUpload?> ResumeAsync(UnlockedMailbox mailbox, Guid stagingId, CancellationToken cancel)
    {
        var row = await db.Stagings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == stagingId, cancel);
        if (row is null) return null;
        try
        {
            using var list = ReplySeal.Open(mailbox, stagingId, row.Sealed);
            var staged = ContentJson.Read<StagedUpload>(list.Span);
            return new MailboxUpload(stagingId, staged.CompartmentId, staged.Epoch) { Files = staged.Files };
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>Seals one file of an upload as it streams in, and its cleaned copy.</summary>
    public async Task<ReceivedFile> AddFileAsync(UnlockedMailbox mailbox, MailboxUpload upload, string name, string mediaType, Stream body,
        long limit, bool keepOriginal, CancellationToken cancel)
    {
        using var report = await access.OpenAsync(mailbox.Report.ReportId, mailbox, cancel);
        if (report is null) return ReceivedFile.Not(StoredFileFault.Gone);
        await space.RequireAsync(db, report.Row.SchemeId, cancel);
        var received = await uploads.ReceiveAsync(PlaceOf(report, upload), name, mediaType, body, limit, cancel);
        if (received.Original is { } original && !keepOriginal)
        {
            await files.TakeAwayAsync(report.Row.SchemeId, upload.StagingId, original.AttachmentId, CopenhagenClock.Today(time), cancel);
            received = received with { Original = null };
        }

        AttachmentContent?[] all = [received.File, received.Original];
        upload.Files = [.. upload.Files, .. all.OfType<AttachmentContent>()];
        return received;
    }

    /// <summary>Cleans a kept file again, as <see cref="CleanedUploads.AgainAsync"/> does.</summary>
    public async Task<ReceivedFile> CleanAgainAsync(UnlockedMailbox mailbox, MailboxUpload upload, AttachmentContent file,
        IReadOnlyList<string> strike, long limit, CancellationToken cancel)
    {
        using var report = await access.OpenAsync(mailbox.Report.ReportId, mailbox, cancel);
        var row = await db.Attachments.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == file.AttachmentId && a.StagingId == upload.StagingId, cancel);
        return report is null || row is null
            ? ReceivedFile.Not(StoredFileFault.Gone)
            : await uploads.AgainAsync(PlaceOf(report, upload), row, file, strike, limit, cancel);
    }

    /// <summary>Keeps the list for the next page, as the reporter has decided it; files that are no longer in it go.</summary>
    public async Task SaveAsync(
        UnlockedMailbox mailbox, MailboxUpload upload, IReadOnlyList<AttachmentContent> decided, CancellationToken cancel)
    {
        var kept = decided.Select(file => file.AttachmentId).ToHashSet();
        var removed = upload.Files.Where(file => !kept.Contains(file.AttachmentId)).ToList();
        upload.Files = decided;
        var list = Seal(mailbox, upload);
        await db.Stagings.Where(s => s.Id == upload.StagingId).ExecuteUpdateAsync(s => s.SetProperty(r => r.Sealed, list), cancel);
        // After the list: a stop in between leaves a file too many for the sweep, never a list that names a file which is gone.
        foreach (var gone in removed)
        {
            await files.TakeAwayAsync(mailbox.Report.SchemeId, upload.StagingId, gone.AttachmentId, CopenhagenClock.Today(time), cancel);
        }
    }

    /// <summary>New files of the upload go under its epoch; those there are opened under their own.</summary>
    private UploadTarget PlaceOf(OpenReport report, MailboxUpload upload)
    {
        var dialogue = report.Open(CompartmentKind.Dialogue);
        return new UploadTarget(
            () => AttachmentStore.New(dialogue.Context.Id, upload.Epoch, CopenhagenClock.Today(time), stagingId: upload.StagingId),
            attachment => FileKeys.Derive(report.Vault, dialogue, attachment.Epoch, attachment.Id, attachment.Salt));
    }

    internal static byte[] Seal(UnlockedMailbox mailbox, MailboxUpload upload) =>
        ReplySeal.Seal(mailbox, upload.StagingId, ContentJson.Write(new StagedUpload(upload.CompartmentId, upload.Epoch, upload.Files)));
}
