using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Planning;

/// <summary>Reads a person's next date of a plan for a list of cases.</summary>
public sealed class PlanBook(CaseAccess cases, CaseHolders holders, EntryLog log)
{
    /// <summary>
    /// The person's next date in the plans of a case: the Dialogue, which the WorkFiles open through, and those WorkFiles are opened.
    /// It is not noted as an opening of the report: what is shown is the unit's own plan, and nothing that the reporter wrote.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who asks; a person who has not passed the gate, or holds no WorkFile, gets nothing.</param>
    /// <param name="referrals">Of which referrals.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<PlanDate?> NextAsync(
        Guid reportId, UnlockedStaff staff, IReadOnlyCollection<Guid> referrals, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null) return null;
        var files = open.Report.Compartments.Where(one => one.Kind == CompartmentKind.WorkFile && referrals.Contains(one.ReferralId!.Value))
            .ToList();
        var holding = await holders.OfAllAsync(open.Report, [.. files.Select(one => one.Id)], cancel);
        var dates = new List<PlanDate>();
        foreach (var file in files)
        {
            if (!open.Report.TryOpen(CompartmentKind.WorkFile, file.ReferralId, out var work)) continue;
            dates.AddRange(PlanDates.Of(file.ReferralId!.Value, await log.ReadAsync(open.Report, work!, cancel),
                staff.Certificate.FullName, [.. holding[file.Id].Select(person => person.FullName)]));
        }

        return dates.MinBy(date => date.On);
    }
}
