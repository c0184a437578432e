using Intake.Core.Cases.Outbound;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Statements;

/// <summary>
/// The handling statement's way: signed and sent by a handler, returned with a remark or accepted by an administrator. A person
/// with both roles does not accept what they wrote or signed themselves.
/// </summary>
public sealed class StatementDesk(
    IntakeDb db, CaseAccess cases, EntryLog log, SchemeCatalogue schemes, WorkDraftRows drafts, OutboundGuard guard,
    SeenWhenShown seen)
{
    /// <summary>At least so many working days are given for a statement that was returned.</summary>
    public const int WorkingDaysAfterReturn = 10;

    /// <summary>
    /// The referral's statements with their signatures judged, and what came back. Null when it isn't there for this person.
    /// </summary>
    public async Task<StatementView?> ReadAsync(Guid reportId, Guid referralId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null || !open.Report.TryOpen(CompartmentKind.StatementFile, referralId, out var file)) return null;
        var referral = await db.Referrals.AsNoTracking().SingleAsync(r => r.Id == referralId, cancel);
        var entries = await log.ReadAsync(open.Report, file!, cancel);
        var works = open.Report.TryOpen(CompartmentKind.WorkFile, referralId, out _);
        cases.Audit(open.Report, AuditAction.ReportOpened, referralId);
        await db.SaveChangesAsync(cancel);
        return new StatementView(referralId, referral.UnitId, referral.State,
            [.. entries.Where(e => e.Kind == EntryKind.Statement).Select(e => ReadStatement.Of(e, open.Report, file!))],
            [.. entries.Where(e => StatementView.Kinds.Contains(e.Kind))],
            ReferralPowers.Of(open, referral, works, holdsStatementFile: true))
        {
            ReaderId = staff.Certificate.PersonId,
        };
    }

    /// <summary>What the case records already of what the statement is to say. Null for a person without a key of the WorkFile.</summary>
    public async Task<StatementGround?> GroundAsync(Guid reportId, Guid referralId, UnlockedStaff handler, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, handler, cancel);
        return open is not null && open.Report.TryOpen(CompartmentKind.WorkFile, referralId, out var file)
            ? await GroundAsync(open, file!, cancel) : null;
    }

    /// <summary>
    /// Signs the statement with the handler's own key and sends it. Faults are returned field by field and nothing is stored. The check
    /// page comes first: what is signed is not taken back. Where the plan does not bear out who was heard, the statement's readers see it.
    /// </summary>
    public async Task<StatementResult> SendAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, StatementDraft draft, OutboundAnswer given, CancellationToken cancel)
    {
        var faults = draft.Check();
        var answer = await WriteAsync(reportId, referralId, handler, async (open, referral, file) =>
        {
            if (!CaseLifecycle.SendStatement.IsFor(handler.Certificate)) return CaseResult.NotFound;
            var work = open.WorkFile(referralId); // Not found for a handler of another referral.
            if (faults.Count > 0) return CaseResult.TextMissing;
            if (!open.Allows(CaseLifecycle.SendStatement, referral)) return CaseResult.NotNow;
            var findings = await guard.FindAsync(open, draft.Texts, OutboundReader.Administrator, cancel);
            if (given.MissingOf(findings) is { } missing) return missing;
            var unheard = (await GroundAsync(open, work, cancel)).Unheard(draft.BothPartiesHeard);
            if (!given.IsChecked) return CaseResult.ToBeChecked;

            var entries = await log.ReadAsync(open.Report, file, cancel);
            var version = 1 + entries.Count(e => e.Kind == EntryKind.Statement);
            var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
            // As signed when it was handed over: the open column could have been changed.
            var unitId = open.Report.UnitOf(referralId);
            var unit = scheme.Units.FirstOrDefault(u => u.Id == unitId)?.Title.Da ?? "";
            var content = ContentJson.Write(draft.Content(version, CaseReference.Of(reportId), unit));
            await log.AppendAsync(open.Report, file, EntryKind.Statement, new SignedStatement(version, open.Today, content,
                StatementSignature.Sign(handler, file.Context, version, open.Today, content), handler.Certificate.Id)
            {
                SentAsItStands = findings.Count > 0 ? given.Reason!.Trim() : null,
                Unheard = unheard.Count == 0 ? null : [.. unheard.Select(party => party.ToString())],
            }, open.Today, cancel);
            guard.Audit(open, findings, referralId);
            await CaseMoves.TakeAsync(db, CaseLifecycle.SendStatement, open.Report.Row, referral, open.Today, [], cancel);
            await drafts.DropAsync(open, referralId, WorkForm.Statement, cancel);
            cases.Audit(open.Report, AuditAction.StatementSent, referralId);
            return CaseResult.Done;
        }, cancel);
        return new StatementResult(answer, answer == CaseResult.TextMissing ? faults : new Dictionary<string, CaseResult>());
    }

    /// <summary>
    /// Sends the statement back with a remark; it is due again, at least <see cref="WorkingDaysAfterReturn"/> working
    /// days from today. As with an acceptance the check page comes first: the unit reads the remark at once.
    /// </summary>
    public Task<CaseResult> ReturnAsync(
        Guid reportId, Guid referralId, UnlockedStaff administrator, string? remark, OutboundAnswer given, CancellationToken cancel)
        => ReviewAsync(CaseLifecycle.ReturnStatement, reportId, referralId, administrator, async (open, referral, _) =>
        {
            if (CaseText.Fault(remark) is { } fault) return fault;
            if (await SayAsync(open, referral, new(EntryKind.StatementReturn, remark!, given), cancel) is { } missing) return missing;
            var again = Deadline.Of(DeadlineKind.Statement, open.Today, LeastAfterReturn(open.Today));
            await CaseMoves.TakeAsync(db, CaseLifecycle.ReturnStatement, open.Report.Row, referral, open.Today, [again], cancel);
            cases.Audit(open.Report, AuditAction.StatementReturned, referralId);
            return CaseResult.Done;
        }, cancel);

    /// <summary>The earliest day on which a statement that is returned today is due again. Pure.</summary>
    public static DateOnly LeastAfterReturn(DateOnly today) => DanishCalendar.AddWorkingDays(today, WorkingDaysAfterReturn);

    /// <summary>Accepts the statement. When every referral that still has handlers is accepted, the report is handled.</summary>
    public Task<CaseResult> AcceptAsync(
        Guid reportId, Guid referralId, UnlockedStaff administrator, string? remark, OutboundAnswer given, CancellationToken cancel)
        => ReviewAsync(CaseLifecycle.AcceptStatement, reportId, referralId, administrator, async (open, referral, file) =>
        {
            if (CaseText.FaultOfOptional(remark) is { } fault) return fault;
            var newest = (await log.ReadAsync(open.Report, file, cancel)).LastOrDefault(e => e.Kind == EntryKind.Statement);
            if (newest is not null && ReadStatement.Of(newest, open.Report, file).IsOf(administrator.Certificate.PersonId))
                return CaseResult.OwnStatement;
            if (await SayAsync(open, referral, new(EntryKind.StatementAcceptance, remark ?? "", given), cancel) is { } missing)
                return missing;
            await CaseMoves.TakeAsync(db, CaseLifecycle.AcceptStatement, open.Report.Row, referral, open.Today, [], cancel);
            cases.Audit(open.Report, AuditAction.StatementAccepted, referralId);
            if (open.Allows(CaseLifecycle.Handle) && !await OthersAreOpenAsync(open, referralId, cancel))
                await CaseMoves.TakeAsync(db, CaseLifecycle.Handle, open.Report.Row, open.Today, [], cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>
    /// Writes what is decided of the version that was shown, with its remark. Null when it is written; else why it can't be yet.
    /// </summary>
    private async Task<CaseResult?> SayAsync(OpenCase open, Referral referral, Review review, CancellationToken cancel)
    {
        var file = open.StatementFile(referral.Id);
        var written = (await log.ReadAsync(open.Report, file, cancel)).Where(entry => StatementView.Kinds.Contains(entry.Kind));
        if (seen.Fault(written, open.Staff) is { } unseen) return unseen;
        var findings = await guard.FindAsync(open, [review.Remark], OutboundReader.Unit, cancel, new(referral.Id));
        if (review.Given.Missing(findings) is { } missing) return missing;
        await log.AppendAsync(open.Report, file, review.Kind, review.Given.Of(review.Remark, findings), open.Today, cancel);
        guard.Audit(open, findings, referral.Id);
        return null;
    }

    private async Task<StatementGround> GroundAsync(OpenCase open, OpenCompartment workFile, CancellationToken cancel) =>
        StatementGround.Of(await log.ReadAsync(open.Report, open.Dialogue, cancel), await log.ReadAsync(open.Report, workFile, cancel));

    private Task<CaseResult> ReviewAsync(ReferralTransition step, Guid reportId, Guid referralId, UnlockedStaff administrator,
        Func<OpenCase, Referral, OpenCompartment, Task<CaseResult>> write, CancellationToken cancel)
        => WriteAsync(reportId, referralId, administrator, (open, referral, file) =>
            !step.IsFor(administrator.Certificate) ? Task.FromResult(CaseResult.NotFound)
            : !open.Allows(step, referral) ? Task.FromResult(CaseResult.NotNow)
            : write(open, referral, file), cancel);

    private Task<CaseResult> WriteAsync(Guid reportId, Guid referralId, UnlockedStaff staff,
        Func<OpenCase, Referral, OpenCompartment, Task<CaseResult>> write, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            var file = open.StatementFile(referralId);
            if (open.IsOver) return CaseResult.NotNow;
            return await write(open, await db.Referrals.SingleAsync(r => r.Id == referralId, cancel), file);
        }, cancel);

    private async Task<bool> OthersAreOpenAsync(OpenCase open, Guid referralId, CancellationToken cancel)
    {
        var others = await db.Referrals.AsNoTracking()
            .Where(r => r.ReportId == open.Report.Row.Id && r.Id != referralId && r.State != ReferralState.StatementAccepted)
            .Select(r => r.Id).ToListAsync(cancel);
        var files = open.Report.Compartments
            .Where(c => c.Kind == CompartmentKind.WorkFile && others.Contains(c.ReferralId!.Value))
            .Select(c => c.Id).ToList();
        return await db.Grants.AnyAsync(g => files.Contains(g.CompartmentId), cancel);
    }

    private sealed record Review(EntryKind Kind, string Remark, OutboundAnswer Given);
}

/// <summary>What came of sending; with <see cref="CaseResult.TextMissing"/> the faults are there, by field name.</summary>
public sealed record StatementResult(CaseResult Answer, IReadOnlyDictionary<string, CaseResult> Faults);

/// <summary>A referral's statements, oldest first, with the returns and acceptances between them.</summary>
/// <param name="ReferralId">Whose they are.</param>
/// <param name="UnitId">The unit that has it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Statements">The statements, their signatures judged.</param>
/// <param name="Entries">The same with what came back: the content of that is a <see cref="TextContent"/>.</param>
/// <param name="May">What the reader may do.</param>
public sealed record StatementView(Guid ReferralId, Guid UnitId, ReferralState State, IReadOnlyList<ReadStatement> Statements,
    IReadOnlyList<ReadEntry> Entries, ReferralPowers May)
{
    /// <summary>Kinds of entries that make up a statement's way.</summary>
    public static IReadOnlyList<EntryKind> Kinds { get; } = [EntryKind.Statement, EntryKind.StatementReturn, EntryKind.StatementAcceptance];

    internal Guid ReaderId { get; init; }

    /// <summary>What came back.</summary>
    public IReadOnlyList<ReadEntry> Reviews => [.. Entries.Where(entry => entry.Kind != EntryKind.Statement)];

    /// <summary>Whether the newest statement is the reader's own, which another administrator accepts.</summary>
    public bool IsOwn => Statements is [.., var newest] && newest.IsOf(ReaderId);
}
