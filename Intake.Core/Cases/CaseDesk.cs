using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// The case file: reading it, and what is written into it between screening and closing. Every act needs the gate passed.
/// </summary>
public sealed class CaseDesk(IntakeDb db, CaseAccess cases, CaseHolders holders, EntryLog log, CaseMarks marks,
    SchemeCatalogue schemes, WorkDraftRows drafts, CaseLinks links, ChargeBook charges, SeenWhenShown seen,
    MessageProposals proposals)
{
    /// <summary>Everything this person may see. Null when the case isn't there for them, or they have not passed its gate.</summary>
    public async Task<CaseView?> ReadAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        return open is null ? null : await ReadAsync(open, AuditAction.ReportOpened, cancel);
    }

    /// <summary>The same of a case that is open already.</summary>
    /// <param name="open">The case.</param>
    /// <param name="noted">As what the reading is noted: one line of the audit trail.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<CaseView> ReadAsync(OpenCase open, AuditAction noted, CancellationToken cancel)
    {
        var (row, reportId, staff) = (open.Report.Row, open.Report.Row.Id, open.Staff);
        var thread = CaseLinks.Without(await log.ReadAsync(open.Report, open.Dialogue, cancel));
        var deadlines = await db.Deadlines.AsNoTracking().Where(d => d.ReportId == reportId && d.DueOn >= d.StartsOn)
            .OrderBy(d => d.DueOn).ToListAsync(cancel);
        var follows = FollowChoice.Of(thread);
        var having = await holders.OfAsync(open.Report, open.Dialogue.Context.Id, cancel);
        var rule = open.Report.Rule!;
        var named = having.Where(c => c.PersonId != staff.Certificate.PersonId && rule.Of(c).Standing == Standing.Named
            && !rule.IsToldApart(c)).ToList();
        var own = Deadlines(deadlines, row, null, AcknowledgedOn(deadlines));
        var (views, moving) = await ReferralsAsync(open, deadlines, cancel);
        // Two of one day in the order in which they were signed.
        var made = thread.Where(e => e.Kind == EntryKind.Referral).Select(e => e.As<ReferralContent>()?.ReferralId).ToList();
        var referrals = views.OrderBy(one => one.ReferredOn).ThenBy(one => made.IndexOf(one.Id)).ToList();
        var copy = open.HasOriginal ? null
            : referrals.FirstOrDefault(one => one is { WorkFile: not null, MarkedCopy: not null })?.MarkedCopy;
        var view = new CaseView
        {
            ReportId = reportId,
            Reference = CaseReference.Of(reportId),
            SchemeId = row.SchemeId,
            State = row.State,
            ReceivedOn = row.ReceivedOn,
            Category = row.Category,
            Severity = row.Severity,
            ClosedOn = row.ClosedOn,
            KeepUntil = row.KeepUntil,
            LegalHold = row.LegalHold,
            HoldAskedOn = row.HoldAskedOn,
            Follows = follows,
            Report = thread.FirstOrDefault(e => e.Kind == EntryKind.Report)?.As<ReportContent>() ?? copy?.As<ReportContent>(),
            MarkedCopy = copy,
            Thread = thread,
            NamesAdded = await NamesAddedAsync(open, cancel),
            Links = await links.OfAsync(open, cancel),
            Proposals = await proposals.OfAsync(open, cancel),
            ProposalsWaiting = await proposals.WaitingAsync(open.Report, cancel),
            Own = await marks.OfAsync(reportId, staff, cancel),
            Deadlines = own,
            Referrals = referrals,
            Overdue = OverdueDeadline.Of(open, own, referrals, moving),
            Moving = moving,
            May = CasePowers.Of(open, follows),
            AdministratorNames = [.. having.Where(c => c.IsAdministrator && !rule.ShutsOut(c)).Select(c => c.FullName)
                .Order(StringComparer.Ordinal)],
            ShutOut = open.Report.MayHold.Count(rule.ShutsOut),
            AdministratorsNeeded = (await schemes.GetAsync(row.SchemeId, cancel)).Administrator.Required,
            NamedHolders = named,
            Proposed = [.. BarProposal.In(thread).Where(one => one.IsOpen && named.Exists(c => rule.BarOf(c).Is(one.Bar)))],
            NamedAddresses = named.ToDictionary(c => c.PersonId, c => rule.AddressOf(c.PersonId)),
        };
        cases.Audit(open.Report, noted);
        await db.SaveChangesAsync(cancel);
        return view;
    }

    /// <summary>Names that administrators added to the gate's card; it is opened where there are any.</summary>
    private async Task<IReadOnlyList<ReadEntry>> NamesAddedAsync(OpenCase open, CancellationToken cancel) =>
        open.Report.TryOpen(CompartmentKind.GateCard, null, out var card)
            && await db.Entries.AnyAsync(e => e.CompartmentId == card!.Context.Id && e.Kind == EntryKind.GateNames, cancel)
                ? [.. (await log.ReadAsync(open.Report, card!, cancel)).Where(e => e.Kind == EntryKind.GateNames)] : [];

    /// <summary>Writes an internal note. Not found for an administrator, who has no access to the WorkFile.</summary>
    public Task<CaseResult> NoteAsync(Guid reportId, Guid referralId, UnlockedStaff handler, string? text, CancellationToken cancel)
        => cases.WorkAsync(reportId, referralId, handler, async (open, file, _) =>
        {
            if (CaseText.Fault(text) is { } fault) return fault;
            await log.AppendAsync(open.Report, file, EntryKind.Note, new TextContent(text!), open.Today, cancel);
            await drafts.DropAsync(open, referralId, WorkForm.Note, cancel);
            cases.Audit(open.Report, AuditAction.Noted, referralId);
            return CaseResult.Done;
        }, cancel);

    /// <summary>Moves the referral to a step of the plan: to the next, or back.</summary>
    public Task<CaseResult> StepAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, HandlingStep step, string? text, CancellationToken cancel)
        => cases.WorkAsync(reportId, referralId, handler, async (open, file, referral) =>
        {
            if (!Enum.IsDefined(step)) return CaseResult.ChoiceUnknown;
            if (CaseText.FaultOfOptional(text) is { } fault) return fault;
            await log.AppendAsync(open.Report, file, EntryKind.Step,
                new StepContent(step.ToString(), CaseText.Given(text)), open.Today, cancel);
            referral.Step = step;
            cases.Audit(open.Report, AuditAction.Noted, referralId);
            return CaseResult.Done;
        }, cancel);

    /// <summary>Says how grave the matter is, and why, without what that is judged by.</summary>
    public Task<CaseResult> AssessAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, Severity severity, string? rationale, CancellationToken cancel)
        => AssessAsync(reportId, referralId, handler, new AssessmentContent(severity.ToString(), rationale ?? ""), cancel);

    /// <summary>Says how grave the matter is, and why: the statement's deadline follows while the statement has not been sent.</summary>
    internal Task<CaseResult> AssessAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, AssessmentContent assessment, CancellationToken cancel)
        => cases.WorkAsync(reportId, referralId, handler, async (open, file, referral) =>
        {
            if (Codes.Read<Severity>(assessment.Severity) is not { } severity) return CaseResult.ChoiceUnknown;
            if (CaseText.Fault(assessment.Rationale) is { } fault) return fault;
            var past = (await log.ReadAsync(open.Report, file, cancel)).Where(entry => entry.Kind == EntryKind.Assessment);
            if (seen.Fault(past, handler) is { } unseen) return unseen;
            await log.AppendAsync(open.Report, file, EntryKind.Assessment, assessment, open.Today, cancel);
            open.Report.Row.Severity = severity;
            referral.Reach(EntryKind.Assessment);
            if (open.Allows(CaseLifecycle.Assess, referral) && referral.AcceptedOn is { } accepted)
            {
                var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
                var own = await log.NewestAsync(open.Report, open.StatementFile(referralId), EntryKind.OwnDates, cancel);
                await CaseMoves.TakeAsync(db, CaseLifecycle.Assess, open.Report.Row, referral, open.Today,
                    [OwnDates.Statement(accepted, severity, own?.As<OwnDatesContent>(), scheme.Deadlines)], cancel);
            }

            await drafts.DropAsync(open, referralId, WorkForm.Assessment, cancel);
            cases.Audit(open.Report, AuditAction.Assessed, referralId);
            return CaseResult.Done;
        }, cancel);

    /// <summary>The referrals that the person sees, and all of them as far as they say whose move a deadline is.</summary>
    private async Task<(IReadOnlyList<ReferralView> Seen, IReadOnlyList<MovingReferral> Moving)> ReferralsAsync(
        OpenCase open, List<DeadlineRow> deadlines, CancellationToken cancel)
    {
        var row = open.Report.Row;
        var referrals = await db.Referrals.AsNoTracking().Where(r => r.ReportId == row.Id).ToListAsync(cancel);
        var files = open.Report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile).ToList();
        var handlers = await holders.OfAllAsync(open.Report, [.. files.Select(c => c.Id)], cancel);
        var away = await charges.AwayAsync(row.SchemeId, open.Today, cancel);
        var unseen = open.ByAdministrator ? await marks.UnseenByUnitAsync(row.Id, cancel) : new Dictionary<Guid, int>();
        var (views, moving) = (new List<ReferralView>(), new List<MovingReferral>());
        foreach (var r in referrals.OrderBy(r => r.ReferredOn).ThenBy(r => r.Id))
        {
            var works = open.Report.TryOpen(CompartmentKind.WorkFile, r.Id, out var work);
            var states = open.Report.TryOpen(CompartmentKind.StatementFile, r.Id, out var statement);
            var held = files.Where(c => c.ReferralId == r.Id).SelectMany(c => handlers[c.Id]).ToList();
            moving.Add(MovingReferral.Of(r, isLeft: held.Count == 0));
            if (!works && !states && !open.ByAdministrator) continue;
            var shared = states ? await log.ReadAsync(open.Report, statement!, cancel) : null;
            views.Add(new ReferralView(r.Id, r.UnitId, r.State, r.Step, r.ReferredOn, r.AcceptedOn,
                [.. held.Select(c => c.FullName).Order(StringComparer.Ordinal)], OwnDated(deadlines, row, r, shared),
                works ? await log.ReadAsync(open.Report, work!, cancel) : null,
                shared,
                ReferralPowers.Of(open, r, works, states))
            {
                InCharge = PersonInCharge.Of(shared, held, away),
                UnseenByUnit = unseen.GetValueOrDefault(r.Id),
                CouldJoin = held.Count == 1 && !open.IsOver ? CouldJoin(open, held) : [],
            });
        }

        return (views, moving);
    }

    private static IReadOnlyList<CaseDeadline> OwnDated(
        List<DeadlineRow> rows, Report report, Referral referral, IReadOnlyList<ReadEntry>? file)
    {
        var own = OwnDates.Of(file);
        return [.. Deadlines(rows, report, referral.Id, Referred(referral, rows))
            .Select(one => one with { Deadline = OwnDates.Explained(one.Deadline, own, referral.ReferredOn) })];
    }

    private static List<string> CouldJoin(OpenCase open, List<Certificate> held) => [.. open.Report.MayHold
        .Where(c => c.IsCaseHandler && held.All(other => other.PersonId != c.PersonId && other.Units.Intersect(c.Units).Any())
            && open.Report.Rule!.Of(c, []).Standing == Standing.Free && open.Report.Rule.OpenFor(c.PersonId).Count == 0)
        .Select(c => c.FullName).Order(StringComparer.Ordinal)];

    // Accepted and yet not met: its last handler has left, and the time runs from then, also on the day of the referral itself.
    private static DateOnly Referred(Referral referral, List<DeadlineRow> rows) => referral.AcceptedOn is not null
        && rows.Exists(row => row.ReferralId == referral.Id && row is { Kind: DeadlineKind.Acceptance, MetOn: null })
            ? referral.ReferredOn.AddDays(-1) : referral.ReferredOn;

    private static DateOnly? AcknowledgedOn(List<DeadlineRow> rows) =>
        rows.FirstOrDefault(row => row.Kind == DeadlineKind.Acknowledgement)?.MetOn;

    private static IReadOnlyList<CaseDeadline> Deadlines(List<DeadlineRow> rows, Report report, Guid? referralId, DateOnly? happened)
        => [.. rows.Where(d => d.ReferralId == referralId).Select(d => new CaseDeadline(
            Deadline.Of(d.Kind, d.StartsOn, d.DueOn, report.ReceivedOn, happened) with { OfAdministrators = d.OfAdministrators },
            d.MetOn, d.EndedOn, d.EndedBy))];
}
