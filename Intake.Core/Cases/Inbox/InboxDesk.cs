using Intake.Core.Cases.Closing;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Inbox;

/// <summary>
/// The cases whose GateCard a person holds, from open columns alone. Found by the person's pseudonym in every report of the
/// scheme; six queries, whatever the number of cases, and three more where somebody has proposed to keep one.
/// </summary>
public sealed class InboxDesk(IntakeDb db, HolderPseudonyms pseudonyms, HoldProposals holds, TimeProvider time)
{
    private static readonly EntryKind[] FromReporter = [.. EntryKinds.Messages(EntryMessage.FromReporter)];

    private static readonly EntryKind[] FromStaff = [.. EntryKinds.Messages(EntryMessage.FromStaff)];

    /// <summary>One page, and the figures over all.</summary>
    public async Task<InboxView> ListAsync(UnlockedStaff staff, InboxQuery query, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var rows = await RowsAsync(staff, today, cancel);
        var counts = new InboxCounts(
            rows.Count(r => !r.IsOver),
            rows.Count(r => r.Waits != NextAction.Nothing),
            rows.Count(r => r.Overdue),
            rows.Count(r => r is { Next: { } next, Overdue: false } && next.Due <= today.AddDays(PressingDeadline.SoonDays)),
            rows.Count(r => r.IsOver));
        var matching = Sorted(rows.Where(r => Matches(r, query)), query.Sort).ToList();
        return new InboxView(
            [.. matching.Skip(Math.Max(0, query.Page) * InboxQuery.PageSize).Take(InboxQuery.PageSize)],
            matching.Count, counts);
    }

    private async Task<List<InboxRow>> RowsAsync(UnlockedStaff staff, DateOnly today, CancellationToken cancel)
    {
        var scheme = staff.Certificate.SchemeId;
        var ids = await db.Reports.AsNoTracking().Where(r => r.SchemeId == scheme && r.State != ReportState.Withdrawn)
            .Select(r => r.Id).ToListAsync(cancel);
        var mine = ids.ToDictionary(id => pseudonyms.OfPerson(id, staff.Certificate.PersonId), id => id, ByteOrder.Instance);
        var holders = mine.Keys.ToList();
        var held = await db.Grants.AsNoTracking().Where(g => holders.Contains(g.Holder))
            .Join(db.Compartments, g => g.CompartmentId, c => c.Id, (g, c) => new { c.ReportId, c.Kind, c.ReferralId })
            .Distinct().ToListAsync(cancel);
        var reportIds = held.Where(h => h.Kind == CompartmentKind.GateCard).Select(h => h.ReportId).Distinct().ToList();
        var work = held.Where(h => h.Kind == CompartmentKind.WorkFile).Select(h => h.ReferralId).ToHashSet();

        var reports = await db.Reports.AsNoTracking().Where(r => reportIds.Contains(r.Id)).ToListAsync(cancel);
        var passes = await db.GatePasses.AsNoTracking().Where(p => holders.Contains(p.Holder)).Select(p => p.ReportId).ToListAsync(cancel);
        var referrals = (await db.Referrals.AsNoTracking().Where(r => reportIds.Contains(r.ReportId))
            .Select(r => new
            {
                Row = r,
                Left = !db.Compartments.Any(c => c.ReferralId == r.Id && c.Kind == CompartmentKind.WorkFile
                    && db.Grants.Any(g => g.CompartmentId == c.Id)),
            }).ToListAsync(cancel)).ToLookup(r => r.Row.ReportId);
        var deadlines = (await db.Deadlines.AsNoTracking()
            .Where(d => reportIds.Contains(d.ReportId) && d.MetOn == null && d.EndedOn == null)
            .ToListAsync(cancel)).ToLookup(d => d.ReportId);
        var unanswered = await UnansweredAsync(reportIds, cancel);
        var proposals = await holds.OfAsync(scheme,
            [.. reports.Where(r => r.HoldAskedOn is not null && CaseLifecycle.Hold.IsFor(staff.Certificate)).Select(r => r.Id)], cancel);

        return [.. reports.Select(report =>
        {
            var moving = referrals[report.Id].Select(r => MovingReferral.Of(r.Row, r.Left)).ToList();
            var own = referrals[report.Id].Where(r => staff.Certificate.IsAdministrator || work.Contains(r.Row.Id))
                .Select(r => new InboxReferral(r.Row.Id, r.Row.UnitId, r.Row.State, work.Contains(r.Row.Id), r.Left)).ToList();
            var open = deadlines[report.Id].Where(d => d.ReferralId is null || own.Any(r => r.Id == d.ReferralId))
                .Where(d => d.Kind != DeadlineKind.Retention || !report.LegalHold).OrderBy(d => d.DueOn)
                .Select(d => new OwedDeadline(Deadline.Of(d.Kind, d.StartsOn, d.DueOn, report.ReceivedOn),
                    DeadlineMoves.Of(d.Kind, d.ReferralId, moving))).ToList();
            var next = open.Count == 0 ? null : open[0].Due;
            var passed = passes.Contains(report.Id);
            var pressing = PressingDeadline.Of(staff.Certificate, own, open, today);
            var asked = proposals.TryGetValue(report.Id, out var proposer) && proposer != staff.Certificate.PersonId;
            var waits = NextActionPolicy.For(
                staff.Certificate, report.State, own, passed, unanswered.Contains(report.Id), pressing, asked);
            return new InboxRow(
                report.Id, CaseReference.Of(report.Id), report.ReceivedOn, report.State, report.Category, report.Severity, own,
                next, next?.IsOverdue(today) ?? false, passed, waits)
            {
                Others = waits != NextAction.Nothing ? null : open
                    .Where(d => d.Due.IsOverdue(today) && d.Due.Kind != DeadlineKind.Retention)
                    .Select(d => d.Moves.Select(of => of.UnitId).Distinct().ToList()).FirstOrDefault(),
            };
        })];
    }

