using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// What staff write to the reporter: questions and feedback. Nothing of it can be taken back, so each is shown on a check page
/// before it is sent. Where reporter or a colleague wrote after the form was shown, that is read first.
/// </summary>
public sealed class MessageDesk(
    IntakeDb db, CaseAccess cases, EntryLog log, OutboundGuard guard, CaseDraftRows drafts, SeenWhenShown seen)
{
    /// <summary>
    /// Asks one question or several in one message. Each is an entry of its own, so that each gets its own answer; blank ones are
    /// left out. Refused when the reporter does not follow the case.
    /// </summary>
    public Task<CaseResult> AskAsync(
        Guid reportId, UnlockedStaff staff, IReadOnlyList<string?> questions, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            var asked = questions.Where(question => !BlankText.Is(question)).ToList();
            if (asked.Count == 0) return CaseResult.TextMissing;
            if (asked.Select(CaseText.Fault).FirstOrDefault(fault => fault is not null) is { } fault) return fault;
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            var thread = await log.ReadAsync(open.Report, open.Dialogue, cancel);
            if (!FollowChoice.Of(thread)) return CaseResult.DoesNotFollow;
            if (seen.Fault(Said(thread), staff) is { } unseen) return unseen;
            var findings = await guard.FindAsync(open, asked, OutboundReader.Reporter, cancel);
            if (answer.Missing(findings) is { } missing) return missing;
            for (var i = 0; i < asked.Count; i++)
            {
                var content = new TextContent(asked[i]!) { Part = asked.Count > 1 ? new QuestionPart(i + 1, asked.Count) : null };
                await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Question, content, open.Today, cancel);
            }

            await guard.RecordAsync(open, findings, answer, null, cancel);
            await drafts.DropAsync(open, WorkForm.Question, cancel);
            cases.Audit(open.Report, AuditAction.Asked);
            return CaseResult.Done;
        }, cancel);

    /// <summary>
    /// Tells the reporter what has been or will be done: the feedback that the law asks for. Also to a reporter who
    /// does not follow the case.
    /// </summary>
    public Task<CaseResult> FeedbackAsync(
        Guid reportId, UnlockedStaff staff, string? text, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (CaseText.Fault(text) is { } fault) return fault;
            if (!open.Allows(CaseLifecycle.GiveFeedback)) return CaseResult.NotNow;
            if (seen.Fault(Said(await log.ReadAsync(open.Report, open.Dialogue, cancel)), staff) is { } unseen) return unseen;
            var findings = await guard.FindAsync(open, [text], OutboundReader.Reporter, cancel);
            if (answer.Missing(findings) is { } missing) return missing;
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Feedback, new TextContent(text!), open.Today, cancel);
            await guard.RecordAsync(open, findings, answer, null, cancel);
            await CaseMoves.TakeAsync(db, CaseLifecycle.GiveFeedback, open.Report.Row, open.Today, [], cancel);
            await drafts.DropAsync(open, WorkForm.Feedback, cancel);
            cases.Audit(open.Report, AuditAction.FeedbackGiven);
            return CaseResult.Done;
        }, cancel);

    private static IEnumerable<ReadEntry> Said(IReadOnlyList<ReadEntry> thread) =>
        thread.Where(entry => EntryKinds.Of(entry.Kind)?.Message is EntryMessage.FromReporter or EntryMessage.FromStaff);
}
