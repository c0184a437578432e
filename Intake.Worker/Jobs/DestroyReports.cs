using System.Data.Common;
using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Destroys reports whose time is over and those withdrawn, unless they are on legal hold. The vault's secret goes first,
/// and with it every key of the report, also those in old dumps; then the rows. If it is stopped between the two, the
/// next run finishes the job. A report whose open columns say more than what was signed of it is left, and the job fails.
/// </summary>
/// <remarks>
/// In two steps: a month before, the deletion is announced on the administrators' page and by mail; what was not announced so long, or ever
/// since it ended, is left for later. A hold or a reopening takes the announcement back, and a proposal of one puts the second step off.
/// </remarks>
internal sealed class DestroyReports(
    IntakeDb db, VaultDb vault, AuditTrail audit, Removals removals, Destructions certificates, Announcements announcements,
    SecretCheck secrets, DeletionNotices notices, VaultFile file, TimeProvider time) : IRecurringJob
{
    private const string NotAsSigned = "A report's columns or announcement are not what was signed: run verify roots.";

    public async Task RunAsync(CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var forged = await announcements.TakeForgedBackAsync(db, cancel);
        await AnnounceAsync(today, cancel);
        await Apart.DoAsync(
            [() => notices.TellAsync(cancel), () => DestroyAsync(today, cancel), () => Alarm(forged), () => MissedAsync(today, cancel)],
            act => act(), cancel);
    }

    private async Task MissedAsync(DateOnly today, CancellationToken cancel)
    {
        if ((await secrets.RunAsync(db, vault, today, cancel)).Count > 0)
            throw new InvalidOperationException("A report's vault secret is gone, and not by this job: run verify roots.");
    }

    private static Task Alarm(int forged) => forged == 0
        ? Task.CompletedTask : throw new InvalidOperationException("A deletion was announced by somebody else.");

    private async Task DestroyAsync(DateOnly today, CancellationToken cancel)
    {
        var over = await Over(today).Select(report => report.Id).ToListAsync(cancel);
        if (over.Count == 0) return;
        var failures = new List<Exception>();
        try
        {
            foreach (var report in over)
            {
                if (await FailureAsync(report, today, cancel) is { } failure) failures.Add(failure);
            }
        }
        finally
        {
            // Also when the worker is stopping: they must not stay behind. What this night can't leave behind, the next rewrite does.
            await file.RewriteAsync(CancellationToken.None);
        }

        if (failures.Count > 0) throw new AggregateException("Reports were left for the next run.", failures);
    }

    /// <summary>Destroys one report. A failure must not hold up the others, so it is returned and reported at the end.</summary>
    private async Task<Exception?> FailureAsync(Guid reportId, DateOnly today, CancellationToken cancel)
    {
        try
        {
            return await DestroyAsync(reportId, today, cancel) is { } fault ? new InvalidOperationException(fault) : null;
        }
        catch (Exception refused) when (Refusal(refused) is { } refusal)
        {
            db.ChangeTracker.Clear();
            return refusal;
        }
    }

    private static DbException? Refusal(Exception refused) => refused as DbException ?? refused.InnerException as DbException;

    /// <summary>The first step: tells what will be destroyed within a month, and takes that back for what is held.</summary>
    private async Task AnnounceAsync(DateOnly today, CancellationToken cancel)
    {
        var last = today.AddDays(Deletion.DaysAhead);
        // What was announced before the case was opened again says nothing of when it is deleted now.
        await db.Deletions.Where(one => db.Reports.Any(report => report.Id == one.ReportId
            && (report.LegalHold || report.KeepUntil == null || one.AnnouncedOn < report.ClosedOn))).ExecuteDeleteAsync(cancel);
        var unannounced = await db.Reports.Where(report => report.KeepUntil <= last && !report.LegalHold
            && !db.Deletions.Any(one => one.ReportId == report.Id)).Select(report => report.Id).ToListAsync(cancel);
        foreach (var report in unannounced) await announcements.AddAsync(db, report, today, cancel);
    }

    private IQueryable<Report> Over(DateOnly today) => Destructions.Due(db, today);

    /// <summary>What an operator has to look into; null where all is as it should be.</summary>
    private async Task<string?> DestroyAsync(Guid reportId, DateOnly today, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // A report with many files takes longer than the usual minute.
        await db.Database.ExecuteSqlAsync($"SET LOCAL statement_timeout = '10min'", cancel);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(11));
        // Of two workers, the second waits here and finds nothing: a report has one removal.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({reportId.ToString()}, 0))", cancel);
        var report = await Over(today).Where(row => row.Id == reportId)
            .Select(row => new { row.SchemeId, row.State, row.KeepUntil, row.ClosedOn }).SingleOrDefaultAsync(cancel);
        if (report is null) return null;
        if (report.ClosedOn > today) return NotAsSigned; // A day to come would make an announcement of tonight old enough.
        var withdrawn = report.State == ReportState.Withdrawn;
        var (reason, until) = withdrawn ? (RemovalReason.Withdrawn, default(DateOnly?)) : (RemovalReason.Retention, report.KeepUntil);
        if (!withdrawn && await announcements.DayOfAsync(db, reportId, cancel) is null)
        {
            await Announcements.TakeBackAsync(db, reportId, cancel);
            await announcements.AddAsync(db, reportId, today, cancel);
            await transaction.CommitAsync(cancel);
            return NotAsSigned;
        }

        if (!await removals.IsFoundedAsync(db, reportId, reason, until, today, cancel)) return NotAsSigned;
        await removals.AddAsync(db, reportId, reason, until, today, cancel);
        var certified = await certificates.AddAsync(db, reportId, reason, until, today, cancel);
        audit.Add(db, AuditAction.Deleted, report.SchemeId, staffId: null, reportId);
        // What the annual account counts of reports withdrawn unread, when nothing else of them is left.
        if (withdrawn) audit.Add(db, AuditAction.Withdrawn, report.SchemeId, staffId: null, reportId);
        await db.SaveChangesAsync(cancel);

        // The row's lock keeps a legal hold from coming between this and the vault, and a step of the case from going unseen.
        var state = report.State;
        if (await Over(today).Where(row => row.Id == reportId && row.State == state && (withdrawn || row.KeepUntil == until))
            .ExecuteDeleteAsync(cancel) == 0)
        {
            db.ChangeTracker.Clear();
            return null;
        }

        await vault.Secrets.Where(secret => secret.ReportId == reportId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return certified ? null : "A report was destroyed, and somebody had put a row in its certificate's place: run verify roots.";
    }
}