    /// <summary>Reports whose newest answer came after what staff wrote last. Kinds are open columns.</summary>
    private async Task<HashSet<Guid>> UnansweredAsync(List<Guid> reportIds, CancellationToken cancel)
    {
        var last = await db.Compartments.AsNoTracking().Where(c => reportIds.Contains(c.ReportId) && c.Kind == CompartmentKind.Dialogue)
            .Join(db.Entries, c => c.Id, e => e.CompartmentId, (c, e) => new { c.ReportId, e.Kind, e.Position })
            .GroupBy(e => e.ReportId)
            .Select(g => new
            {
                ReportId = g.Key,
                Answer = g.Max(e => FromReporter.Contains(e.Kind) ? e.Position : 0),
                Staff = g.Max(e => FromStaff.Contains(e.Kind) ? e.Position : 0),
            }).ToListAsync(cancel);
        return [.. last.Where(l => l.Answer > l.Staff).Select(l => l.ReportId)];
    }

    private static bool Matches(InboxRow row, InboxQuery query)
        => query.Show switch
        {
            InboxShow.Open => !row.IsOver || row.Waits != NextAction.Nothing,
            InboxShow.Waiting => row.Waits != NextAction.Nothing,
            InboxShow.Overdue => row.Overdue,
            InboxShow.Over => row.IsOver,
            _ => true,
        }
        && (query.UnitId is null || row.Referrals.Any(r => r.UnitId == query.UnitId))
        && (BlankText.Is(query.Reference) || Bare(row.Reference) == Bare(query.Reference));

    private static string Bare(string reference) => reference.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant();

    private static IOrderedEnumerable<InboxRow> Sorted(IEnumerable<InboxRow> rows, InboxSort sort) => sort switch
    {
        InboxSort.Received => rows.OrderByDescending(r => r.ReceivedOn).ThenBy(r => r.Reference, StringComparer.Ordinal),
        InboxSort.State => rows.OrderBy(r => r.State)
            .ThenBy(r => r.Next?.Due ?? DateOnly.MaxValue)
            .ThenBy(r => r.Reference, StringComparer.Ordinal),
        _ => rows.OrderBy(r => r.Next?.Due ?? DateOnly.MaxValue).ThenBy(r => r.ReceivedOn).ThenBy(r => r.Reference, StringComparer.Ordinal),
    };
}
