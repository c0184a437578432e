using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>Who holds a compartment, and grants to those who don't yet.</summary>
public sealed class CaseHolders(IntakeDb db, HolderPseudonyms pseudonyms, CompartmentKeys rekeying)
{
    /// <summary>
    /// The certified people, still here, with a grant of the compartment, found by their pseudonyms, and who have it by the signed entries
    /// of an open Dialogue too.
    /// </summary>
    public async Task<IReadOnlyList<Certificate>> OfAsync(OpenReport report, Guid compartmentId, CancellationToken cancel)
        => (await OfAllAsync(report, [compartmentId], cancel))[compartmentId].ToList();

    /// <summary>The same for several compartments in one query.</summary>
    public async Task<ILookup<Guid, Certificate>> OfAllAsync(
        OpenReport report, IReadOnlyCollection<Guid> compartmentIds, CancellationToken cancel)
    {
        var rows = await db.Grants.AsNoTracking().Where(g => compartmentIds.Contains(g.CompartmentId))
            .Select(g => new { g.CompartmentId, g.Holder }).Distinct().ToListAsync(cancel);
        var people = report.MayHold.ToDictionary(c => Convert.ToHexString(pseudonyms.OfPerson(report.Row.Id, c.PersonId)));
        var rooms = report.Compartments.ToDictionary(room => room.Id);
        return rows.Where(r => people.ContainsKey(Convert.ToHexString(r.Holder)))
            .Select(r => (r.CompartmentId, Person: people[Convert.ToHexString(r.Holder)]))
            .Where(r => !rooms.TryGetValue(r.CompartmentId, out var room)
                || report.Holdings?.Has(r.Person, room.Kind, room.ReferralId) != false)
            .ToLookup(r => r.CompartmentId, r => r.Person);
    }

    /// <summary>
    /// Grants the newest epoch, and the last one of each part before a cut that the granter has in hand, to those who do not hold it;
    /// the caller has prepared it and saves.
    /// </summary>
    /// <param name="report">The report, with its Dialogue's exclusions read.</param>
    /// <param name="compartment">What is granted.</param>
    /// <param name="to">To whom.</param>
    /// <param name="purpose">Why.</param>
    /// <param name="today">Today.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="heldBefore">Whether they have the report already.</param>
    /// <param name="from">The oldest epoch that goes along: that of a cut, for those who are not to open what is before it.</param>
    /// <exception cref="SealedException">No right to, or the rule bars one of them.</exception>
    internal async Task GrantAsync(OpenReport report, OpenCompartment compartment, IEnumerable<Certificate> to, GrantPurpose purpose,
        DateOnly today, CancellationToken cancel, bool heldBefore = false, int from = 1)
    {
        var (id, epochs) = (compartment.Context.Id, compartment.Ends.Where(epoch => epoch >= from).ToList());
        var stored = await db.Grants.AsNoTracking().Where(g => g.CompartmentId == id && epochs.Contains(g.Epoch))
            .Select(g => new { g.Epoch, g.Holder }).ToListAsync(cancel);
        var holding = stored.Select(g => (g.Epoch, Convert.ToHexString(g.Holder))).ToHashSet();
        var parties = to.Select(certificate => new Party(certificate)).ToList();
        foreach (var epoch in epochs)
        {
            foreach (var party in parties)
            {
                if (holding.Add((epoch, Convert.ToHexString(pseudonyms.OfPerson(report.Row.Id, party.PersonId)))))
                    rekeying.Grant(report, compartment, party, purpose, today, heldBefore, epoch);
            }
        }

        await db.SaveChangesAsync(cancel);
    }
}
