using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Handling;

/// <summary>Keeps a report from running out of administrators: who leaves it grants to others first, the deputy before anyone.</summary>
public sealed class Substitutes(IntakeDb db, Rekeying rekeying, CaseHolders holders, SchemeCatalogue schemes)
{
    /// <summary>Grants to certified administrators, named nowhere, until as many as the scheme requires are left without this one.</summary>
    internal async Task StandInAsync(OpenReport report, OpenCompartment dialogue, DateOnly today, CancellationToken cancel)
    {
        var scheme = await schemes.GetAsync(report.Row.SchemeId, cancel);
        var leaving = report.Self.Party.PersonId;
        var left = (await holders.OfAsync(report, dialogue.Place.Id, cancel)).Where(c => c.IsAdministrator && c.PersonId != leaving).ToList();
        var missing = scheme.Administrator.Required - left.Count;
        if (missing <= 0 || report.ExclusionsInDoubt) return;

        var barred = await holders.BarredAsync(report, dialogue, cancel);
        var free = report.Book.Current.Where(c => c.IsAdministrator && c.PersonId != leaving && !barred.Contains(c.PersonId)
            && left.All(l => l.PersonId != c.PersonId)).ToList();
        var deputy = await db.Staff.AsNoTracking().Where(s => s.SchemeId == scheme.Id && s.Email == scheme.Administrator.Deputy.Staff)
            .Select(s => s.Id).SingleOrDefaultAsync(cancel);
        var chosen = free.OrderBy(c => c.PersonId == deputy ? 0 : 1).ThenBy(c => c.FullName, StringComparer.Ordinal).Take(missing).ToList();
        if (chosen.Count == 0) return;

        foreach (var row in report.Compartments.Where(c => c.Kind != CompartmentKind.WorkFile))
        {
            if (!report.TryOpen(row.Kind, row.ReferralId, out var compartment)) continue;
            await rekeying.PrepareAsync(report, compartment!, today, cancel);
            await holders.GrantAsync(report, compartment!, chosen, GrantPurpose.Administration, today, cancel);
        }
    }
}
