using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Holds the vault against the reports: one that is there has its secret, unless it is being destroyed. Who has the worker's database
/// password can delete secrets, and with them what no signature brings back: that can be found, and not prevented. Reads no secret, so
/// the worker's rights are enough.
/// </summary>
public sealed class SecretCheck(Removals removals, Announcements announcements)
{
    /// <summary>Reports that nobody can open any longer.</summary>
    /// <param name="db">The main database.</param>
    /// <param name="vault">Its vault.</param>
    /// <param name="today">The day in Copenhagen.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<RootFinding>> RunAsync(IntakeDb db, VaultDb vault, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(vault);
        // Reports first: one that arrives between the two has its secret before its row.
        var there = await db.Reports.AsNoTracking().Select(report => report.Id).ToListAsync(cancel);
        var open = await vault.Secrets.AsNoTracking().Select(secret => secret.ReportId).ToHashSetAsync(cancel);
        var findings = new List<RootFinding>();
        foreach (var id in there.Where(id => !open.Contains(id)))
        {
            var report = await db.Reports.AsNoTracking().Where(row => row.Id == id)
                .Select(row => new { row.ReceivedOn, row.State, row.KeepUntil }).SingleOrDefaultAsync(cancel);
            // Destroyed since it was read; or its secret went first, as always, and its rows go now or in the next night.
            if (report is null || await IsDueAsync(db, id, report.State, report.KeepUntil, today, cancel)) continue;
            findings.Add(new(RootFault.SecretGone, report.ReceivedOn, What: $"{id:D}"));
        }

        return findings;
    }

    /// <summary>Whether the worker would destroy it today: a report that merely waits for that is still to be read.</summary>
    private async Task<bool> IsDueAsync(
        IntakeDb db, Guid reportId, ReportState state, DateOnly? keepUntil, DateOnly today, CancellationToken cancel)
    {
        if (!await Destructions.Due(db, today).AnyAsync(row => row.Id == reportId, cancel)) return false;
        if (state == ReportState.Withdrawn)
            return await removals.IsFoundedAsync(db, reportId, RemovalReason.Withdrawn, null, today, cancel);
        return await announcements.DayOfAsync(db, reportId, cancel) is not null
            && await removals.IsFoundedAsync(db, reportId, RemovalReason.Retention, keepUntil, today, cancel);
    }
}
