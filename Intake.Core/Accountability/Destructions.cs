using Intake.Core.Cases.Closing;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>Makes the certificates of destroyed reports, from open columns alone.</summary>
public sealed class Destructions(FileSecret fileSecret, Announcements announcements)
{
    /// <summary>
    /// The reports whose time is over by their columns, and those withdrawn; of an announcement, that there is one. A hold
    /// that is asked for on a day to come is nobody's, and puts none off.
    /// </summary>
    public static IQueryable<Report> Due(IntakeDb db, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (announced, asked) = (today.AddDays(-Deletion.DaysAhead), today.AddDays(-HoldDesk.DaysToAnswer));
        return db.Reports.Where(report => !report.LegalHold && (report.State == ReportState.Withdrawn || (report.KeepUntil < today
            && (report.HoldAskedOn == null || report.HoldAskedOn < asked || report.HoldAskedOn > today)
            && db.Deletions.Any(one => one.ReportId == report.Id
                && (one.AnnouncedOn <= announced || one.AnnouncedOn <= report.ClosedOn!.Value.AddDays(1))))));
    }

    /// <summary>
    /// Adds a report's certificate, in the transaction that destroys it: one statement of its own. False where a row has its id
    /// already: somebody put it there, and a deletion does not wait for that.
    /// </summary>
    public async Task<bool> AddAsync(
        IntakeDb db, Guid reportId, RemovalReason reason, DateOnly? until, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var row = await db.Reports.Where(report => report.Id == reportId)
            .Select(report => new { report.SchemeId, report.ReceivedOn, report.ClosedOn }).SingleAsync(cancel);
        var announced = await announcements.DayOfAsync(db, reportId, cancel);
        var entries = await db.Entries.CountAsync(entry =>
            db.Compartments.Any(room => room.Id == entry.CompartmentId && room.ReportId == reportId), cancel);
        var holders = await (
            from grant in db.Grants
            join room in db.Compartments on grant.CompartmentId equals room.Id
            where room.ReportId == reportId && room.Kind == CompartmentKind.GateCard
            select grant.Holder).Distinct().ToListAsync(cancel);
        var kept = until is { } last && row.ClosedOn is { } ended ? last.DayNumber - ended.DayNumber : default(int?);
        var body = new DestructionCertificate(CaseReference.Of(reportId), row.SchemeId, row.ReceivedOn, row.ClosedOn, until, kept,
            announced, today, entries, reason is RemovalReason.Withdrawn ? "withdrawn" : "retention").ToBody();
        var (signature, together) = (DestructionCertificate.Sign(fileSecret, body), holders.SelectMany(holder => holder).ToArray());
        // The report's own id: its holders' pseudonyms belong to it, and a report is destroyed once.
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.destruction (id, scheme_id, made_on, body, signature, holders)
            VALUES ({reportId}, {row.SchemeId}, {today}, {body}, {signature}, {together}) ON CONFLICT DO NOTHING
            """, cancel) == 1;
    }
}
