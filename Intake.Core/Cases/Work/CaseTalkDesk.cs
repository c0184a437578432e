using Intake.Core.Cases.Outbound;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Work;

/// <summary>Staff's side of talks and minutes. Every act needs the gate passed.</summary>
public sealed class CaseTalkDesk(CaseAccess cases, EntryLog log, OutboundGuard guard, CaseDraftRows drafts)
{
    /// <summary>Proposes time and place, or the number to call, for a talk that the reporter asked for and has not let go.</summary>
    /// <returns><see cref="CaseResult.DayImpossible"/> for a day that is over, or far ahead, and for an hour without a day.</returns>
    public Task<CaseResult> ProposeAsync(
        Guid reportId, UnlockedStaff staff, TalkProposal proposal, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            var (request, text) = (proposal.Request, proposal.Text);
            if (CaseText.Fault(text) is { } fault) return fault;
            if (!proposal.IsPossible(open.Today)) return CaseResult.DayImpossible;
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            var talk = TalkHistory.Of(await log.ReadAsync(open.Report, open.Dialogue, cancel))
                .FirstOrDefault(one => one.Entry.Id == request);
            if (talk is null || talk.State == TalkState.Dropped) return CaseResult.NotNow;
            var findings = await guard.FindAsync(open, [text], OutboundReader.Caller, cancel);
            if (answer.MissingOf(findings) is { } missing) return missing;
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.ContactProposal,
                new ContactProposalContent(request, text!) { On = proposal.On, Hour = proposal.Hour }, open.Today, cancel);
            await guard.RecordAsync(open, findings, answer, null, cancel);
            cases.Audit(open.Report, AuditAction.Asked);
            return CaseResult.Done;
        }, cancel);

    /// <summary>Lays minutes of a talk before the reporter: to check, correct and approve, whether or not the case is followed.</summary>
    public Task<CaseResult> WriteMinutesAsync(
        Guid reportId, UnlockedStaff staff, DateOnly? heldOn, string? text, OutboundAnswer answer, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (CaseText.Fault(text) is { } fault) return fault;
            if (heldOn > open.Today) return CaseResult.ChoiceUnknown;
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            var findings = await guard.FindAsync(open, [text], OutboundReader.Reporter, cancel);
            if (answer.MissingOf(findings) is { } missing) return missing;
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Minutes, new MinutesContent(text!, heldOn), open.Today, cancel);
            await drafts.DropAsync(open, WorkForm.Minutes, cancel);
            await guard.RecordAsync(open, findings, answer, null, cancel);
            cases.Audit(open.Report, AuditAction.Noted);
            return CaseResult.Done;
        }, cancel);
}

/// <summary>A time for a talk, as staff propose it.</summary>
/// <param name="Request">The reporter's request.</param>
/// <param name="Text">Where, or which number; and the times, where several are offered.</param>
public sealed record TalkProposal(Guid Request, string? Text)
{
    /// <summary>The farthest day ahead.</summary>
    private const int LongestAhead = 366;

    /// <summary>The day; null for none, or for several in words.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The hour of that day.</summary>
    public TimeOnly? Hour { get; init; }

    internal bool IsPossible(DateOnly today) =>
        On is { } day ? day >= today && day <= today.AddDays(LongestAhead) : Hour is null;
}
