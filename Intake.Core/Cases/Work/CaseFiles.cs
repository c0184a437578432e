using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Work;

/// <summary>Opens the files of a case for its staff. Behind the gate, as everything else.</summary>
public sealed class CaseFiles(IntakeDb db, CaseAccess cases, FileDesk files)
{
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
}
