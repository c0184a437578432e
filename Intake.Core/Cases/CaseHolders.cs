using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>Who holds a compartment, and grants to those who don't yet.</summary>
public sealed class CaseHolders(IntakeDb db, HolderPseudonyms pseudonyms, CompartmentKeys rekeying)
{
    /// <summary>The certified people, still here, with a grant of the compartment, found by their pseudonyms.</summary>
    public async Task<IReadOnlyList<Certificate>> OfAsync(OpenReport report, Guid compartmentId, CancellationToken cancel)
        => (await OfAllAsync(report, [compartmentId], cancel))[compartmentId].ToList();

    /// <summary>The same for several compartments in one query.</summary>
    public async Task<ILookup<Guid, Certificate>> OfAllAsync(
        OpenReport report, IReadOnlyCollection<Guid> compartmentIds, CancellationToken cancel)
    {
        var rows = await db.Grants.AsNoTracking().Where(g => compartmentIds.Contains(g.CompartmentId))
            .Select(g => new { g.CompartmentId, g.Holder }).Distinct().ToListAsync(cancel);
        var people = report.MayHold.ToDictionary(c => Convert.ToHexString(pseudonyms.OfPerson(report.Row.Id, c.PersonId)));
        return rows.Where(r => people.ContainsKey(Convert.ToHexString(r.Holder)))
            .ToLookup(r => r.CompartmentId, r => people[Convert.ToHexString(r.Holder)]);
    }

    /// <summary>Grants the newest epoch to those who do not hold it; the caller has prepared it and saves.</summary>
    /// <exception cref="SealedException">No right to, or the rule bars one of them.</exception>
    internal async Task GrantAsync(OpenReport report, OpenCompartment compartment, IEnumerable<Certificate> to, GrantPurpose purpose,
        DateOnly today, CancellationToken cancel, bool heldBefore = false)
    {
        var (id, epoch) = (compartment.Context.Id, compartment.Epoch);
        var stored = await db.Grants.AsNoTracking().Where(g => g.CompartmentId == id && g.Epoch == epoch)
            .Select(g => g.Holder).ToListAsync(cancel);
        var holding = stored.Select(Convert.ToHexString).ToHashSet();
        foreach (var certificate in to)
        {
            if (!holding.Add(Convert.ToHexString(pseudonyms.OfPerson(report.Row.Id, certificate.PersonId)))) continue;
            rekeying.Grant(report, compartment, new Party(certificate), purpose, today, heldBefore);
        }

        await db.SaveChangesAsync(cancel);
    }
}
