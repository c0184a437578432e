using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Submission;

/// <summary>
/// The report form's pages whose readers have left them by the button: a browser that goes back posts them again from its memory,
/// and is shown nothing. FORMAT.md §14.
/// </summary>
public sealed class LeftForms(IntakeDb db, VaultDb vault, StagingDesk staging, FileSecret fileSecret, TimeProvider time)
{
    /// <summary>How long it is remembered: longer than a ticket without a draft is good for.</summary>
    private const int DaysKept = 3;

    /// <summary>
    /// The reader has left the page: what was staged for it goes at once. A saved draft stays, and so does a report.
    /// </summary>
    /// <param name="scheme">The form's scheme.</param>
    /// <param name="value">The hidden field's value, however old; anything else changes nothing.</param>
    /// <param name="cancel">The request's end.</param>
    public async Task LeaveAsync(Scheme scheme, string value, CancellationToken cancel)
    {
        using var ticket = staging.Known(scheme, value);
        if (ticket is null || await staging.IsUsedAsync(ticket, cancel)) return;
        var (hash, until) = (ticket.LeftHash(fileSecret), CopenhagenClock.Today(time).AddDays(DaysKept));
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.ticket_use (hash, expires_on) VALUES ({hash}, {until}) ON CONFLICT DO NOTHING", cancel);
        if (ticket.Staged is not { IsDraft: false } keys) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await staging.HoldAsync(scheme, keys, cancel) is null) return;
        // After the lock: one who saved it as a draft just now is through.
        if (await db.Drafts.AnyAsync(d => d.StagingId == keys.StagingId, cancel)) return;
        await db.Stagings.Where(s => s.Id == keys.StagingId).ExecuteDeleteAsync(cancel);
        await vault.Secrets.Where(s => s.ReportId == keys.ReportId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Whether the reader of the page with this hidden field has left it.</summary>
    public async Task<bool> HasAsync(Scheme scheme, string value, CancellationToken cancel)
    {
        using var ticket = staging.Known(scheme, value);
        if (ticket is null) return false;
        var hash = ticket.LeftHash(fileSecret);
        return await db.TicketUses.AsNoTracking().AnyAsync(use => use.Hash == hash, cancel);
    }

    /// <summary>Whether something is staged under the hidden field's value, so that it has had its place in the queue.</summary>
    public bool IsStaged(Scheme scheme, string value)
    {
        using var ticket = staging.Known(scheme, value);
        return ticket?.Staged is not null;
    }
}
