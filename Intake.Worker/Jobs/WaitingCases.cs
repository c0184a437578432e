using Intake.Core.Cases;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// The open cases in which something may wait for one of these people, answers of reporters apart. It may find too many and never too
/// few: who holds what is asked only of what it finds.
/// </summary>
internal sealed class WaitingCases(IntakeDb db, HolderPseudonyms pseudonyms)
{
    public async Task<IEnumerable<Guid>> FindAsync(SchemeStaff staff, IReadOnlyList<MailedPerson> people, CancellationToken cancel)
    {
        var (scheme, states) = (staff.Scheme.Id, CaseLifecycle.Open.ToArray());
        var open = db.Reports.Where(report => report.SchemeId == scheme && states.Contains(report.State));
        var forAdministrators = people.Any(person => person.Is(StaffRoles.Administrator));
        HashSet<Guid> found =
        [
            .. forAdministrators
                ? await UnopenedAsync(open, CompartmentKind.GateCard, Unasked(staff, people), cancel)
                : await UnopenedAsync(open, CompartmentKind.WorkFile, [], cancel),
        ];
        ReferralState[] waiting = forAdministrators
            ? [ReferralState.Offered, ReferralState.StatementReturned, ReferralState.StatementSent]
            : [ReferralState.Offered, ReferralState.StatementReturned];
        found.UnionWith(await open.Join(db.Referrals, report => report.Id, row => row.ReportId, (_, row) => row)
            .Where(row => waiting.Contains(row.State)).Select(row => row.ReportId).ToListAsync(cancel));
        if (!forAdministrators) return found;
        var (accepted, handled) = (CaseLifecycle.AcceptStatement.To, CaseLifecycle.Handle.To);
        found.UnionWith(await open.Join(db.Referrals, report => report.Id, row => row.ReportId, (_, row) => row)
            .Where(row => row.State != accepted && !db.Compartments.Any(room => room.ReferralId == row.Id
                && room.Kind == CompartmentKind.WorkFile && db.Grants.Any(grant => grant.CompartmentId == room.Id)))
            .Select(row => row.ReportId).ToListAsync(cancel));
        found.UnionWith(await open.Where(report => report.State == handled).Select(report => report.Id).ToListAsync(cancel));
        return found;
    }

    /// <summary>
    /// Administrators hold nearly every case: where some are not asked about, what they have not opened is passed over, and where none
    /// is, work files say enough, which a unit's handlers get together with the gate card.
    /// </summary>
    private static List<Guid> Unasked(SchemeStaff staff, IReadOnlyList<MailedPerson> people) =>
        [.. staff.People.Where(person => person.Is(StaffRoles.Administrator)).Select(person => person.Id)
            .Except(people.Select(person => person.Id))];

    private async Task<IEnumerable<Guid>> UnopenedAsync(
        IQueryable<Report> open, CompartmentKind kind, List<Guid> unasked, CancellationToken cancel)
    {
        var unopened = await (
            from report in open
            join room in db.Compartments on report.Id equals room.ReportId
            where room.Kind == kind
            join grant in db.Grants on room.Id equals grant.CompartmentId
            where !db.GatePasses.Any(pass => pass.Holder == grant.Holder && pass.AskedAgainOn == null)
            select new { report.Id, grant.Holder }).ToListAsync(cancel);
        return unopened.GroupBy(row => row.Id, row => row.Holder)
            .Where(holders => holders.Count() > unasked.Count(person => Holds(holders, pseudonyms.OfPerson(holders.Key, person))))
            .Select(holders => holders.Key);
    }

    private static bool Holds(IEnumerable<byte[]> holders, byte[] person) => holders.Any(holder => holder.AsSpan().SequenceEqual(person));
}
