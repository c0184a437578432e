using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Whether a person holds a report's GateCard, or a referral's WorkFile, in its newest epoch: the newest that anybody of the scheme holds,
/// so that a grant under no known pseudonym takes the case from nobody. Read from the pseudonyms of grants alone: the worker can't read
/// any part of a grant that opens something.
/// </summary>
internal sealed class CaseHolding
{
    private readonly HolderPseudonyms pseudonyms;
    private readonly HashSet<(Guid ReportId, Guid? ReferralId, string Holder)> held;
    private readonly HashSet<Guid> worked;
    private readonly Dictionary<Guid, int> holders;

    private CaseHolding(HolderPseudonyms pseudonyms, HashSet<(Guid ReportId, Guid? ReferralId, string Holder)> held)
    {
        (this.pseudonyms, this.held) = (pseudonyms, held);
        worked = [.. held.Select(row => row.ReferralId).OfType<Guid>()];
        holders = held.Where(row => row.ReferralId is null).CountBy(row => row.ReportId).ToDictionary();
    }

    /// <summary>Reads the holders of some reports.</summary>
    public static async Task<CaseHolding> ReadAsync(
        IntakeDb db, IReadOnlyCollection<Guid> reports, HolderPseudonyms pseudonyms, CancellationToken cancel)
    {
        var rows = await (
            from compartment in db.Compartments
            where (compartment.Kind == CompartmentKind.GateCard || compartment.Kind == CompartmentKind.WorkFile)
                && reports.Contains(compartment.ReportId)
            join grant in db.Grants on compartment.Id equals grant.CompartmentId
            select new HeldRow(compartment.Id, compartment.ReportId, compartment.ReferralId, grant.Epoch, grant.Holder))
            .ToListAsync(cancel);
        return new(pseudonyms, [.. (await NewestAsync(db, rows, pseudonyms, cancel))
            .Select(row => (row.ReportId, row.ReferralId, Convert.ToHexString(row.Holder)))]);
    }

    private sealed record HeldRow(Guid CompartmentId, Guid ReportId, Guid? ReferralId, int Epoch, byte[] Holder);

    /// <summary>Only where there are several epochs, which few cases have, is it asked who the holders are.</summary>
    private static async Task<IEnumerable<HeldRow>> NewestAsync(
        IntakeDb db, List<HeldRow> rows, HolderPseudonyms pseudonyms, CancellationToken cancel)
    {
        var rooms = rows.GroupBy(row => row.CompartmentId).ToLookup(room => room.DistinctBy(row => row.Epoch).Skip(1).Any());
        var newest = rooms[false].SelectMany(room => room);
        if (!rooms[true].Any()) return newest;
        var reports = rooms[true].Select(room => room.First().ReportId).Distinct().ToList();
        var schemes = await db.Reports.Where(report => reports.Contains(report.Id)).Select(report => new { report.Id, report.SchemeId })
            .ToDictionaryAsync(report => report.Id, report => report.SchemeId, cancel);
        var inUse = schemes.Values.Distinct().ToList();
        // Whether they are active or not: who has left, or waits to be certified again, may hold the newest.
        var people = (await db.Staff.Where(person => person.SchemeId != null && inUse.Contains(person.SchemeId.Value))
            .Select(person => new { person.SchemeId, person.Id }).ToListAsync(cancel))
            .ToLookup(person => person.SchemeId, person => person.Id);
        return newest.Concat(reports.GroupJoin(rooms[true], report => report, room => room.First().ReportId, (report, of) =>
        {
            var known = people[schemes.GetValueOrDefault(report)].Select(person => Convert.ToHexString(pseudonyms.OfPerson(report, person)))
                .ToHashSet(StringComparer.Ordinal);
            return of.SelectMany(room => Newest(room, known));
        }).SelectMany(of => of));
    }

    private static IEnumerable<HeldRow> Newest(IEnumerable<HeldRow> room, HashSet<string> known)
    {
        var held = room.Where(row => known.Contains(Convert.ToHexString(row.Holder))).ToList();
        return held.Count == 0 ? [] : held.Where(row => row.Epoch == held.Max(other => other.Epoch));
    }

    public bool OfReport(Guid reportId, Guid personId) => Holds(reportId, null, personId);

    /// <summary>
    /// Those of these people who hold the report. Telling one costs a hash for each person asked about, so it stops when nobody is left
    /// to find: name first who is likely.
    /// </summary>
    public IEnumerable<MailedPerson> Holding(Guid reportId, IEnumerable<MailedPerson> likelyFirst) =>
        likelyFirst.Where(person => OfReport(reportId, person.Id)).Take(holders.GetValueOrDefault(reportId));

    public bool OfReferral(Guid reportId, Guid referralId, Guid personId) => Holds(reportId, referralId, personId);

    /// <summary>Whether anybody holds the referral's WorkFile: not when its handlers have all left.</summary>
    public bool AnyOfReferral(Guid referralId) => worked.Contains(referralId);

    private bool Holds(Guid reportId, Guid? referralId, Guid personId) =>
        held.Contains((reportId, referralId, Convert.ToHexString(pseudonyms.OfPerson(reportId, personId))));
}
