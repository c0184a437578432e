using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Granting;

/// <summary>
/// Keeps a report from running out of administrators: one who leaves it hands it to others first, the deputy before anyone
/// else, and says that they are not named. Nobody is granted to without that.
/// </summary>
public sealed class AdministratorCover(
    IntakeDb db, EntryLog log, CompartmentKeys rekeying, CaseHolders holders, SchemeCatalogue schemes, ReportAccess access)
{
    /// <summary>Before an administrator leaves: grants until as many as the scheme requires are left without this one.</summary>
    /// <returns><see cref="CaseResult.Done"/>, or why the person can't leave: nobody would be left, or it is not confirmed.</returns>
    internal async Task<CaseResult> BeforeLeavingAsync(
        OpenReport report, OpenCompartment dialogue, bool notNamed, DateOnly today, CancellationToken cancel)
    {
        var (left, chosen) = await SuccessorsAsync(report, dialogue, cancel);
        if (left + chosen.Count == 0) return report.ExclusionsInDoubt ? CaseResult.ExclusionsInDoubt : CaseResult.LastAdministrator;
        if (chosen.Count == 0) return CaseResult.Done;
        if (!notNamed) return CaseResult.NotNamedMissing;
        await GrantAsync(report, chosen, today, cancel);
        return CaseResult.Done;
    }

    /// <summary>Whether an administrator other than the one who leaves has the report and is not shut out.</summary>
    internal async Task<bool> IsAnyoneLeftAsync(OpenReport report, OpenCompartment dialogue, CancellationToken cancel) =>
        (await holders.OfAsync(report, dialogue.Context.Id, cancel)).Any(person => person.IsAdministrator
            && person.PersonId != report.Self.Party.PersonId && !report.Rule!.ShutsOut(person));

    /// <summary>Who would get the report if this administrator left it now; nobody where enough are left, or it does not open.</summary>
    public async Task<IReadOnlyList<JudgedPerson>> SuccessorsAsync(Guid reportId, UnlockedStaff administrator, CancellationToken cancel)
    {
        if (!administrator.Certificate.IsAdministrator) return [];
        using var report = await access.OpenAsync(reportId, administrator, cancel);
        if (report is null) return [];
        try
        {
            var dialogue = await access.OpenDialogueAsync(report, cancel);
            return [.. (await SuccessorsAsync(report, dialogue, cancel)).Chosen.Select(one =>
                new JudgedPerson(one, new Judgement(Standing.Free, []), []) { Email = report.Rule!.AddressOf(one.PersonId) })];
        }
        catch (SealedException)
        {
            return [];
        }
    }

    /// <summary>Gives people all that the granter can open of a report, but a unit's own notes.</summary>
    internal async Task GrantAsync(OpenReport report, IReadOnlyList<Certificate> to, DateOnly today, CancellationToken cancel)
    {
        var taken = new HoldersContent(null, [.. to.Select(HeldBy.Of)]);
        await log.AppendAsync(report, report.Open(CompartmentKind.Dialogue), EntryKind.Holders, taken, today, cancel);
        report.Holdings!.Add(taken, report.Self.Party);
        foreach (var row in report.Compartments.Where(c => c.Kind != CompartmentKind.WorkFile))
        {
            if (!report.TryOpen(row.Kind, row.ReferralId, out var compartment)) continue;
            await rekeying.PrepareAsync(report, compartment!, today, cancel);
            await holders.GrantAsync(report, compartment!, to, GrantPurpose.Administration, today, cancel);
        }
    }

    /// <summary>
    /// How many administrators are left without this one, and who has to be taken in: nobody whom the rule bars, whom a text may
    /// name, or whom the reporter warned of, since the person who leaves is not to judge what they may not read.
    /// </summary>
    private async Task<(int Left, List<Certificate> Chosen)> SuccessorsAsync(
        OpenReport report, OpenCompartment dialogue, CancellationToken cancel)
    {
        var scheme = await schemes.GetAsync(report.Row.SchemeId, cancel);
        var self = report.Self.Party.PersonId;
        var left = (await holders.OfAsync(report, dialogue.Context.Id, cancel))
            .Where(c => c.IsAdministrator && c.PersonId != self && !report.Rule!.ShutsOut(c)).ToList();
        var missing = scheme.Administrator.Required - left.Count;
        if (missing <= 0 || report.ExclusionsInDoubt) return (left.Count, []);

        var free = report.MayHold.Where(c => c.IsAdministrator && c.PersonId != self && left.All(l => l.PersonId != c.PersonId)
            && report.Rule!.Of(c, []).Standing == Standing.Free && !IsWarnedOf(report.Rule!, scheme, c));
        var deputy = await db.Staff.AsNoTracking().Where(s => s.SchemeId == scheme.Id && s.Email == scheme.Administrator.Deputy.Staff)
            .Select(s => s.Id).SingleOrDefaultAsync(cancel);
        return (left.Count, [.. free.OrderBy(c => c.PersonId == deputy ? 0 : 1)
            .ThenBy(c => c.FullName, StringComparer.Ordinal).Take(missing)]);
    }

    private static bool IsWarnedOf(ExclusionRule rule, Scheme scheme, Certificate person) => rule.OpenFor(person.PersonId)
        .Any(warning => scheme.WhoReads.Readers.FirstOrDefault(reader => reader.Name == warning.Box)?.Role != ReaderRole.CaseHandler);
}
