using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
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

    /// <summary>What the person has still to do in a closed case. As above, it is not noted as an opening of the report.</summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who asks.</param>
    /// <param name="referrals">Of which referrals.</param>
    /// <param name="talk">The day of a talk that was agreed when the case was closed; null for none that is theirs.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<IReadOnlyList<AfterDate>> AfterAsync(
        Guid reportId, UnlockedStaff staff, IReadOnlyCollection<Guid> referrals, DateOnly? talk, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null) return [];
        var dates = new List<AfterDate>();
        if (talk is { } on && IsHeld(await log.ReadAsync(open.Report, open.Dialogue, cancel)))
        {
            dates.Add(new(AfterKind.Talk, "", on, null));
        }

        var files = open.Report.Compartments.Where(one => one.Kind == CompartmentKind.WorkFile && referrals.Contains(one.ReferralId!.Value))
            .ToList();
        var holding = await holders.OfAllAsync(open.Report, [.. files.Select(one => one.Id)], cancel);
        foreach (var file in files)
        {
            if (!open.Report.TryOpen(CompartmentKind.WorkFile, file.ReferralId, out var work)
                || !open.Report.TryOpen(CompartmentKind.StatementFile, file.ReferralId, out var statement))
            {
                continue;
            }

            dates.AddRange(AfterDates.Of(file.ReferralId!.Value, await log.ReadAsync(open.Report, work!, cancel),
                await log.ReadAsync(open.Report, statement!, cancel), staff.Certificate.FullName,
                [.. holding[file.Id].Select(person => person.FullName)]));
        }

        return dates;
    }

    /// <summary>Whether it was said at closing that the talk is held, and the reporter has not called it off since.</summary>
    private static bool IsHeld(IReadOnlyList<ReadEntry> thread) =>
        thread.LastOrDefault(entry => entry.Kind == EntryKind.Closing) is { } closing && closing.As<ClosingContent>() is { TalkKept: true }
        && !thread.Any(entry => entry.Position > closing.Position && entry.Kind == EntryKind.ContactReply);
}
