using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>Makes the certificates of destroyed reports, from open columns alone.</summary>
public sealed class Destructions(FileSecret fileSecret, Announcements announcements)
{
    /// <summary>Adds a report's certificate, in the transaction that destroys it; the caller saves.</summary>
    public async Task AddAsync(
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
        db.Destructions.Add(new Destruction
        {
            // The report's own id: its holders' pseudonyms belong to it, and a report is destroyed once.
            Id = reportId, SchemeId = row.SchemeId, MadeOn = today, Body = body,
            Signature = DestructionCertificate.Sign(fileSecret, body), Holders = [.. holders.SelectMany(holder => holder)],
        });
    }
}
