using Intake.Core.Cases.Outbound;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Screening;

/// <summary>An administrator decides, once, whether a report is inside the scheme's purpose, or keeps a doubt until then.</summary>
public sealed class ScreeningDesk(
    IntakeDb db, CaseAccess cases, EntryLog log, FollowTallies tallies, SchemeCatalogue schemes, OutboundGuard guard)
{
    /// <summary>
    /// Decides. An answer that it is outside is the feedback too: nothing stays due, and the case is kept for its short time. It is
    /// decided once, and the reporter reads it either way, so it is always shown before it is sent.
    /// </summary>
    public Task<CaseResult> DecideAsync(
        Guid reportId, UnlockedStaff administrator, ScreeningDecision decision, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            var step = decision is ScreeningDecision.Inside ? CaseLifecycle.ScreenInside : CaseLifecycle.ScreenOutside;
            if (!step.IsFor(administrator.Certificate)) return CaseResult.NotFound;
            var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
            if (Fault(scheme, decision) is { } fault) return fault;
            if (!open.Allows(step)) return CaseResult.NotNow;
            string?[] own = IsOwnWording(scheme, decision) ? [] : [Content(decision).Text];
            var findings = await guard.FindAsync(open, own, OutboundReader.Reporter, cancel);
            if (answer.Missing(findings) is { } missing) return missing;

            var follows = FollowChoice.Of(await log.ReadAsync(open.Report, open.Dialogue, cancel));
            await tallies.CountAsync(scheme.Id, open.Today, follows, cancel);
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Screening, Content(decision), open.Today, cancel);
            await guard.RecordAsync(open, findings, answer, null, cancel);
            cases.Audit(open.Report, AuditAction.Screened);
            if (decision is ScreeningDecision.Inside inside) open.Report.Row.Category = inside.Category;
            await CaseMoves.TakeAsync(db, step, open.Report.Row, open.Today,
                decision is ScreeningDecision.Inside
                    ? [DeadlinePolicy.Routing(open.Today, scheme.Deadlines)]
                    : [DeadlinePolicy.Retention(open.Today, Outcome.OutOfScope, scheme.Deadlines)],
                cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>
    /// Keeps that it is doubtful, and what is needed to decide. Nothing is decided by it: every deadline runs on, and the reporter is
    /// shown nothing.
    /// </summary>
    /// <returns>
    /// Done, not found, not now, what is wrong with a text, or <see cref="CaseResult.DoesNotFollow"/> where a reporter who does not
    /// follow the case would have to be asked.
    /// </returns>
    public Task<CaseResult> DoubtAsync(
        Guid reportId, UnlockedStaff administrator, string? ground, string? needed, DoubtStep next, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!CaseLifecycle.Doubt.IsFor(administrator.Certificate)) return CaseResult.NotFound;
            if (!Enum.IsDefined(next)) return CaseResult.ChoiceUnknown;
            if ((CaseText.Fault(ground) ?? CaseText.Fault(needed)) is { } fault) return fault;
            if (!open.Allows(CaseLifecycle.Doubt)) return CaseResult.NotNow;
            if (next == DoubtStep.Ask && !FollowChoice.Of(await log.ReadAsync(open.Report, open.Dialogue, cancel)))
                return CaseResult.DoesNotFollow;
            var content = new DoubtContent(ground!, needed!, next.ToString());
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Doubt, content, open.Today, cancel);
            cases.Audit(open.Report, AuditAction.Doubted);
            await CaseMoves.TakeAsync(db, CaseLifecycle.Doubt, open.Report.Row, open.Today, [], cancel);
            return CaseResult.Done;
        }, cancel);

    private static CaseResult? Fault(Scheme scheme, ScreeningDecision decision) => decision switch
    {
        ScreeningDecision.Inside inside => scheme.Category(inside.Category) is null
            ? CaseResult.ChoiceUnknown
            : CaseText.FaultOfOptional(inside.Note),
        ScreeningDecision.Outside outside => scheme.Scope.Grounds.All(g => g.Name != outside.Ground)
            || outside.Help.Count == 0 || outside.Help.Any(name => scheme.Help.Entry(name) is null)
            ? CaseResult.ChoiceUnknown : CaseText.Fault(outside.Text),
        _ => CaseResult.ChoiceUnknown,
    };

    /// <summary>Whether it is what the scheme says of the ground, word for word: nobody has to answer for that.</summary>
    public static bool IsOwnWording(Scheme scheme, ScreeningDecision decision) => decision is ScreeningDecision.Outside outside
        && scheme.Scope.Grounds.FirstOrDefault(ground => ground.Name == outside.Ground)?.Text is { } words
        && outside.Text.Trim() is var said && (said == words.Da.Trim() || said == words.En?.Trim());

    private static ScreeningContent Content(ScreeningDecision decision) => decision switch
    {
        ScreeningDecision.Outside outside => new(false, outside.Ground, outside.Text, [.. outside.Help.Distinct()]),
        ScreeningDecision.Inside inside => new(true, null, CaseText.Given(inside.Note), []),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };
}
