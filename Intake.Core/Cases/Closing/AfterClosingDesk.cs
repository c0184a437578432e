using Intake.Core.Cases.Outbound;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Closing;

/// <summary>
/// What is still done with a closed case: the reporter is asked how it has gone since, and the case is opened again. Both are messages
/// to the reporter, also to one who does not follow the case.
/// </summary>
public sealed class AfterClosingDesk(IntakeDb db, CaseAccess cases, EntryLog log, OutboundGuard guard)
{
    /// <summary>
    /// Asks the reporter whether anybody was treated worse for speaking up, and opens the mailbox for the answer. The first message since
    /// closing meets the check-in, and nothing else does. Source: ISO 37002, 8.4.3.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">An administrator or handler who holds the case.</param>
    /// <param name="text">What the reporter reads; at most <see cref="CaseText.Longest"/> characters.</param>
    /// <param name="answer">What was said to the check page, which always comes.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> CheckInAsync(
        Guid reportId, UnlockedStaff staff, string? text, OutboundAnswer answer, CancellationToken cancel)
        => WriteAsync(CaseLifecycle.CheckIn, EntryKind.CheckIn, AuditAction.CheckedIn, (reportId, staff), text, answer, cancel);

    /// <summary>
    /// Opens the case again. It is not deleted while it is open; a deadline that was met or had ended stays so, and the feedback that the
    /// law asks for is not due a second time.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">An administrator or handler who holds the case.</param>
    /// <param name="reason">Why, which the reporter reads; at most <see cref="CaseText.Longest"/> characters.</param>
    /// <param name="answer">What was said to the check page, which comes where something is found in the text.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> ReopenAsync(
        Guid reportId, UnlockedStaff staff, string? reason, OutboundAnswer answer, CancellationToken cancel)
        => WriteAsync(CaseLifecycle.Reopen, EntryKind.Reopening, AuditAction.Reopened, (reportId, staff), reason, answer, cancel);

    private Task<CaseResult> WriteAsync(ReportTransition step, EntryKind kind, AuditAction action, (Guid ReportId, UnlockedStaff Staff) by,
        string? text, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(by.ReportId, by.Staff, async open =>
        {
            if (CaseText.Fault(text) is { } fault) return fault;
            if (!open.May(step)) return CaseResult.NotNow;
            var findings = await guard.FindAsync(open, [text], OutboundReader.Reporter, cancel);
            if ((kind == EntryKind.CheckIn ? answer.Missing(findings) : answer.MissingOf(findings)) is { } missing) return missing;
            await log.AppendAsync(open.Report, open.Dialogue, kind, new TextContent(text!), open.Today, cancel);
            await guard.RecordAsync(open, findings, answer, null, cancel);
            var talk = step == CaseLifecycle.Reopen
                ? TalkHistory.AheadOf(await log.ReadAsync(open.Report, open.Dialogue, cancel), isOver: true, open.Today) : null;
            await CaseMoves.TakeAsync(db, step, open.Report.Row, open.Today, [], cancel);
            if (AgreedTalks.DateOf(talk, open.Today) is { } held)
                await CaseMoves.TakeAsync(db, CaseLifecycle.AgreeTalk, open.Report.Row, open.Today, [held], cancel);
            cases.Audit(open.Report, action);
            return CaseResult.Done;
        }, cancel);
}
