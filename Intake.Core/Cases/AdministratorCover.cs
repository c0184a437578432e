using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// Keeps a report from running out of administrators: an administrator who leaves it, or who writes to one that has too
/// few, grants to others first, the deputy before anyone else.
/// </summary>
public sealed class AdministratorCover(IntakeDb db, CompartmentKeys rekeying, CaseHolders holders, SchemeCatalogue schemes)
{
    /// <summary>Before an administrator leaves: grants until as many as the scheme requires are left without this one.</summary>
    /// <returns><see cref="CaseResult.Done"/>, or why the administrator can't leave: nobody would be left.</returns>
    internal async Task<CaseResult> BeforeLeavingAsync(
        OpenReport report, OpenCompartment dialogue, DateOnly today, CancellationToken cancel)
    {
        var left = await StandInAsync(report, dialogue, leaving: report.Self.Party.PersonId, today, cancel);
        return left > 0 ? CaseResult.Done : report.ExclusionsInDoubt ? CaseResult.ExclusionsInDoubt : CaseResult.LastAdministrator;
    }

    /// <summary>When an administrator writes: grants until as many hold the report as the scheme requires.</summary>
    internal Task FillAsync(OpenReport report, OpenCompartment dialogue, DateOnly today, CancellationToken cancel)
        => StandInAsync(report, dialogue, leaving: null, today, cancel);

    /// <summary>Grants to certified administrators, named nowhere.</summary>
    /// <returns>How many administrators then hold the Dialogue, not counting the one who leaves.</returns>
    private async Task<int> StandInAsync(
        OpenReport report, OpenCompartment dialogue, Guid? leaving, DateOnly today, CancellationToken cancel)
    {
        var scheme = await schemes.GetAsync(report.Row.SchemeId, cancel);
        var left = (await holders.OfAsync(report, dialogue.Context.Id, cancel))
            .Where(c => c.IsAdministrator && c.PersonId != leaving && !report.Excluded!.Contains(c.PersonId)).ToList();
        var missing = scheme.Administrator.Required - left.Count;
        if (missing <= 0 || report.ExclusionsInDoubt) return left.Count;

        var barred = await holders.BarredAsync(report, dialogue, cancel);
        var free = report.MayHold.Where(c => c.IsAdministrator && c.PersonId != leaving && !barred.Contains(c.PersonId)
            && left.All(l => l.PersonId != c.PersonId)).ToList();
        var deputy = await db.Staff.AsNoTracking().Where(s => s.SchemeId == scheme.Id && s.Email == scheme.Administrator.Deputy.Staff)
            .Select(s => s.Id).SingleOrDefaultAsync(cancel);
        var chosen = free.OrderBy(c => c.PersonId == deputy ? 0 : 1).ThenBy(c => c.FullName, StringComparer.Ordinal).Take(missing).ToList();
        if (chosen.Count == 0) return left.Count;

        foreach (var row in report.Compartments.Where(c => c.Kind != CompartmentKind.WorkFile))
        {
            if (!report.TryOpen(row.Kind, row.ReferralId, out var compartment)) continue;
            await rekeying.PrepareAsync(report, compartment!, today, cancel);
            await holders.GrantAsync(report, compartment!, chosen, GrantPurpose.Administration, today, cancel);
        }

        return left.Count + chosen.Count;
    }
}
