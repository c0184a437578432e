using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Certification;

/// <summary>
/// What happens to content when a person's access to a scheme ends: every grant of theirs goes, and the epochs they
/// could open are marked closed, so that the next writer makes new keys. Runs in the caller's transaction.
/// </summary>
internal sealed class AccessRemoval(
    IntakeDb db, HolderPseudonyms pseudonyms, SchemeCatalogue schemes, StateRecords states, TimeProvider time)
{
    private const int AtOnce = 1000;

    /// <summary>
    /// Takes the grants. Of referrals that nobody holds any more the time to take them on begins again, signed by the
    /// administrator who acts; an operator can sign for no case, and the next administrator who acts, or refers, does it.
    /// </summary>
    public async Task TakeGrantsAsync(Guid schemeId, Guid personId, UnlockedStaff? by, CancellationToken cancel)
    {
        await LockAsync(schemeId, cancel);
        var reports = await db.Reports.Where(report => report.SchemeId == schemeId).Select(report => report.Id).ToListAsync(cancel);
        foreach (var some in reports.Chunk(AtOnce))
        {
            // A grant names its holder differently in every report, so the reports are walked.
            var names = some.Select(report => pseudonyms.OfPerson(report, personId)).ToList();
            var held = await (
                from grant in db.Grants
                join room in db.Compartments on grant.CompartmentId equals room.Id
                where some.Contains(room.ReportId) && names.Contains(grant.Holder)
                select new { grant.Id, grant.CompartmentId }).ToListAsync(cancel);
            var (ids, rooms) = (held.Select(grant => grant.Id).ToList(), held.Select(grant => grant.CompartmentId).Distinct().ToList());
            await db.Epochs.Where(epoch => !epoch.Closed && rooms.Contains(epoch.CompartmentId))
                .ExecuteUpdateAsync(row => row.SetProperty(epoch => epoch.Closed, true), cancel);
            await db.Grants.Where(grant => ids.Contains(grant.Id)).ExecuteDeleteAsync(cancel);
            await db.GatePasses.Where(pass => some.Contains(pass.ReportId) && names.Contains(pass.Holder)).ExecuteDeleteAsync(cancel);
            await db.WorkDrafts.Where(draft => names.Contains(draft.Holder)).ExecuteDeleteAsync(cancel);
        }

        if (by?.Certificate.IsAdministrator == true) await EndAbandonedAsync(schemeId, by, cancel);
    }

    private async Task EndAbandonedAsync(Guid schemeId, UnlockedStaff by, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var left = (await AbandonedReferrals.Unended(db, schemeId, today).AsNoTracking().ToListAsync(cancel)).ToLookup(row => row.ReportId);
        if (left.Count == 0) return;
        var scheme = await schemes.GetAsync(schemeId, cancel);
        foreach (var of in left.OrderBy(of => of.Key))
        {
            var report = await db.Reports.SingleAsync(row => row.Id == of.Key, cancel);
            var before = await states.LookAsync(report.Id, cancel);
            await AbandonedReferrals.EndAsync(db, report, [.. of.Select(row => row.Id)], scheme, today, cancel);
            await db.SaveChangesAsync(cancel);
            await states.AddAsync(OpenReport.IdentityOf(report), by, before, today, cancel);
        }
    }

    /// <summary>Whether a report that is not over has a Dialogue that this person holds and none of these administrators.</summary>
    public async Task<bool> WouldLeaveAloneAsync(
        Guid schemeId, Guid personId, IReadOnlyList<Guid> administrators, CancellationToken cancel)
    {
        await LockAsync(schemeId, cancel);
        var open = await db.Reports
            .Where(report => report.SchemeId == schemeId && CaseLifecycle.Open.Contains(report.State))
            .Select(report => report.Id).ToListAsync(cancel);
        foreach (var some in open.Chunk(AtOnce))
        {
            var own = await HeldByAsync(some, [personId], cancel);
            if (own.Except(await HeldByAsync(own, administrators, cancel)).Any()) return true;
        }

        return false;
    }

    private async Task<List<Guid>> HeldByAsync(
        IReadOnlyCollection<Guid> reports, IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        var names = reports.SelectMany(report => people.Select(person => pseudonyms.OfPerson(report, person))).ToList();
        return await (
            from grant in db.Grants
            join room in db.Compartments on grant.CompartmentId equals room.Id
            where reports.Contains(room.ReportId) && room.Kind == CompartmentKind.Dialogue && names.Contains(grant.Holder)
            select room.ReportId).Distinct().ToListAsync(cancel);
    }

    /// <summary>Every writer locks its report's row: this waits for a grant that is being made, in one order for all.</summary>
    private Task<int> LockAsync(Guid schemeId, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"SELECT 1 FROM intake.report WHERE scheme_id = {schemeId} ORDER BY id FOR NO KEY UPDATE", cancel);

    /// <summary>Ends the person's sessions, spends the links still open and drops keys that wait for a certificate.</summary>
    public async Task CloseDoorsAsync(Guid personId, DateOnly today, CancellationToken cancel)
    {
        await db.StaffSessions.Where(session => session.StaffId == personId).ExecuteDeleteAsync(cancel);
        await db.PendingKeys.Where(keys => keys.StaffId == personId).ExecuteDeleteAsync(cancel);
        await KeysInForce.SpendLinksAsync(db, personId, today, cancel);
    }
}
