using Intake.Core.Cases;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Announces deletions, and says which announcements count: a row that the installation did not seal, as somebody with a database
/// password writes it, is none, and neither is one from before a hold that was lifted since.
/// </summary>
public sealed class Announcements(FileSecret fileSecret)
{
    /// <summary>Whether the installation made this row.</summary>
    public bool IsGenuine(Deletion row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AnnouncementSeal.Verify(fileSecret, row.ReportId, row.AnnouncedOn, row.Seal);
    }

    /// <summary>Announces a report's deletion today, unless it was announced: one statement of its own.</summary>
    public async Task AddAsync(IntakeDb db, Guid reportId, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var seal = AnnouncementSeal.Make(fileSecret, reportId, today);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.deletion (report_id, announced_on, seal)
            SELECT id, {today}, {seal} FROM intake.report WHERE id = {reportId} AND NOT legal_hold ON CONFLICT DO NOTHING
            """, cancel);
    }

    /// <summary>Takes back the rows that the installation did not make. Returns how many there were.</summary>
    public async Task<int> TakeForgedBackAsync(IntakeDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var forged = (await db.Deletions.AsNoTracking().ToListAsync(cancel)).Where(row => !IsGenuine(row)).ToList();
        foreach (var row in forged) await TakeBackAsync(db, row.ReportId, cancel);
        return forged.Count;
    }

    /// <summary>Takes an announcement back.</summary>
    public static Task TakeBackAsync(IntakeDb db, Guid reportId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Deletions.Where(row => row.ReportId == reportId).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The day on which a report's deletion was announced; null where that does not count.</summary>
    public async Task<DateOnly?> DayOfAsync(IntakeDb db, Guid reportId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var row = await db.Deletions.AsNoTracking().SingleOrDefaultAsync(row => row.ReportId == reportId, cancel);
        if (row is null || !IsGenuine(row)) return null;
        return await LiftedOnAsync(db, reportId, cancel) is { } lifted && row.AnnouncedOn < lifted ? null : row.AnnouncedOn;
    }

    /// <summary>The day on which what was signed says that the last hold was lifted; null where there was none.</summary>
    private async Task<DateOnly?> LiftedOnAsync(IntakeDb db, Guid reportId, CancellationToken cancel)
    {
        var records = StateRecords.Genuine(
            fileSecret, await db.StateRecords.AsNoTracking().Where(row => row.ReportId == reportId).ToListAsync(cancel)).ToList();
        var last = records.FindLastIndex(IsHeld);
        return last < 0 || last + 1 == records.Count ? null : records[last + 1].MadeOn;
    }

    private bool IsHeld(StateRecord row) =>
        StateRecords.Seal(row).Open(fileSecret).Columns.GetValueOrDefault("legal_hold") == "yes";
}
