using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Mailboxes;

/// <summary>The reporter's side of talks and minutes. A talk needs a code word and never a name.</summary>
public sealed class TalkDesk(IntakeDb db, MailboxDesk mailboxes, EntryLog log, StateRecords states)
{
    private const string LetGo = "dropped";

    /// <summary>Asks for a talk; the code word is made here. Refused while one is under way.</summary>
    public Task<MailboxResult> RequestAsync(
        UnlockedMailbox mailbox, string way, string? preferred, string? number, CancellationToken cancel)
        => mailboxes.WriteAsync(mailbox, async (report, dialogue, today) =>
        {
            if (way is not (TalkHistory.Phone or TalkHistory.Meeting)) return MailboxResult.NotNow;
            var talks = TalkHistory.Of(await log.ReadAsync(report, dialogue, cancel));
            if (talks.Any(talk => IsUnderWay(talk.State))) return MailboxResult.NotNow;
            await log.AppendAsync(report, dialogue, EntryKind.ContactRequest,
                new ContactRequestContent(way, CodeWords.New(), Given(preferred), Given(number)), today, cancel);
            return MailboxResult.Stored;
        }, cancel);

    /// <summary>
    /// Answers what was proposed, or lets the talk go. A day that is accepted is agreed, and one that no longer suits is not: nobody has to
    /// note it by hand.
    /// </summary>
    /// <param name="mailbox">The reporter.</param>
    /// <param name="request">The entry that asked for the talk.</param>
    /// <param name="choice">
    /// <c>accepted</c>, <c>other</c> or <c>dropped</c>; the first only where something is proposed. Once the case is closed, only the last,
    /// of a talk that is held all the same.
    /// </param>
    /// <param name="text">What they say to it, or nothing.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="shown">The proposal that they answer; where another came meanwhile it is not agreed to.</param>
    public Task<MailboxResult> ReplyAsync(
        UnlockedMailbox mailbox, Guid request, string choice, string? text, CancellationToken cancel, Guid? shown = null)
        => mailboxes.WriteAsync(mailbox, choice == LetGo ? [CaseLifecycle.Reply, CaseLifecycle.LetTalkGo] : [CaseLifecycle.Reply],
            async (report, dialogue, today) =>
        {
            var entries = await log.ReadAsync(report, dialogue, cancel);
            if (!CaseLifecycle.Reply.Allows(report.Row.State) && TalkHistory.AheadOf(entries, true, today)?.Entry.Id != request)
                return MailboxResult.Closed;
            var talks = TalkHistory.Of(entries);
            var talk = talks.FirstOrDefault(one => one.Entry.Id == request);
            if (talk is null || TalkHistory.StateOf(choice) is not { } next || !MayFollow(talk.State, next)) return MailboxResult.NotNow;
            if (next == TalkState.Accepted && shown is { } seen && talk.Proposal?.Entry.Id != seen) return MailboxResult.OtherProposal;
            await log.AppendAsync(report, dialogue, EntryKind.ContactReply,
                new ContactReplyContent(request, choice, Given(text)), today, cancel);
            var before = await states.LookAsync(report.Row.Id, cancel);
            if (next != TalkState.Accepted)
            {
                // Of several talks that are agreed the date is that of the newest, and stays when another is let go.
                var others = talks.Any(one => one.Entry.Id != request && one.State == TalkState.Accepted);
                if (talk.State == TalkState.Accepted && (!others || talk.Proposal?.On == await AgreedOnAsync(report.Row.Id, cancel)))
                    await DeadlineBook.DropAsync(db, DeadlineKind.AgreedTalk, report.Row.Id, cancel);
            }
            else if (AgreedTalks.DateOf(talk, today) is { } agreed)
            {
                await CaseMoves.TakeAsync(db, CaseLifecycle.AgreeTalk, report.Row, today, [agreed], cancel);
            }

            await db.SaveChangesAsync(cancel);
            await states.AddAsync(report.Identity, mailbox, before, today, cancel);
            return MailboxResult.Stored;
        }, cancel);

    private Task<DateOnly?> AgreedOnAsync(Guid reportId, CancellationToken cancel) => db.Deadlines.AsNoTracking()
        .Where(row => row.ReportId == reportId && row.ReferralId == null && row.Kind == DeadlineKind.AgreedTalk
            && row.MetOn == null && row.EndedOn == null).Select(row => (DateOnly?)row.DueOn).FirstOrDefaultAsync(cancel);

    /// <summary>
    /// Approves minutes, or says how they should read: the original is kept beside the correction. The text is what stood in
    /// the reporter's field: unchanged it corrects nothing, and changed it is not what would be approved.
    /// </summary>
    public Task<MailboxResult> AnswerMinutesAsync(
        UnlockedMailbox mailbox, Guid minutes, bool approve, string? text, CancellationToken cancel)
        => mailboxes.WriteAsync(mailbox, async (report, dialogue, today) =>
        {
            var one = WrittenMinutes.Of(await log.ReadAsync(report, dialogue, cancel))
                .FirstOrDefault(written => written.Entry.Id == minutes);
            if (one is null || one.State == MinutesState.Approved) return MailboxResult.NotNow;
            var same = BlankText.Is(text) || Lines(text) == Lines(one.Current);
            if (same != approve) return approve ? MailboxResult.OtherText : MailboxResult.SameText;
            await log.AppendAsync(report, dialogue, EntryKind.MinutesAnswer,
                new MinutesAnswerContent(minutes, approve, approve ? null : text), today, cancel);
            return MailboxResult.Stored;
        }, cancel);

    /// <summary>
    /// Whether a talk is neither agreed nor let go. An agreed one can be let go too, and a new one asked for while it stands.
    /// </summary>
    internal static bool IsUnderWay(TalkState state) => state is TalkState.Asked or TalkState.Proposed or TalkState.OtherTime;

    private static bool MayFollow(TalkState now, TalkState next) => next switch
    {
        TalkState.Accepted => now == TalkState.Proposed,
        TalkState.OtherTime => now is TalkState.Proposed or TalkState.Accepted,
        TalkState.Dropped => now != TalkState.Dropped,
        _ => false,
    };

    private static string Lines(string text) => LineBreaks.Plain(text).Trim();

    private static string? Given(string? text) => BlankText.Is(text) ? null : text.Trim();
}
