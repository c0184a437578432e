using Intake.Core.Cases;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Operations;

/// <summary>
/// Reports that one administrator alone can open, or none: how many there are, without saying which. If that person falls ill
/// or has a conflict, nobody can answer the reporter.
/// </summary>
public sealed class SingleHolders(IntakeDb db, CertificateBooks books, HolderPseudonyms pseudonyms)
{
    /// <summary>Counts them among the reports that are not over.</summary>
    public async Task<int> CountAsync(CancellationToken cancel)
    {
        var rows = await (
            from report in db.Reports
            where CaseLifecycle.Open.Contains(report.State)
            join room in db.Compartments on report.Id equals room.ReportId
            where room.Kind == CompartmentKind.Dialogue
            join grant in db.Grants on room.Id equals grant.CompartmentId
            select new { report.Id, report.SchemeId, grant.Holder }).AsNoTracking().Distinct().ToListAsync(cancel);
        var count = 0;
        foreach (var scheme in rows.GroupBy(row => row.SchemeId))
        {
            var administrators = (await books.HoldersAsync(db, scheme.Key, cancel)).Where(person => person.IsAdministrator)
                .Select(person => person.PersonId).ToList();
            count += scheme.GroupBy(row => row.Id).Count(report =>
            {
                var holders = report.Select(row => row.Holder).ToHashSet(ByteOrder.Instance);
                return administrators.Count(person => holders.Contains(pseudonyms.OfPerson(report.Key, person))) < 2;
            });
        }

        return count;
    }
}
