using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>Talks that a reporter asked for, with everything said about them. Pure; what does not open is left out.</summary>
public static class TalkHistory
{
    /// <summary>By telephone.</summary>
    public const string Phone = "phone";

    /// <summary>Face to face.</summary>
    public const string Meeting = "meeting";

    /// <summary>All of them in their order; the last is the one that may be under way.</summary>
    public static IReadOnlyList<Talk> Of(IReadOnlyList<ReadEntry> entries)
    {
        var talks = new List<Talk>();
        foreach (var entry in entries)
        {
            if (entry.Kind == EntryKind.ContactRequest
                && entry.As<ContactRequestContent>() is { Way: not null, CodeWord: not null } request)
            {
                talks.Add(new Talk(entry, request, []));
            }
            else if (entry.Kind == EntryKind.ContactProposal && entry.As<ContactProposalContent>() is { Text: not null } proposal)
            {
                Add(proposal.Request, new TalkMove(entry, TalkState.Proposed, proposal.Text) { On = proposal.On, Hour = proposal.Hour });
            }
            else if (entry.Kind == EntryKind.ContactReply
                && entry.As<ContactReplyContent>() is { } reply && StateOf(reply.Choice) is { } state)
            {
                Add(reply.Request, new TalkMove(entry, state, reply.Text));
            }
        }

        return talks;

        void Add(Guid request, TalkMove move)
        {
            var at = talks.FindIndex(talk => talk.Entry.Id == request);
            if (at >= 0) talks[at] = talks[at] with { Moves = [.. talks[at].Moves, move] };
        }
    }

    /// <summary>
    /// The talk that is agreed and may still be ahead: on a day that has not passed, or at a time that was said in words. Null where
    /// there is none, and of a case that is over where it was not said at closing that it is held.
    /// </summary>
    /// <param name="entries">The whole conversation.</param>
    /// <param name="isOver">Whether the case is over.</param>
    /// <param name="today">Today in Copenhagen.</param>
    public static Talk? AheadOf(IReadOnlyList<ReadEntry> entries, bool isOver, DateOnly today) =>
        isOver && entries.LastOrDefault(entry => entry.Kind == EntryKind.Closing)?.As<ClosingContent>()?.TalkKept != true ? null
            : Of(entries).LastOrDefault(talk => talk.State == TalkState.Accepted && !(talk.Proposal?.On < today));

    /// <summary>What a reply leads to; null for a word that is none.</summary>
    public static TalkState? StateOf(string? choice) => choice switch
    {
        "accepted" => TalkState.Accepted,
        "other" => TalkState.OtherTime,
        "dropped" => TalkState.Dropped,
        _ => null,
    };
}

/// <summary>How far a talk has come.</summary>
public enum TalkState
{
    /// <summary>Asked for; staff are to answer.</summary>
    Asked = 1,

    /// <summary>Staff have proposed; the reporter is to answer.</summary>
    Proposed,

    /// <summary>Agreed.</summary>
    Accepted,

    /// <summary>The reporter would like another time; staff are to answer.</summary>
    OtherTime,

    /// <summary>The reporter let it go.</summary>
    Dropped,
}

/// <summary>A talk asked for, and the moves since.</summary>
public sealed record Talk(ReadEntry Entry, ContactRequestContent Request, IReadOnlyList<TalkMove> Moves)
{
    public TalkState State => Moves is [.., var last] ? last.State : TalkState.Asked;

    /// <summary>What staff proposed last; null before it did.</summary>
    public TalkMove? Proposal => Moves.LastOrDefault(move => move.State == TalkState.Proposed);
}

/// <summary>A proposal or a reply.</summary>
public sealed record TalkMove(ReadEntry Entry, TalkState State, string? Text)
{
    /// <summary>The day that is proposed; null where none is.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The hour of that day.</summary>
    public TimeOnly? Hour { get; init; }
}
