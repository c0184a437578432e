using Intake.Core.Cases;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Outbound;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Outbound;

/// <summary>A scheme in which colleagues read messages to the reporter before they go.</summary>
internal static class SecondReaderScene
{
    public static Task<CaseResult> FeedbackOfAsync(this CaseScene scene, Sent sent, string part, string text, string? alone = null) =>
        scene.ActAsync<MessageDesk, CaseResult>(part, (desk, self) => desk.FeedbackAsync(
            sent.ReportId, self, text, OutboundAnswer.Checked with { Alone = alone }, default));

    /// <summary>Proposes feedback, which must be taken, and gives what a colleague sees of it.</summary>
    public static async Task<MessageProposal> ProposedAsync(
        this CaseScene scene, Sent sent, string by, string seenBy, string text = "Det er undersøgt.")
    {
        Assert.That(await scene.FeedbackOfAsync(sent, by, text), Is.EqualTo(CaseResult.Done));
        return (await scene.ReadAsync(sent, seenBy))!.Proposals.Last(one => one.IsOpen);
    }

    public static Task<CaseResult> SendAsync(
        this CaseScene scene, Sent sent, MessageProposal proposal, string part, byte[]? shown = null) =>
        scene.ActAsync<SecondReaderDesk, CaseResult>(part, (desk, self) => desk.SendAsync(
            sent.ReportId, self, proposal.EntryId, shown ?? proposal.Digest, OutboundAnswer.Checked, default));

    public static Task<CaseResult> ReturnAsync(this CaseScene scene, Sent sent, MessageProposal proposal, string part, string? reason) =>
        scene.ActAsync<SecondReaderDesk, CaseResult>(part, (desk, self) => desk.ReturnAsync(
            sent.ReportId, self, proposal.EntryId, proposal.Digest, reason, default));

    /// <summary>The feedback that is in the mailbox, and whether its deadline is met.</summary>
    public static async Task<(IReadOnlyList<ReadEntry> Sent, bool IsMet)> FeedbackInAsync(this CaseScene scene, Sent sent)
    {
        var view = (await scene.ReadAsync(sent, "administrator 1"))!;
        return ([.. view.Thread.Where(entry => entry.Kind == EntryKind.Feedback)],
            view.Deadlines.Single(one => one.Deadline.Kind == DeadlineKind.Feedback).MetOn is not null);
    }

    /// <summary>Whether the case waits for a person to read a colleague's message: in My day and on its own page alike.</summary>
    public static async Task<bool> HasToReadAsync(this CaseScene scene, Sent sent, string part)
    {
        var row = (await scene.ActAsync<InboxDesk, InboxView>(part, (desk, self) => desk.ListAsync(
            self, new InboxQuery(InboxShow.All, Search: CaseReference.Of(sent.ReportId)), default))).Rows.Single();
        var turn = CaseTurn.Of(
            (await scene.ReadAsync(sent, part))!, scene.Founded[part].Certificate, CopenhagenClock.Today(scene.Founded.Time));
        Assert.That(turn.Action, Is.EqualTo(row.Waits), part);
        return row.Reasons.Contains(NextAction.SecondReading);
    }

    public static async Task<int> AuditedAsync(this CaseScene scene, AuditAction action)
    {
        await using var db = scene.Founded.Databases.AsOwner();
        return await db.Audit.CountAsync(row => row.Action == action);
    }

    /// <summary>Writes an entry into the WorkFile through the log alone, as somebody who gets past the desks would.</summary>
    public static async Task IntoWorkFileAsync<T>(this CaseScene scene, Sent sent, Guid referral, string part, EntryKind kind, T content)
    {
        await using var scope = scene.Founded.Services.CreateAsyncScope();
        using var self = scene.Founded[part].Unlock();
        var access = scope.ServiceProvider.GetRequiredService<ReportAccess>();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<IntakeDb>().Database.BeginTransactionAsync();
        using var report = (await access.OpenToWriteAsync(sent.ReportId, self, default))!;
        await access.OpenDialogueAsync(report, default);
        await scope.ServiceProvider.GetRequiredService<EntryLog>().AppendAsync(report,
            report.Open(CompartmentKind.WorkFile, referral), kind, content, CopenhagenClock.Today(scene.Founded.Time), default);
        await transaction.CommitAsync();
    }
}
