using Intake.Core.Cases.Closing;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Inbox;

/// <summary>
/// Reads an inbox's rows: open columns of the cases whose GateCard a person holds, found by the person's pseudonym in every report of
/// their schemes. Eight queries, whatever the number of cases and schemes, and three more for each scheme where somebody has proposed to
/// keep a case.
/// </summary>
public sealed class InboxRows(IntakeDb db, HolderPseudonyms pseudonyms, HoldProposals holds)
{
    private static readonly EntryKind[] FromReporter = [.. EntryKinds.Messages(EntryMessage.FromReporter)];

    private static readonly EntryKind[] FromStaff = [.. EntryKinds.Answering];

    private static readonly EntryKind[] Proposals = [EntryKind.MessageProposal, EntryKind.MessageReturn, EntryKind.MessageSent];

    private static readonly EntryKind[] Counted = [.. UnitThread.Kinds, .. Proposals];

    /// <summary>The rows, in no order; labels stay sealed.</summary>
    /// <param name="of">The person as a reader of each scheme.</param>
    /// <param name="only">Of these reports alone; null for all that the person holds.</param>
    /// <param name="away">Who is on leave, in each scheme.</param>
    /// <param name="today">Today.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<List<InboxRow>> ReadAsync(IReadOnlyDictionary<Guid, UnlockedStaff> of, IReadOnlyCollection<Guid>? only,
        IReadOnlyDictionary<Guid, IReadOnlySet<Guid>> away, DateOnly today, CancellationToken cancel)
    {
        var schemes = of.Keys.ToList();
        var asked = db.Reports.Where(r => schemes.Contains(r.SchemeId) && r.State != ReportState.Withdrawn);
        if (only is not null) asked = asked.Where(r => only.Contains(r.Id));
        var ids = await asked.Select(r => new { r.Id, r.SchemeId }).ToListAsync(cancel);
        var mine = ids.ToDictionary(
            r => pseudonyms.OfPerson(r.Id, of[r.SchemeId].Certificate.PersonId), r => r.Id, ByteOrder.Instance);
        var holders = mine.Keys.ToList();
        var held = await db.Grants.AsNoTracking().Where(g => holders.Contains(g.Holder))
            .Join(db.Compartments, g => g.CompartmentId, c => c.Id, (g, c) => new { c.Id, c.ReportId, c.Kind, c.ReferralId })
            .Distinct().ToListAsync(cancel);
        var reportIds = held.Where(h => h.Kind == CompartmentKind.GateCard).Select(h => h.ReportId).Distinct().ToList();
        var work = held.Where(h => h.Kind == CompartmentKind.WorkFile).Select(h => h.ReferralId).ToHashSet();

        // Columns that the list needs and no more: there may be thousands of rows.
        var reports = await db.Reports.Where(r => reportIds.Contains(r.Id))
            .Select(r => new { r.Id, r.SchemeId, r.ReceivedOn, r.State, r.Category, r.Severity, r.LegalHold, r.HoldAskedOn })
            .ToListAsync(cancel);
        var passes = (await db.GatePasses.AsNoTracking().Where(p => holders.Contains(p.Holder)).ToListAsync(cancel))
            .Where(p => mine[p.Holder] == p.ReportId).ToDictionary(p => p.ReportId);
        var referrals = (await db.Referrals.AsNoTracking().Where(r => reportIds.Contains(r.ReportId))
            .Select(r => new
            {
                Row = r,
                Left = !db.Compartments.Any(c => c.ReferralId == r.Id && c.Kind == CompartmentKind.WorkFile
                    && db.Grants.Any(g => g.CompartmentId == c.Id)),
                Led = r.InCharge != null && db.Compartments.Any(c => c.ReferralId == r.Id && c.Kind == CompartmentKind.WorkFile
                    && db.Grants.Any(g => g.CompartmentId == c.Id && g.Holder == r.InCharge)),
            }).ToListAsync(cancel)).ToLookup(r => r.Row.ReportId);
        var deadlines = (await db.Deadlines
            .Where(d => reportIds.Contains(d.ReportId) && d.MetOn == null && d.EndedOn == null && d.DueOn >= d.StartsOn)
            .Select(d => new { d.ReportId, d.ReferralId, d.Kind, d.StartsOn, d.DueOn, d.OfAdministrators })
            .ToListAsync(cancel)).ToLookup(d => d.ReportId);
        var shared = held.Where(h => h.Kind is CompartmentKind.StatementFile or CompartmentKind.WorkFile).Select(h => h.Id).ToList();
        var written = await MessagesAsync(shared, cancel);
        var messages = written.Where(m => UnitThread.To(work.Contains(m.ReferralId)).Contains(m.Kind))
            .ToLookup(m => m.ReportId, m => m.Count);
        var proposed = written.Where(m => Proposals.Contains(m.Kind))
            .ToLookup(m => m.ReportId, m => m.Kind == EntryKind.MessageProposal ? m.Count : -m.Count);
        var words = (await WordsAsync(reportIds, cancel)).ToDictionary(w => w.ReportId);
        var proposals = new Dictionary<Guid, Guid?>();
        foreach (var proposing in reports.Where(r => r.HoldAskedOn is not null && CaseLifecycle.Hold.IsFor(of[r.SchemeId].Certificate))
            .GroupBy(r => r.SchemeId))
        {
            foreach (var (id, proposer) in await holds.OfAsync(proposing.Key, [.. proposing.Select(r => r.Id)], cancel))
                proposals[id] = proposer;
        }

        return [.. reports.Select(report =>
        {
            var staff = of[report.SchemeId];
            var moving = referrals[report.Id].Select(r => MovingReferral.Of(r.Row, r.Left)).ToList();
            var own = referrals[report.Id].Where(r => staff.Certificate.IsAdministrator || work.Contains(r.Row.Id))
                .Select(r =>
                {
                    var left = r.Left && deadlines[report.Id].Any(d => d.ReferralId == r.Row.Id);
                    var runs = !CaseLifecycle.IsOver(report.State) && !CaseLifecycle.IsOver(r.Row.State);
                    var led = r.Led && !away[report.SchemeId].Any(person =>
                        pseudonyms.OfPerson(report.Id, person).AsSpan().SequenceEqual(r.Row.InCharge));
                    return new InboxReferral(r.Row.Id, r.Row.UnitId, r.Row.State, work.Contains(r.Row.Id), left)
                    {
                        HasCharge = runs && led,
                        MyCharge = runs && led && mine.TryGetValue(r.Row.InCharge!, out var charged) && charged == report.Id,
                        NoCharge = runs && !led && (left || !r.Left),
                    };
                }).ToList();
            var open = deadlines[report.Id].Where(d => d.ReferralId is null || own.Any(r => r.Id == d.ReferralId))
                .Where(d => d.Kind != DeadlineKind.Retention || !report.LegalHold).OrderBy(d => d.DueOn)
                .Select(d => new OwedDeadline(Deadline.Of(d.Kind, d.StartsOn, d.DueOn, report.ReceivedOn),
                    DeadlineMoves.Of(d.Kind, d.ReferralId, d.OfAdministrators, moving))).ToList();
            var next = open.Count == 0 ? null : open[0].Due;
            var pass = passes.GetValueOrDefault(report.Id);
            var said = words.GetValueOrDefault(report.Id);
            var pressing = PressingDeadline.Of(staff.Certificate, own, open, today);
            var toRead = proposed[report.Id].Sum() + (staff.Certificate.IsAdministrator ? said?.Proposed ?? 0 : 0)
                > (pass?.MessagesProposed ?? 0);
            var reasons = NextActionPolicy.All(staff.Certificate, new WaitingCase(report.State, own, pressing)
            {
                Passed = pass is { AskedAgainOn: null },
                Unread = said is not null && said.Answer > Math.Max(said.Staff, pass?.ReadTo ?? 0),
                TalkAsked = said is not null && said.TalkAsked > said.TalkProposed,
                Assessed = report.Severity is not null,
                Messaged = messages[report.Id].Sum() > (pass?.MessagesSeen ?? 0),
                ToRead = toRead,
                HoldAsked = proposals.TryGetValue(report.Id, out var proposer) && proposer != staff.Certificate.PersonId,
            });
            return new InboxRow(report.Id, CaseReference.Of(report.Id), report.ReceivedOn, report.State, report.Category, report.Severity,
                own, next, reasons)
            {
                SchemeId = report.SchemeId,
                Today = today,
                DueSoon = open.Exists(d => !d.Due.IsOverdue(today) && d.Due.Due <= today.AddDays(PressingDeadline.SoonDays)),
                Passed = pass is { AskedAgainOn: null },
                ToRead = toRead,
                IsWithColleague = pass is null && !toRead && report.HoldAskedOn is null && !pressing.Any(due => due.IsMine)
                    && NextActionPolicy.IsWithColleague(staff.Certificate, report.State, own),
                InDoubt = CaseLifecycle.Doubt.Allows(report.State) && said?.Doubt > 0,
                SealedLabel = pass?.Label,
                HoldAsked = report.HoldAskedOn is not null,
                Later = reasons.Count > 0 ? null : LaterOf(staff.Certificate, report.State, own, open),
                Others = reasons.Count > 0 ? null : open
                    .Where(d => d.Due.IsOverdue(today) && d.Due.Kind != DeadlineKind.Retention)
                    .Select(d => d.Moves.Select(of => of.UnitId).Distinct().ToList()).FirstOrDefault(),
            };
        })];
    }

    /// <summary>The person's own next act; of those who handle the case their own first, as on the case's page.</summary>
    private static LaterAction? LaterOf(
        Certificate person, ReportState state, List<InboxReferral> own, List<OwedDeadline> open) =>
        open.Where(one => one.Due.Kind != DeadlineKind.Retention).FirstOrDefault(one => one.IsFor(person, own)) is { } mine
            && (own.Exists(one => one.Mine) || open[0] == mine)
            && CaseTurn.LaterOf(person, state, own, mine) is not (NextAction.Nothing or NextAction.Gate) and var later
                ? new LaterAction(later, mine.Due) : null;

    /// <summary>
    /// The positions of what was last said in a report's Dialogue, 0 for never, and how many messages the administrators have proposed that
    /// wait. Kinds are open columns.
    /// </summary>
    private sealed record LastWords(Guid ReportId, int Answer, int Staff, int TalkAsked, int TalkProposed, int Doubt, int Proposed);

    private Task<List<LastWords>> WordsAsync(List<Guid> reportIds, CancellationToken cancel) =>
        db.Compartments.AsNoTracking().Where(c => reportIds.Contains(c.ReportId) && c.Kind == CompartmentKind.Dialogue)
            .Join(db.Entries, c => c.Id, e => e.CompartmentId, (c, e) => new { c.ReportId, e.Kind, e.Position })
            .GroupBy(e => e.ReportId)
            .Select(g => new LastWords(
                g.Key,
                g.Max(e => FromReporter.Contains(e.Kind) ? e.Position : 0),
                g.Max(e => FromStaff.Contains(e.Kind) ? e.Position : 0),
                g.Max(e => e.Kind == EntryKind.ContactRequest ? e.Position : 0),
                g.Max(e => e.Kind == EntryKind.ContactProposal || e.Kind == EntryKind.Minutes ? e.Position : 0),
                g.Max(e => e.Kind == EntryKind.Doubt ? e.Position : 0),
                g.Sum(e => e.Kind == EntryKind.MessageProposal ? 1
                    : e.Kind == EntryKind.MessageReturn || e.Kind == EntryKind.MessageSent ? -1 : 0)))
            .ToListAsync(cancel);

    private sealed record Messages(Guid ReportId, Guid? ReferralId, EntryKind Kind, int Count);

    /// <summary>
    /// How many messages stand in these StatementFiles, by whom they are to, and in WorkFiles how many were proposed and are answered.
    /// </summary>
    private Task<List<Messages>> MessagesAsync(List<Guid> files, CancellationToken cancel) =>
        db.Entries.AsNoTracking()
            .Where(e => files.Contains(e.CompartmentId) && Counted.Contains(e.Kind))
            .Join(db.Compartments, e => e.CompartmentId, c => c.Id, (e, c) => new { c.ReportId, c.ReferralId, e.Kind })
            .GroupBy(e => new { e.ReportId, e.ReferralId, e.Kind })
            .Select(g => new Messages(g.Key.ReportId, g.Key.ReferralId, g.Key.Kind, g.Count())).ToListAsync(cancel);
}
