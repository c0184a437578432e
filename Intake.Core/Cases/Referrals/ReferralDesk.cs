using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Referrals;

/// <summary>
/// Hands a report to units. The chosen handlers get GateCard and Dialogue, a WorkFile that is theirs alone and a
/// StatementFile that they share with the administrators; all at the newest epoch, signed by the person who hands over.
/// </summary>
public sealed class ReferralDesk(IntakeDb db, CaseAccess cases, CaseHolders holders, ReferralPeople people, GrantCheck check,
    EntryLog log, CompartmentKeys rekeying, MarkedCopies copies, HolderPseudonyms pseudonyms, SchemeCatalogue schemes, ChargeBook charges,
    OutboundGuard guard)
{
    /// <summary>
    /// Where an administrator can hand a report, and whom they can choose at one of the units. Null when the case isn't there for
    /// this person.
    /// </summary>
    public async Task<ReferralChoices?> ChoicesAsync(Guid reportId, UnlockedStaff administrator, Guid? unitId, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        if (open is not { ByAdministrator: true }) return null;
        var working = await WorkingUnitsAsync(open, cancel);
        var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
        var found = await people.CandidatesAsync(open, cancel);
        return new ReferralChoices(
            [
                .. scheme.Units.Select(unit =>
                    new UnitChoice(unit, found[unit.Id].Count(one => !one.Barred), working.Contains(unit.Id))),
            ],
            unitId is { } chosen ? found.GetValueOrDefault(chosen) ?? [] : [],
            await UsualAsync(open, scheme, cancel))
        {
            HadCopy = unitId is { } unit ? HadCopy(open, found.GetValueOrDefault(unit) ?? []) : [],
        };
    }

    /// <summary>
    /// Whom an administrator can choose at a unit, and who must not
    /// be. Null when the case or unit isn't there for this person.
    /// </summary>
    public async Task<IReadOnlyList<Candidate>?> CandidatesAsync(
        Guid reportId, UnlockedStaff administrator, Guid unitId, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        return open is not { ByAdministrator: true } ? null : (await people.CandidatesAsync(open, cancel)).GetValueOrDefault(unitId);
    }

    /// <summary>
    /// Colleagues to whom a handler can hand a referral over: of one of the handler's own units, and not in it yet.
    /// Null when it isn't there for the handler.
    /// </summary>
    public async Task<IReadOnlyList<Candidate>?> ColleaguesAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, handler, cancel);
        return open is null || !open.Report.TryOpen(CompartmentKind.WorkFile, referralId, out var file)
            ? null : await people.ColleaguesAsync(open, referralId, file!, cancel);
    }

    /// <summary>
    /// Refers a report that is inside the purpose. One open referral a unit; a report may have several units. What has been read
    /// can't be taken back, so who gets which keys is shown before it is done.
    /// </summary>
    public Task<CaseResult> ReferAsync(Guid reportId, UnlockedStaff administrator, Guid unitId, IReadOnlyCollection<Guid> handlerIds,
        string? note, GrantAnswers answers, CancellationToken cancel, ReferralTerms? terms = null)
        => ReferAsync(reportId, administrator, unitId, handlerIds, note, null, answers, terms, cancel);

    /// <summary>
    /// The same with a marked copy: the handlers get what is left of the report, and no key of what was written before. The reporter
    /// and the administrators lose nothing.
    /// </summary>
    public Task<CaseResult> ReferMarkedAsync(Guid reportId, UnlockedStaff administrator, Guid unitId, IReadOnlyCollection<Guid> handlerIds,
        string? note, CopyDraft copy, GrantAnswers answers, CancellationToken cancel, ReferralTerms? terms = null)
        => ReferAsync(reportId, administrator, unitId, handlerIds, note, copy, answers, terms, cancel);

    /// <summary>
    /// What the reporter wrote, for the page on which passages of it are struck out. Null when the case isn't there for this person, or
    /// its original is not.
    /// </summary>
    public async Task<ReportContent?> OriginalAsync(Guid reportId, UnlockedStaff administrator, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        return open is not { ByAdministrator: true } ? null : await copies.OriginalAsync(open, cancel);
    }

    /// <summary>
    /// Full names of those among these candidates for whom a marked copy would hide nothing. None when the case isn't there for this
    /// person.
    /// </summary>
    public async Task<IReadOnlyList<string>> HavingOriginalAsync(
        Guid reportId, UnlockedStaff administrator, Guid unitId, IReadOnlyCollection<Guid> handlerIds, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        if (open is not { ByAdministrator: true }) return [];
        var chosen = ((await people.CandidatesAsync(open, cancel)).GetValueOrDefault(unitId) ?? [])
            .Where(one => handlerIds.Contains(one.PersonId)).Select(one => one.Judged.Certificate).ToList();
        var having = await copies.HavingOriginalAsync(open, chosen, cancel);
        return [.. chosen.Where(one => having.Contains(one.PersonId)).Select(one => one.FullName)];
    }

    private Task<CaseResult> ReferAsync(Guid reportId, UnlockedStaff administrator, Guid unitId, IReadOnlyCollection<Guid> handlerIds,
        string? note, CopyDraft? draft, GrantAnswers answers, ReferralTerms? terms, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!CaseLifecycle.Refer.IsFor(administrator.Certificate)) return CaseResult.NotFound;
            if (CaseText.FaultOfOptional(note) is { } fault) return fault;
            if (open.Report.ExclusionsInDoubt) return CaseResult.ExclusionsInDoubt;
            if (!open.HasOriginal) return CaseResult.OriginalNotRead;
            if (!open.Allows(CaseLifecycle.Refer)) return CaseResult.NotNow;
            var all = await people.CandidatesAsync(open, cancel);
            if (all.GetValueOrDefault(unitId) is not { } candidates) return CaseResult.ChoiceUnknown;
            if (Router.Check(candidates, handlerIds) is { } wrong) return Answer(wrong);
            if ((await WorkingUnitsAsync(open, cancel)).Contains(unitId)) return CaseResult.AlreadyReferred;
            var chosen = candidates.Where(c => handlerIds.Contains(c.PersonId)).Select(c => c.Judged).ToList();
            if (draft is null && terms?.IsWholeMeant != true && HadCopy(open, candidates).Count > 0) return CaseResult.CopyWouldBeUndone;
            if (draft is not null && await copies.FaultAsync(open, draft, chosen, cancel) is { } notSo) return notSo;
            if (terms?.InCharge is { } leading && !await MayLeadAsync(open, leading, handlerIds, cancel)) return CaseResult.InChargeUnknown;
            var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
            if (terms?.Asked is null && scheme.Units.Any(one => one.Id == unitId && one.AsksReporter)) return CaseResult.ReporterNotAsked;
            if (terms?.Asked == ReporterAsked.SaidYes && !await HasAnsweredAsync(open, cancel)) return CaseResult.ReporterNeverAsked;
            if (terms is not null && OwnDates.Fault(
                terms.AcceptBy, terms.StatementBy, terms.DatesReason, await UsualAsync(open, scheme, cancel)) is { } wrongDate)
            {
                return wrongDate;
            }

            if (GrantCheck.Fault(chosen, answers) is { } unanswered) return unanswered;
            var findings = draft is null ? [] : await guard.FindAsync(open, [note, terms?.DatesReason], OutboundReader.Unit, cancel,
                new(null, draft.Of((await copies.OriginalAsync(open, cancel))!)));
            var said = new OutboundAnswer(answers.IsChecked, terms?.SentAsItStands);
            if (said.Missing(findings) is { } missing) return missing;

            await check.RecordAsync(open.Report, open.Dialogue, chosen, answers, open.Today, cancel);
            // Before the cut: the reason may say what was struck out, too.
            await guard.RecordAsync(open, findings, said, null, cancel);
            await ReferAsync(open, new(unitId, chosen.ConvertAll(one => one.Certificate), note, draft, terms), scheme, cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>A handler takes a colleague of one of their own units into a referral, also when recusals left too few.</summary>
    public Task<CaseResult> HandOverAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, Guid colleagueId, GrantAnswers answers, CancellationToken cancel)
        => cases.WriteAsync(reportId, handler, async open =>
        {
            if (!CaseLifecycle.Work.IsFor(handler.Certificate)) return CaseResult.NotFound;
            var file = open.WorkFile(referralId);
            if (open.IsOver) return CaseResult.NotNow;
            if (open.Report.ExclusionsInDoubt) return CaseResult.ExclusionsInDoubt;
            var colleague = (await people.ColleaguesAsync(open, referralId, file, cancel)).FirstOrDefault(c => c.PersonId == colleagueId);
            if (colleague is null) return CaseResult.HandlerUnknown;
            if (colleague.Barred) return CaseResult.HandlerExcluded;
            if (colleague.IsForAdministrators) return CaseResult.OriginalNotRead;
            if (GrantCheck.Fault([colleague.Judged], answers) is { } unanswered) return unanswered;
            if (!answers.IsChecked) return CaseResult.ToBeChecked;

            await check.RecordAsync(open.Report, open.Dialogue, [colleague.Judged], answers, open.Today, cancel);
            var taken = new HoldersContent(referralId, [HeldBy.Of(colleague.Certificate)]);
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Holders, taken, open.Today, cancel);
            open.Report.Holdings!.Add(taken, handler.Party);
            await copies.GrantAsync(open, referralId, [colleague.Certificate], GrantPurpose.HandOver, cancel);
            foreach (var compartment in new[] { file, open.StatementFile(referralId) })
            {
                await rekeying.PrepareAsync(open.Report, compartment, open.Today, cancel);
                await holders.GrantAsync(open.Report, compartment, [colleague.Certificate], GrantPurpose.HandOver, open.Today, cancel);
            }

            cases.Audit(open.Report, AuditAction.HandedOver, referralId);
            return CaseResult.Done;
        }, cancel);

    private static List<Candidate> HadCopy(OpenCase open, IReadOnlyList<Candidate> candidates) =>
        [.. candidates.Where(one => open.Report.Holdings!.HadCopyOnly.Contains(one.PersonId))];

    private async Task<UsualDates> UsualAsync(OpenCase open, Scheme scheme, CancellationToken cancel)
    {
        var feedback = await db.Deadlines.Where(row => row.ReportId == open.Report.Row.Id && row.Kind == DeadlineKind.Feedback)
            .Select(row => (DateOnly?)row.DueOn).SingleOrDefaultAsync(cancel);
        return OwnDates.Usual(open.Today, open.Report.Row.Severity, feedback, scheme.Deadlines);
    }

    /// <summary>Whether the person is one of those who are chosen, and not away.</summary>
    /// <summary>Whether the reporter has written since something was asked in the mailbox: what it says is for a human to read.</summary>
    private async Task<bool> HasAnsweredAsync(OpenCase open, CancellationToken cancel) =>
        (await log.ReadAsync(open.Report, open.Dialogue, cancel)).SkipWhile(entry => entry.Kind != EntryKind.Question)
        .Any(entry => entry.Kind == EntryKind.Answer);

    private async Task<bool> MayLeadAsync(
        OpenCase open, Guid personId, IReadOnlyCollection<Guid> handlerIds, CancellationToken cancel) => handlerIds.Contains(personId)
        && !(await charges.AwayAsync(open.Report.Row.SchemeId, open.Today, cancel)).Contains(personId);

    private async Task ReferAsync(OpenCase open, NewReferral order, Scheme scheme, CancellationToken cancel)
    {
        var (unitId, handlers, note, copy, terms) = order;
        var referral = new Referral
        {
            Id = Guid.NewGuid(),
            ReportId = open.Report.Row.Id,
            UnitId = unitId,
            Step = HandlingStep.Aware,
            ReferredOn = open.Today,
        };
        await AbandonedReferrals.ReplaceAsync(db, open.Report, scheme, open.Today, cancel);
        db.Referrals.Add(referral);
        var acceptance = terms?.AcceptBy is { } own ? DeadlinePolicy.SetAtReferral(DeadlineKind.Acceptance, open.Today, own)
            : DeadlinePolicy.Acceptance(open.Today, scheme.Deadlines);
        await CaseMoves.TakeAsync(db, CaseLifecycle.Offer, open.Report.Row, referral, open.Today, [acceptance], cancel);
        await db.SaveChangesAsync(cancel);
        var workFile = rekeying.Create(open.Report, CompartmentKind.WorkFile, referral.Id, open.Today);
        var statementFile = rekeying.Create(open.Report, CompartmentKind.StatementFile, referral.Id, open.Today);
        var marked = copy is null ? null
            : await copies.CutAsync(open, referral.Id, copy, await people.FreeAsync(open, handlers, cancel), cancel);

        var referred = new ReferralContent(referral.Id, unitId, CaseText.Given(note))
        {
            Handlers = [.. handlers.Select(one => one.PersonId)],
            Asked = terms?.Asked?.ToString(),
            Certificates = [.. handlers.Select(one => one.Id)],
            WorkFile = new NewCompartment(workFile.Context.Id, workFile.Commitment),
            StatementFile = new NewCompartment(statementFile.Context.Id, statementFile.Commitment),
        };
        await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Referral, referred, open.Today, cancel);
        open.Report.Holdings!.Add(referred);

        await copies.GrantAsync(open, referral.Id, handlers, GrantPurpose.Referral, cancel);
        var administrators = Staying(open.Report.Rule!, await holders.OfAsync(open.Report, open.Dialogue.Context.Id, cancel));
        await holders.GrantAsync(open.Report, workFile, handlers, GrantPurpose.Referral, open.Today, cancel);
        await holders.GrantAsync(open.Report, statementFile, handlers, GrantPurpose.Referral, open.Today, cancel);
        await holders.GrantAsync(
            open.Report, statementFile, administrators, GrantPurpose.Administration, open.Today, cancel, heldBefore: true);
        if (marked is not null) await copies.WriteAsync(open, statementFile, marked, cancel);

        // Another unit is another question of conflict: a person who has passed before is asked again.
        var asked = handlers.Select(c => pseudonyms.OfPerson(open.Report.Row.Id, c.PersonId)).ToList();
        await db.GatePasses.Where(p => asked.Contains(p.Holder)).ExecuteDeleteAsync(cancel);
        await CaseMoves.TakeAsync(db, CaseLifecycle.Refer, open.Report.Row, open.Today, [], cancel);
        cases.Audit(open.Report, AuditAction.Referred, referral.Id);
        if (terms is { AcceptBy: not null } or { StatementBy: not null })
        {
            await log.AppendAsync(open.Report, statementFile, EntryKind.OwnDates, new OwnDatesContent(
                terms.AcceptBy, terms.StatementBy, CaseText.Given(terms.DatesReason), open.Report.Row.Severity?.ToString()),
                open.Today, cancel);
        }

        if (handlers.Find(one => one.PersonId == terms?.InCharge) is not { } first) return;
        await charges.WriteAsync(open, statementFile, referral, first, cancel);
        cases.Audit(open.Report, AuditAction.PutInCharge, referral.Id);
    }

    /// <summary>The units with a referral that is neither finished nor left by all its handlers.</summary>
    private async Task<HashSet<Guid>> WorkingUnitsAsync(OpenCase open, CancellationToken cancel)
    {
        var referrals = await db.Referrals.AsNoTracking()
            .Where(r => r.ReportId == open.Report.Row.Id && r.State != ReferralState.StatementAccepted)
            .Select(r => new { r.Id, r.UnitId }).ToDictionaryAsync(r => r.Id, r => r.UnitId, cancel);
        var files = open.Report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile && referrals.ContainsKey(c.ReferralId!.Value))
            .ToDictionary(c => c.Id, c => referrals[c.ReferralId!.Value]);
        return [.. (await holders.OfAllAsync(open.Report, files.Keys, cancel)).Select(held => files[held.Key])];
    }

    /// <summary>A referral that is being made, with a marked copy or without.</summary>
    private sealed record NewReferral(Guid UnitId, List<Certificate> Handlers, string? Note, CopyDraft? Copy, ReferralTerms? Terms);

    /// <summary>The administrators who have the report and go on with it: without those whom a text names, while others are left.</summary>
    private static List<Certificate> Staying(ExclusionRule rule, IEnumerable<Certificate> holders)
    {
        var held = holders.Where(c => c.IsAdministrator && !rule.ShutsOut(c)).ToList();
        var free = held.Where(c => !rule.Of(c).Bars || rule.IsToldApart(c)).ToList();
        return free.Count > 0 ? free : held;
    }

    private static CaseResult Answer(RouteFault fault) => fault switch
    {
        RouteFault.Excluded => CaseResult.HandlerExcluded,
        RouteFault.Unknown => CaseResult.HandlerUnknown,
        _ => CaseResult.TooFewHandlers,
    };
}
