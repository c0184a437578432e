using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Whether a person holds a report's GateCard, or a referral's WorkFile: has a grant of any epoch, since a person who loses the case
/// loses all of theirs. So no row that somebody adds takes it from anybody. Read from the pseudonyms of grants alone: the worker can't
/// read any part of a grant that opens something.
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
            select new { compartment.ReportId, compartment.ReferralId, grant.Holder }).ToListAsync(cancel);
        return new(pseudonyms, [.. rows.Select(row => (row.ReportId, row.ReferralId, Convert.ToHexString(row.Holder)))]);
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
