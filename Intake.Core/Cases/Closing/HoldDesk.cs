using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Closing;

/// <summary>
/// Legal hold: one administrator proposes to keep a case from being deleted, or to lift that, with a reason; another agrees.
/// Both entries are signed by their authors, so that the two people can be recognised later.
/// </summary>
public sealed class HoldDesk(CaseAccess cases, EntryLog log)
{
    /// <summary>For so many days a proposal alone keeps a case whose time is over.</summary>
    public const int DaysToAnswer = 14;

    /// <summary>Proposes to set the hold, or to lift the one that stands.</summary>
    public Task<CaseResult> ProposeAsync(Guid reportId, UnlockedStaff administrator, string? reason, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!CaseLifecycle.Hold.IsFor(administrator.Certificate)) return CaseResult.NotFound;
            if (CaseText.Fault(reason) is { } fault) return fault;
            var row = open.Report.Row;
            if (!open.Allows(CaseLifecycle.Hold) || row.HoldAskedOn is not null) return CaseResult.NotNow;
            var what = row.LegalHold ? DecisionKind.LiftAsked : DecisionKind.HoldAsked;
            var before = await log.ReadAsync(open.Report, open.Dialogue, cancel);
            await AppendAsync(open, what, reason!, cancel);
            row.HoldAskedOn = HoldProposals.FirstOfLate(before, what, administrator.Certificate.PersonId, open.Today) ?? open.Today;
            return CaseResult.Done;
        }, cancel);

    /// <summary>Answers a proposal: agreeing takes another person than the one who made it; refusing, or taking it back, anybody.</summary>
    public Task<CaseResult> AnswerAsync(Guid reportId, UnlockedStaff administrator, bool agree, string? reason, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!CaseLifecycle.Hold.IsFor(administrator.Certificate)) return CaseResult.NotFound;
            if (CaseText.Fault(reason) is { } fault) return fault;
            var row = open.Report.Row;
            if (!open.Allows(CaseLifecycle.Hold) || row.HoldAskedOn is null) return CaseResult.NotNow;
            var thread = await log.ReadAsync(open.Report, open.Dialogue, cancel);
            var proposer = HoldProposals.Proposer(thread, row.LegalHold);
            if (agree && (proposer is null || proposer == administrator.Certificate.PersonId)) return CaseResult.OwnProposal;

            await AppendAsync(open,
                !agree ? DecisionKind.HoldRefused : row.LegalHold ? DecisionKind.HoldLifted : DecisionKind.HoldSet, reason!, cancel);
            if (agree) row.LegalHold = !row.LegalHold;
            row.HoldAskedOn = null;
            return CaseResult.Done;
        }, cancel);

    private static AuditAction ActionOf(DecisionKind what) => what switch
    {
        DecisionKind.HoldAsked => AuditAction.HoldAsked,
        DecisionKind.HoldSet => AuditAction.HoldSet,
        DecisionKind.LiftAsked => AuditAction.LiftAsked,
        DecisionKind.HoldLifted => AuditAction.HoldLifted,
        DecisionKind.HoldRefused => AuditAction.HoldRefused,
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private async Task AppendAsync(OpenCase open, DecisionKind what, string reason, CancellationToken cancel)
    {
        await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Decision, new DecisionContent(what.ToString(), null, reason),
            open.Today, cancel);
        cases.Audit(open.Report, ActionOf(what));
    }
}
