using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff;

/// <summary>
/// What happens to content when a person's access to a scheme ends: every grant of theirs goes, and the epochs they
/// could open are marked closed, so that the next writer makes new keys. Runs in the caller's transaction.
/// </summary>
internal sealed class AccessEnd(IntakeDb db, HolderPseudonyms pseudonyms)
{
    private const int AtOnce = 1000;

    public async Task TakeGrantsAsync(Guid schemeId, Guid personId, CancellationToken cancellation)
    {
        // Every writer locks its report's row: whoever is granting just now is waited for, in one order for all.
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM intake.report WHERE scheme_id = {schemeId} ORDER BY id FOR NO KEY UPDATE", cancellation);
        var reports = await db.Reports.Where(report => report.SchemeId == schemeId).Select(report => report.Id).ToListAsync(cancellation);
        foreach (var some in reports.Chunk(AtOnce))
        {
            // A grant names its holder differently in every report, so the reports are walked.
            var names = some.Select(report => pseudonyms.OfPerson(report, personId)).ToList();
            var held = await (
                from grant in db.Grants
                join room in db.Compartments on grant.CompartmentId equals room.Id
                where some.Contains(room.ReportId) && names.Contains(grant.Holder)
                select new { grant.Id, grant.CompartmentId }).ToListAsync(cancellation);
            var (ids, rooms) = (held.Select(grant => grant.Id).ToList(), held.Select(grant => grant.CompartmentId).Distinct().ToList());
            await db.Epochs.Where(epoch => !epoch.Closed && rooms.Contains(epoch.CompartmentId))
                .ExecuteUpdateAsync(row => row.SetProperty(epoch => epoch.Closed, true), cancellation);
            await db.Grants.Where(grant => ids.Contains(grant.Id)).ExecuteDeleteAsync(cancellation);
            await db.GatePasses.Where(pass => some.Contains(pass.ReportId) && names.Contains(pass.Holder)).ExecuteDeleteAsync(cancellation);
        }
    }

    /// <summary>Ends the person's sessions and spends the links still open.</summary>
    public async Task CloseDoorsAsync(Guid personId, DateOnly today, CancellationToken cancellation)
    {
        await db.StaffSessions.Where(session => session.StaffId == personId).ExecuteDeleteAsync(cancellation);
        await db.Invitations.Where(link => link.StaffId == personId && link.UsedOn == null)
            .ExecuteUpdateAsync(row => row.SetProperty(link => link.UsedOn, today), cancellation);
    }
}
