using Intake.Core.Cases.Planning;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Inbox;

/// <summary>
/// What is looked up for the rows of one page of an inbox and not for all: nothing of it decides which rows there are, in what order
/// they come, or whether one waits.
/// </summary>
public sealed class RowDetails(IntakeDb db, HolderPseudonyms pseudonyms, ChargeBook charges, PlanBook plans)
{
    private static readonly EntryKind[] FromReporter = [.. EntryKinds.Messages(EntryMessage.FromReporter)];

    private static readonly EntryKind[] Dated = [EntryKind.PlanTask, EntryKind.Interview];

    /// <summary>The rows with all of it.</summary>
    /// <param name="of">The person as a reader of each scheme.</param>
    /// <param name="page">The rows of a page.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<IReadOnlyList<InboxRow>> AddAsync(
        Dictionary<Guid, UnlockedStaff> of, IReadOnlyList<InboxRow> page, CancellationToken cancel) =>
        await PlannedAsync(of, await DraftedAsync(of, await AnsweredAsync(of, await AloneAsync(of,
            await ChargedAsync(of, await CountedAsync(of, page, cancel), cancel), cancel), cancel), cancel), cancel);

    /// <summary>
    /// The rows of a page with the number of messages that the person has not seen; a talk that is asked for has a line of its own.
    /// </summary>
    private async Task<IReadOnlyList<InboxRow>> CountedAsync(
        Dictionary<Guid, UnlockedStaff> of, IReadOnlyList<InboxRow> page, CancellationToken cancel)
    {
        var answered = page.Where(row => row.Reasons.Contains(NextAction.Answer)).ToList();
        if (answered.Count == 0) return page;
        var mine = answered.ToDictionary(
            row => pseudonyms.OfPerson(row.ReportId, of[row.SchemeId].Certificate.PersonId), row => row.ReportId, ByteOrder.Instance);
        var holders = mine.Keys.ToList();
        var counts = (await db.GatePasses.AsNoTracking().Where(p => holders.Contains(p.Holder))
            .Select(p => new
            {
                p.Holder, p.ReportId,
                Unread = db.Entries.Count(e => e.Position > p.ReadTo && FromReporter.Contains(e.Kind)
                    && e.Kind != EntryKind.ContactRequest && db.Compartments.Any(c =>
                    c.Id == e.CompartmentId && c.ReportId == p.ReportId && c.Kind == CompartmentKind.Dialogue)),
            }).ToListAsync(cancel)).Where(p => mine[p.Holder] == p.ReportId).ToDictionary(p => p.ReportId, p => p.Unread);
        return [.. page.Select(row => row with { Unread = counts.GetValueOrDefault(row.ReportId) })];
    }

    /// <summary>The rows of a page with who is in charge of them: of rows whose gate is not passed nothing.</summary>
    private async Task<IReadOnlyList<InboxRow>> ChargedAsync(
        Dictionary<Guid, UnlockedStaff> of, IReadOnlyList<InboxRow> page, CancellationToken cancel)
    {
        var running = page.Where(row => row.Passed)
            .SelectMany(row => row.Referrals.Where(one => one.HasCharge || one.NoCharge)).Select(one => (Guid?)one.Id).ToList();
        var named = (await db.Compartments.AsNoTracking()
            .Where(c => running.Contains(c.ReferralId) && c.Kind == CompartmentKind.StatementFile
                && db.Entries.Any(e => e.CompartmentId == c.Id && e.Kind == EntryKind.InCharge))
            .Select(c => c.ReferralId!.Value).ToListAsync(cancel)).ToHashSet();
        var rows = new List<InboxRow>();
        foreach (var row in page)
        {
            var shown = row.Referrals.Where(one => running.Contains(one.Id)).ToList();
            var opened = shown.Exists(one => named.Contains(one.Id))
                ? await charges.OfAsync(row.ReportId, of[row.SchemeId], [.. shown.Select(one => one.Id)], cancel)
                : new Dictionary<Guid, PersonInCharge>();
            rows.Add(row with
            {
                Charges = [.. shown.Select(one => new RowCharge(one.UnitId, opened.GetValueOrDefault(one.Id)?.Person?.FullName))],
            });
        }

        return rows;
    }

    /// <summary>The rows of a page with whether a unit has one handler left: for administrators, who can refer it on.</summary>
    private async Task<IReadOnlyList<InboxRow>> AloneAsync(
        Dictionary<Guid, UnlockedStaff> of, IReadOnlyList<InboxRow> page, CancellationToken cancel)
    {
        var running = page.Where(row => row is { Passed: true, IsOver: false } && of[row.SchemeId].Certificate.IsAdministrator)
            .SelectMany(row => row.Referrals).Where(one => !CaseLifecycle.IsOver(one.State)).Select(one => (Guid?)one.Id).ToList();
        if (running.Count == 0) return page;
        var alone = (await db.Compartments.AsNoTracking()
            .Where(c => running.Contains(c.ReferralId) && c.Kind == CompartmentKind.WorkFile
                && db.Grants.Where(g => g.CompartmentId == c.Id).Select(g => g.Holder).Distinct().Count() == 1)
            .Select(c => c.ReferralId!.Value).ToListAsync(cancel)).ToHashSet();
        return [.. page.Select(row => row with { HasOneHandler = row.Referrals.Any(one => alone.Contains(one.Id)) })];
    }

    /// <summary>The rows of a page with what the person has saved unsent: whose draft of which form it is, are open columns.</summary>
    private async Task<IReadOnlyList<InboxRow>> DraftedAsync(
        Dictionary<Guid, UnlockedStaff> of, IReadOnlyList<InboxRow> page, CancellationToken cancel)
    {
        var mine = page.Where(row => row is { Passed: true, IsOver: false }).ToDictionary(
            row => pseudonyms.OfPerson(row.ReportId, of[row.SchemeId].Certificate.PersonId), row => row.ReportId, ByteOrder.Instance);
        var holders = mine.Keys.ToList();
        var drafts = (await db.WorkDrafts.AsNoTracking().Where(draft => holders.Contains(draft.Holder))
            .Select(draft => new { draft.Holder, draft.Form }).ToListAsync(cancel))
            .ToLookup(draft => mine[draft.Holder], draft => draft.Form);
        return [.. page.Select(row => row with { Drafts = [.. drafts[row.ReportId].Distinct().Order()] })];
    }

    /// <summary>
    /// The rows of a page with the day since when somebody waits for an answer between administrators and unit. By kinds, positions and
    /// days, which are open columns; nothing is opened.
    /// </summary>
    private async Task<IReadOnlyList<InboxRow>> AnsweredAsync(
        Dictionary<Guid, UnlockedStaff> of, IReadOnlyList<InboxRow> page, CancellationToken cancel)
    {
        var running = page.Where(row => row is { Passed: true, IsOver: false } && !row.Reasons.Contains(NextAction.Message)).ToList();
        var holders = running.Select(row => pseudonyms.OfPerson(row.ReportId, of[row.SchemeId].Certificate.PersonId)).ToList();
        var referrals = running.SelectMany(row => row.Referrals).Where(one => !one.Left && !CaseLifecycle.IsOver(one.State))
            .Select(one => (Guid?)one.Id).ToList();
        if (referrals.Count == 0) return page;
        var files = db.Compartments.AsNoTracking().Where(c => referrals.Contains(c.ReferralId) && c.Kind == CompartmentKind.StatementFile
            && db.Grants.Any(g => g.CompartmentId == c.Id && holders.Contains(g.Holder)));
        var messages = (await db.Entries.AsNoTracking().Where(e => UnitThread.Kinds.Contains(e.Kind))
            .Join(files, e => e.CompartmentId, c => c.Id, (e, c) => new { c.ReferralId, e.Kind, e.Position, e.MadeOn })
            .ToListAsync(cancel)).ToLookup(m => m.ReferralId!.Value, m => (m.Kind, m.Position, m.MadeOn));
        return [.. page.Select(row => !running.Contains(row) ? row : row with
        {
            UnansweredSince = row.Referrals.Select(one => UnitThread.UnansweredSince(messages[one.Id], one.Mine)).Min(),
        })];
    }

    /// <summary>
    /// The rows of a page with the person's next date in each case's plan, where the gate is passed and the WorkFile held. The plan is
    /// sealed, so the inbox is not ordered by it, and a case does not wait because of it.
    /// </summary>
    private async Task<IReadOnlyList<InboxRow>> PlannedAsync(
        Dictionary<Guid, UnlockedStaff> of, IReadOnlyList<InboxRow> page, CancellationToken cancel)
    {
        var mine = page.Where(row => row is { Passed: true, IsOver: false }).SelectMany(row => row.Referrals)
            .Where(one => one.Mine && !CaseLifecycle.IsOver(one.State)).Select(one => (Guid?)one.Id).ToList();
        if (mine.Count == 0) return page;
        var planned = (await db.Compartments.AsNoTracking()
            .Where(c => mine.Contains(c.ReferralId) && c.Kind == CompartmentKind.WorkFile
                && db.Entries.Any(e => e.CompartmentId == c.Id && Dated.Contains(e.Kind)))
            .Select(c => c.ReferralId!.Value).ToListAsync(cancel)).ToHashSet();
        var rows = new List<InboxRow>();
        foreach (var row in page)
        {
            var own = row.Referrals.Select(one => one.Id).Where(planned.Contains).ToList();
            rows.Add(own.Count == 0 ? row
                : row with { Planned = await plans.NextAsync(row.ReportId, of[row.SchemeId], own, cancel) });
        }

        return rows;
    }
}
