using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;

namespace Intake.Core.Mailboxes;

/// <summary>What the mailbox page shows.</summary>
public sealed record MailboxView(Guid SchemeId, ReportState State, DateOnly ReceivedOn, bool Follow, IReadOnlyList<DeadlineRow> Deadlines,
    IReadOnlyList<ReadEntry> Entries)
{
    /// <summary>Today in Copenhagen.</summary>
    public DateOnly Today { get; init; }

    /// <summary>When the session ends if nothing is asked for before, on Copenhagen's clocks.</summary>
    public TimeOnly SessionEnds { get; init; }

    /// <summary>The last day it is kept; null while the case is not over, and while it is kept for longer than its time.</summary>
    public DateOnly? KeepUntil { get; init; }

    /// <summary>How far those are to whom the case was handed on.</summary>
    public ReportHandling.Stage Handling { get; init; }

    /// <summary>Full names of staff whom the report names and who got no key, oldest entry's and later ones' together.</summary>
    public IReadOnlyList<string> NamedPersons { get; init; } = [];

    /// <summary>Whether the reporter can write: the case is open, or staff have asked how it has gone since it was closed.</summary>
    public bool MayReply => CaseLifecycle.Reply.Allows(State) || MayAnswerCheckIn;

    /// <summary>Whether the case is closed and the reporter can answer how it has gone since, and do nothing else.</summary>
    public bool MayAnswerCheckIn { get; init; }

    /// <summary>Whether nobody has opened it, so that it can still be withdrawn.</summary>
    public bool MayWithdraw { get; init; }
}
