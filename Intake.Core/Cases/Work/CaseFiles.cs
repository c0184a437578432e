using System.Security.Cryptography;
using Intake.Core.Reports;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Work;

/// <summary>Files that staff add to a case and open from it. Behind the gate, as everything else.</summary>
public sealed class CaseFiles(IntakeDb db, CaseAccess cases, EntryLog log, CompartmentKeys rekeying, AttachmentStore store, FileDesk files)
{
    /// <summary>
    /// Seals a file as it streams in and adds it to the Dialogue, where the reporter finds it, or to a referral's WorkFile or
    /// StatementFile. It becomes part of the case whole or not at all. Keys that change on the way do no harm: the row carries
    /// the epoch it was sealed under, and every later holder opens that too.
    /// </summary>
    public async Task<AddedFile> AddAsync(Guid reportId, UnlockedStaff staff, CompartmentKind kind, Guid? referralId, string name,
        string mediaType, Stream body, long limit, CancellationToken cancel)
    {
        var staging = Guid.NewGuid();
        Attachment? attachment = null;
        // Of this one file: it is enough while the file streams. What changes meanwhile is looked at before it becomes part of the case.
        using var key = new SecretBytes(Suite.KeySize);
        var began = await cases.WriteAsync(reportId, staff, async open =>
        {
            if (kind == CompartmentKind.GateCard) return CaseResult.ChoiceUnknown;
            var place = open.Report.Open(kind, referralId);
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            await rekeying.PrepareAsync(open.Report, place, open.Today, cancel);
            attachment = AttachmentStore.New(place.Context.Id, place.Epoch, open.Today, stagingId: staging);
            using var derived = FileKeys.Derive(open.Report.Vault, place, place.Epoch, attachment.Id, attachment.Salt);
            derived.Span.CopyTo(key.Writable);
            db.Stagings.Add(New(staging, open));
            return CaseResult.Done;
        }, cancel);
        if (began != CaseResult.Done) return new AddedFile(began, null);

        var stored = await store.StoreAsync(attachment!, key, name, mediaType, body, limit, cancel);
        if (stored.File is not { } file) return new AddedFile(CaseResult.Done, stored.Fault);
        var added = await cases.WriteAsync(reportId, staff, async open =>
        {
            var place = open.Report.Open(kind, referralId);
            await rekeying.PrepareAsync(open.Report, place, open.Today, cancel);
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            await log.AppendAsync(open.Report, place, EntryKind.Attachment, file, open.Today, cancel);
            if (!await store.KeepAsync(staging, reportId, [file], cancel)) return CaseResult.NotNow;
            cases.Audit(open.Report, AuditAction.Noted, referralId);
            return CaseResult.Done;
        }, cancel);
        return new AddedFile(added, null);
    }

    /// <summary>
    /// Finds a file to open. Null when it isn't there for this person, the gate is not passed, or it is an original,
    /// which has its own request.
    /// </summary>
    public async Task<FoundFile?> FindAsync(Guid reportId, UnlockedStaff staff, CompartmentKind kind, Guid? referralId, Guid attachmentId,
        CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        return open is null ? null : await OpenAsync(open, kind, referralId, attachmentId, AuditAction.ReportOpened, cancel);
    }

    /// <summary>Whether an original is there for this person. Asking opens nothing of it and leaves no line in the audit.</summary>
    public async Task<bool> HasOriginalAsync(Guid reportId, UnlockedStaff staff, Guid attachmentId, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        using var found = open is null ? null : await files.FindAsync(open.Report, CompartmentKind.Dialogue, null, attachmentId, cancel);
        return found is { Content.OriginalOf: not null };
    }

    /// <summary>Opens an original, with the hidden data that its cleaned copy lacks. The audit has an action of its own for it.</summary>
    public async Task<FoundFile?> OpenOriginalAsync(Guid reportId, UnlockedStaff staff, Guid attachmentId, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        return open is null
            ? null
            : await OpenAsync(open, CompartmentKind.Dialogue, null, attachmentId, AuditAction.OriginalOpened, cancel);
    }

    /// <summary>Opens what may be opened in this way, an original or any other file, and records it in the audit.</summary>
    private async Task<FoundFile?> OpenAsync(
        OpenCase open, CompartmentKind kind, Guid? referralId, Guid attachmentId, AuditAction how, CancellationToken cancel)
    {
        var found = await files.FindAsync(open.Report, kind, referralId, attachmentId, cancel);
        if (found is null || found.Content.OriginalOf is not null != (how == AuditAction.OriginalOpened))
        {
            found?.Dispose();
            return null;
        }

        cases.Audit(open.Report, how, attachmentId);
        await db.SaveChangesAsync(cancel);
        return found;
    }

    private static Staging New(Guid id, OpenCase open) => new()
    {
        Id = id,
        SchemeId = open.Report.Row.SchemeId,
        Sealed = RandomNumberGenerator.GetBytes(Padding.SmallestText + SealedValue.Overhead),
        MadeOn = open.Today,
        ExpiresOn = open.Today.AddDays(1),
    };
}

/// <summary>What came of adding a file: with <c>Done</c> and a fault, nothing was stored, for that fault.</summary>
public sealed record AddedFile(CaseResult Answer, StoredFileFault? Fault);
