using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// What staff write to the reporter: questions and feedback. Nothing of it can be taken back, so each is shown on a check page
/// before it is sent. Where reporter or a colleague wrote after the form was shown, that is read first. Where the scheme wants a second
/// reader it is proposed, and a colleague sends it (<see cref="SecondReaderDesk"/>); where no colleague could, its writer sends it alone
/// with a reason, so that no reporter waits for what nobody can read.
/// </summary>
public sealed class MessageDesk(CaseAccess cases, EntryLog log, OutboundGuard guard, CaseDraftRows drafts, MessageSending sending,
    MessageProposals proposals, SchemeCatalogue schemes)
{
    /// <summary>
    /// Asks one question or several in one message. Each is an entry of its own, so that each gets its own answer; blank ones are
    /// left out. Refused when the reporter does not follow the case.
    /// </summary>
    public Task<CaseResult> AskAsync(
        Guid reportId, UnlockedStaff staff, IReadOnlyList<string?> questions, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, open => WriteAsync(open, WorkForm.Question,
            [.. questions.Where(question => !BlankText.Is(question)).Select(question => question!)], answer, cancel), cancel);

    /// <summary>
    /// Tells the reporter what has been or will be done: the feedback that the law asks for. Also to a reporter who
    /// does not follow the case.
    /// </summary>
    public Task<CaseResult> FeedbackAsync(
        Guid reportId, UnlockedStaff staff, string? text, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, open => WriteAsync(open, WorkForm.Feedback, BlankText.Is(text) ? [] : [text!], answer, cancel),
            cancel);

    /// <summary>
    /// Who would read this person's message before it is sent: nobody where they would send it alone. Null where the scheme wants no
    /// second reader, or the case isn't there for this person.
    /// </summary>
    public async Task<MessagePlace?> SecondReadersAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null || !await IsReadAsync(open, cancel)) return null;
        var place = await proposals.PlaceAsync(open, cancel);
        return place with { IsUnopened = !await proposals.IsOpenedAsync(open, place.Readers, cancel) };
    }

    private async Task<CaseResult> WriteAsync(
        OpenCase open, WorkForm form, IReadOnlyList<string> texts, OutboundAnswer answer, CancellationToken cancel)
    {
        if (await sending.FaultAsync(open, form, texts, cancel) is { } fault) return fault;
        var findings = await guard.FindAsync(open, texts, OutboundReader.Reporter, cancel);
        var isAlone = false;
        if (await IsReadAsync(open, cancel))
        {
            var place = await proposals.PlaceAsync(open, cancel);
            if (place.Readers.Count > 0)
            {
                return answer.Missing(findings) is { } missing ? missing
                    : await ProposeAsync(open, place, form, texts, findings.Count > 0 ? answer.Reason!.Trim() : null, cancel);
            }

            isAlone = true;
        }

        if (answer.Missing(findings) is { } unanswered) return unanswered;
        if (isAlone && CaseText.Fault(answer.Alone) is not null) return CaseResult.AloneReasonMissing;
        await sending.SendAsync(open, form, texts, findings, answer, null, cancel);
        if (isAlone)
        {
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Decision,
                new DecisionContent(nameof(DecisionKind.SentAlone), null, answer.Alone!.Trim()), open.Today, cancel);
            cases.Audit(open.Report, AuditAction.SentAlone);
        }

        await drafts.DropAsync(open, form, cancel);
        return CaseResult.Done;
    }

    private async Task<CaseResult> ProposeAsync(
        OpenCase open, MessagePlace place, WorkForm form, IReadOnlyList<string> texts, string? reason, CancellationToken cancel)
    {
        if ((await proposals.OfAsync(open, cancel)).Any(one => one.IsOpen && one.Form == form && one.IsBy(open.Staff)))
            return CaseResult.MessageWaits;
        var thread = await log.ReadAsync(open.Report, open.Dialogue, cancel);
        await proposals.ProposeAsync(
            open, place, form, new(texts, reason, thread.Select(entry => entry.Position).DefaultIfEmpty(0).Max()), cancel);
        await drafts.DropAsync(open, form, cancel);
        cases.Audit(open.Report, AuditAction.MessageProposed);
        return CaseResult.Done;
    }

    private async Task<bool> IsReadAsync(OpenCase open, CancellationToken cancel) =>
        (await schemes.GetAsync(open.Report.Row.SchemeId, cancel)).SecondReader;
}
