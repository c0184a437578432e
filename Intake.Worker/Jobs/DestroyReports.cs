using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Staff;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Destroys reports whose time is over and those withdrawn, unless they are on legal hold. The vault's secret goes first,
/// and with it every key of the report, also those in old dumps; then the rows. Stopped between the two, it ends at the
/// next run what it began.
/// </summary>
internal sealed class DestroyReports(IntakeDb db, VaultDb vault, AuditTrail audit, DailyRoots roots, TimeProvider time) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var over = await Over(today).Select(report => new { report.Id, report.SchemeId }).ToListAsync(cancel);
        foreach (var report in over) await DestroyAsync(report.Id, report.SchemeId, today, cancel);
        if (over.Count > 0) await vault.Database.ExecuteSqlAsync($"SELECT vault.rewrite()", cancel);
    }

    private IQueryable<Report> Over(DateOnly today) => db.Reports.Where(report =>
        !report.LegalHold && (report.KeepUntil < today || report.State == ReportState.Withdrawn));

    private async Task DestroyAsync(Guid reportId, Guid schemeId, DateOnly today, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await roots.RetireAsync(db, reportId, cancel);
        audit.Add(db, AuditAction.Deleted, schemeId, staffId: null, reportId);
        await db.SaveChangesAsync(cancel);

        // The row's lock keeps a legal hold from coming between this and the vault.
        if (await Over(today).Where(report => report.Id == reportId).ExecuteDeleteAsync(cancel) == 0)
        {
            db.ChangeTracker.Clear();
            return;
        }

        await vault.Secrets.Where(secret => secret.ReportId == reportId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
