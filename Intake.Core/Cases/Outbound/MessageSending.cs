using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// A question or feedback on its way into the Dialogue, of this person or a colleague: what has to hold, and the entries. In the desk's
/// transaction.
/// </summary>
public sealed class MessageSending(IntakeDb db, CaseAccess cases, EntryLog log, OutboundGuard guard, SeenWhenShown seen)
{
    /// <summary>Why it can't be sent as the case stands; null when it can. What others wrote meanwhile is read first.</summary>
    internal async Task<CaseResult?> FaultAsync(
        OpenCase open, WorkForm form, IReadOnlyList<string> texts, CancellationToken cancel)
    {
        if (texts.Count == 0) return CaseResult.TextMissing;
        if (texts.Select(CaseText.Fault).FirstOrDefault(fault => fault is not null) is { } fault) return fault;
        if (!open.Allows(StepOf(form))) return CaseResult.NotNow;
        var thread = await log.ReadAsync(open.Report, open.Dialogue, cancel);
        if (form == WorkForm.Question && !FollowChoice.Of(thread)) return CaseResult.DoesNotFollow;
        return seen.Fault(thread.Where(entry => EntryKinds.Of(entry.Kind)?.Message is EntryMessage.FromReporter or EntryMessage.FromStaff),
            open.Staff);
    }

    /// <summary>
    /// Writes it as this person's, with the reason where something was found, and meets the deadline that it meets.
    /// </summary>
    /// <param name="open">The case.</param>
    /// <param name="form">Question or feedback.</param>
    /// <param name="texts">Questions, each an entry of its own, or one text of feedback.</param>
    /// <param name="findings">What was found in them.</param>
    /// <param name="answer">What was said to that.</param>
    /// <param name="proposal">The proposal's entry; null for what this person wrote.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The entries.</returns>
    internal async Task<IReadOnlyList<Guid>> SendAsync(OpenCase open, WorkForm form, IReadOnlyList<string> texts,
        IReadOnlyList<OutboundFinding> findings, OutboundAnswer answer, Guid? proposal, CancellationToken cancel)
    {
        var kind = form == WorkForm.Question ? EntryKind.Question : EntryKind.Feedback;
        var sent = new List<Guid>();
        for (var i = 0; i < texts.Count; i++)
        {
            var content = new TextContent(texts[i])
            {
                Part = texts.Count > 1 ? new QuestionPart(i + 1, texts.Count) : null,
                Proposal = proposal,
            };
            sent.Add((await log.AppendAsync(open.Report, open.Dialogue, kind, content, open.Today, cancel)).Id);
        }

        await guard.RecordAsync(open, findings, answer, null, cancel);
        if (form == WorkForm.Feedback)
            await CaseMoves.TakeAsync(db, CaseLifecycle.GiveFeedback, open.Report.Row, open.Today, [], cancel);
        cases.Audit(open.Report, form == WorkForm.Question ? AuditAction.Asked : AuditAction.FeedbackGiven);
        return sent;
    }

    private static ReportTransition StepOf(WorkForm form) =>
        form == WorkForm.Question ? CaseLifecycle.Write : CaseLifecycle.GiveFeedback;
}
