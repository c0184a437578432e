using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// A colleague's message to the reporter: read, and sent or returned by another person who holds the case where it lies. Its writer can
/// take it back. What was sent is the sender's message. Also where the scheme has stopped asking for a second reader, so that nothing
/// that waits is stuck.
/// </summary>
public sealed class SecondReaderDesk(
    CaseAccess cases, MessageProposals proposals, MessageSending sending, OutboundGuard guard)
{
    /// <summary>Sends a message that a colleague proposed. What reporter or staff wrote after the page was shown is read first.</summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who read it, and sends it.</param>
    /// <param name="proposalId">The proposal's entry.</param>
    /// <param name="shown">What was shown: <see cref="MessageProposal.Digest"/>.</param>
    /// <param name="answer">What was said to what the outbound check finds now.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Done, not found for one who does not hold the place where it lies, own message, changed, or why it can't be sent.</returns>
    public Task<CaseResult> SendAsync(
        Guid reportId, UnlockedStaff staff, Guid proposalId, byte[] shown, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (await FindAsync(open, proposalId, cancel) is not { } proposal) return CaseResult.NotFound;
            if (!proposal.IsOpen) return CaseResult.NotNow;
            if (proposal.IsBy(staff)) return CaseResult.OwnMessage;
            if (!shown.AsSpan().SequenceEqual(proposal.Digest)) return CaseResult.ChangedSince;
            var (form, texts) = (proposal.Form, proposal.Words.Texts);
            if (await sending.FaultAsync(open, form, texts, cancel) is { } fault) return fault;
            var findings = await guard.FindAsync(open, texts, OutboundReader.Reporter, cancel);
            if (answer.Missing(findings) is { } missing) return missing;
            var sent = await sending.SendAsync(open, form, texts, findings, answer, proposalId, cancel);
            await proposals.SentAsync(open, proposal, sent, cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>Returns a message to the colleague who proposed it, with a reason; its writer takes it back, and needs none.</summary>
    /// <inheritdoc cref="SendAsync"/>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who read it, or its writer.</param>
    /// <param name="proposalId">The proposal's entry.</param>
    /// <param name="shown">What was shown.</param>
    /// <param name="reason">Why it is returned.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> ReturnAsync(
        Guid reportId, UnlockedStaff staff, Guid proposalId, byte[] shown, string? reason, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (await FindAsync(open, proposalId, cancel) is not { } proposal) return CaseResult.NotFound;
            if (!proposal.IsOpen || !open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            if (!shown.AsSpan().SequenceEqual(proposal.Digest)) return CaseResult.ChangedSince;
            if ((proposal.IsBy(staff) ? CaseText.FaultOfOptional(reason) : CaseText.Fault(reason)) is { } fault) return fault;
            await proposals.ReturnAsync(open, proposal, CaseText.Given(reason)?.Trim(), cancel);
            cases.Audit(open.Report, AuditAction.MessageReturned);
            return CaseResult.Done;
        }, cancel);

    private async Task<MessageProposal?> FindAsync(OpenCase open, Guid proposalId, CancellationToken cancel) =>
        (await proposals.OfAsync(open, cancel)).FirstOrDefault(one => one.EntryId == proposalId);
}
