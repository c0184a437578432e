using Intake.Core.Cases.Planning;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Inbox;

/// <summary>
/// What a person has still to do in closed cases: aftercare, the effect of actions, a talk that is kept. The dates are sealed, so only the
/// cases are opened that have entries of these kinds, and of them the newest.
/// </summary>
public sealed class AfterClosing(IntakeDb db, PlanBook plans)
{
    /// <summary>The most cases that are opened for one page.</summary>
    private const int MostOpened = 25;

    /// <summary>The person's dates, the earliest first.</summary>
    /// <param name="of">The person as a reader of each scheme.</param>
    /// <param name="rows">Their rows.</param>
    /// <param name="today">Today.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<IReadOnlyList<AfterLine>> OfAsync(
        Dictionary<Guid, UnlockedStaff> of, IEnumerable<InboxRow> rows, DateOnly today, CancellationToken cancel)
    {
        var closed = rows.Where(row => row is { State: ReportState.Closed, Passed: true }).ToList();
        if (closed.Count == 0) return [];
        var reports = closed.ConvertAll(row => row.ReportId);
        var mine = closed.SelectMany(row => row.Referrals).Where(one => one.Mine).Select(one => (Guid?)one.Id).ToList();
        var dated = (await db.Compartments.AsNoTracking()
            .Where(c => mine.Contains(c.ReferralId)
                && db.Entries.Any(e => e.CompartmentId == c.Id && (e.Kind == EntryKind.Aftercare || e.Kind == EntryKind.Action)))
            .Select(c => c.ReferralId!.Value).Distinct().ToListAsync(cancel)).ToHashSet();
        var talks = (await db.Deadlines.AsNoTracking()
            .Where(d => reports.Contains(d.ReportId) && d.ReferralId == null && d.Kind == DeadlineKind.AgreedTalk
                && d.EndedBy == DeadlineEnd.Closed && d.DueOn >= today)
            .Select(d => new { d.ReportId, d.DueOn, d.OfAdministrators }).ToListAsync(cancel))
            .DistinctBy(d => d.ReportId).ToDictionary(d => d.ReportId); // There is one; a row that somebody put in stops nothing.

        var lines = new List<AfterLine>();
        foreach (var row in closed.Where(row => Own(row).Count > 0 || TalkOf(row) is not null).OrderByDescending(row => row.ReceivedOn)
            .Take(MostOpened))
        {
            var dates = await plans.AfterAsync(row.ReportId, of[row.SchemeId], Own(row), TalkOf(row), cancel);
            lines.AddRange(dates.Select(date => new AfterLine(row, date)));
        }

        return [.. lines.OrderBy(line => line.Date.On)];

        List<Guid> Own(InboxRow row) => [.. row.Referrals.Select(one => one.Id).Where(dated.Contains)];

        DateOnly? TalkOf(InboxRow row)
        {
            if (talks.GetValueOrDefault(row.ReportId) is not { } talk) return null;
            var isTheirs = talk.OfAdministrators ? of[row.SchemeId].Certificate.IsAdministrator : row.Referrals.Any(one => one.Mine);
            return isTheirs ? talk.DueOn : null;
        }
    }
}

/// <summary>A date after closing, and its case.</summary>
public sealed record AfterLine(InboxRow Row, AfterDate Date);
