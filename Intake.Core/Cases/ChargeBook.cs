using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>Writes who is in charge of a referral, and reads it without the rest of the StatementFile.</summary>
public sealed class ChargeBook(IntakeDb db, CaseAccess cases, CaseHolders holders, EntryLog log, HolderPseudonyms pseudonyms)
{
    /// <summary>
    /// Seals the entry, and marks the referral with the pseudonym under which that person holds the report. In the caller's transaction;
    /// the caller saves and audits.
    /// </summary>
    internal async Task WriteAsync(
        OpenCase open, OpenCompartment statementFile, Referral referral, Certificate person, CancellationToken cancel)
    {
        await log.AppendAsync(open.Report, statementFile, EntryKind.InCharge, new InChargeContent(person.PersonId, person.FullName),
            open.Today, cancel);
        referral.InCharge = pseudonyms.OfPerson(open.Report.Row.Id, person.PersonId);
    }

    /// <summary>Which of a scheme's people are on leave on a day.</summary>
    internal async Task<IReadOnlySet<Guid>> AwayAsync(Guid schemeId, DateOnly today, CancellationToken cancel) =>
        (await db.Staff.AsNoTracking().Where(one => one.SchemeId == schemeId && one.AwayUntil >= today)
            .Select(one => new { one.Id, one.AwayUntil }).ToListAsync(cancel))
            .Where(one => MailChoiceDesk.IsAway(one.AwayUntil, today)).Select(one => one.Id).ToHashSet();

    /// <summary>
    /// Who is in charge of a case's referrals, for a list: the Dialogue, which every StatementFile opens through, and of each file its
    /// newest such entry alone. Nothing is noted as opened, since nothing of what was written is shown.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who asks; a person who has not passed the gate learns nothing.</param>
    /// <param name="referrals">Of which referrals.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<IReadOnlyDictionary<Guid, PersonInCharge>> OfAsync(
        Guid reportId, UnlockedStaff staff, IReadOnlyCollection<Guid> referrals, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, PersonInCharge>();
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null) return found;
        var files = open.Report.Compartments.Where(one => one.Kind == CompartmentKind.WorkFile && referrals.Contains(one.ReferralId!.Value))
            .ToDictionary(one => one.ReferralId!.Value, one => one.Id);
        var holding = await holders.OfAllAsync(open.Report, files.Values, cancel);
        var away = await AwayAsync(open.Report.Row.SchemeId, open.Today, cancel);
        foreach (var (referral, workFile) in files)
        {
            if (!open.Report.TryOpen(CompartmentKind.StatementFile, referral, out var file)) continue;
            var newest = await log.NewestAsync(open.Report, file!, EntryKind.InCharge, cancel);
            found[referral] = PersonInCharge.Of(newest, holding[workFile], away);
        }

        return found;
    }
}
