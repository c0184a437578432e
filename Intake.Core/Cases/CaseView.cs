using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>A case as one member of staff may see it.</summary>
public sealed record CaseView
{
    public required Guid ReportId { get; init; }
    public required string Reference { get; init; }
    public required Guid SchemeId { get; init; }
    public required ReportState State { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required string? Category { get; init; }
    public required Severity? Severity { get; init; }
    public required DateOnly? ClosedOn { get; init; }
    public required DateOnly? KeepUntil { get; init; }

    /// <summary>Whether it is kept from being deleted.</summary>
    public required bool LegalHold { get; init; }

    /// <summary>The day on which setting or lifting that was proposed, when nobody has answered yet.</summary>
    public required DateOnly? HoldAskedOn { get; init; }

    /// <summary>Whether the reporter follows the case, and so can be asked.</summary>
    public required bool Follows { get; init; }

    /// <summary>What the reporter wrote, or the unit's marked copy of it; null when neither can be read.</summary>
    public required ReportContent? Report { get; init; }

    /// <summary>The entry of the marked copy that this person reads in the place of the report; null for one who has the report.</summary>
    public ReadEntry? MarkedCopy { get; init; }

    /// <summary>Every entry of the Dialogue in its order, without links to other cases.</summary>
    public required IReadOnlyList<ReadEntry> Thread { get; init; }

    /// <summary>Names that administrators added to what is shown before the conflict question, oldest first.</summary>
    public IReadOnlyList<ReadEntry> NamesAdded { get; init; } = [];

    /// <summary>Links to cases that the person can open too. Of others nobody learns here.</summary>
    public IReadOnlyList<CaseLink> Links { get; init; } = [];

    /// <summary>Messages to the reporter that were proposed for a colleague to send, as far as this person can read them.</summary>
    public IReadOnlyList<MessageProposal> Proposals { get; init; } = [];

    /// <summary>How many such messages wait in the case, also where this person can't read them.</summary>
    public int ProposalsWaiting { get; init; }

    /// <summary>What the reader keeps about it for themselves, as it was before they saw this.</summary>
    public OwnMarks Own { get; init; } = new(0, null);

    /// <summary>The doubt whether it is inside the purpose, while that is undecided; null where nobody has had one.</summary>
    public ScopeDoubt? Doubt => ScopeDoubt.Of(State, Thread);

    /// <summary>What the reporter wrote since staff last answered, and this person has not seen; oldest first.</summary>
    public IReadOnlyList<ReadEntry> NewAnswers => [.. Thread.Reverse().TakeWhile(entry => !EntryKinds.Answering.Contains(entry.Kind))
        .Where(entry => entry.Position > Own.ReadTo && EntryKinds.Of(entry.Kind)?.Message == EntryMessage.FromReporter).Reverse()];

    /// <summary>What the administrator wrote for the handlers when the case was handed to them; null for nothing.</summary>
    public string? NoteOf(Guid referralId) => Thread.Where(entry => entry.Kind == EntryKind.Referral)
        .Select(entry => entry.As<ReferralContent>()).FirstOrDefault(content => content?.ReferralId == referralId)?.Note;

    /// <summary>The report's own deadlines, by due date.</summary>
    public required IReadOnlyList<CaseDeadline> Deadlines { get; init; }

    /// <summary>In the order they were made: all for an administrator; for a handler those whose files the handler can open.</summary>
    public required IReadOnlyList<ReferralView> Referrals { get; init; }

    /// <summary>The deadline that passed first and is not met; null where nothing is late.</summary>
    public OverdueDeadline? Overdue { get; init; }

    /// <summary>All referrals, as far as they say whose move a deadline is. Not to be shown: a handler learns of their own alone.</summary>
    public required IReadOnlyList<MovingReferral> Moving { get; init; }

    public required CasePowers May { get; init; }

    /// <summary>How many administrators have it.</summary>
    public int Administrators => AdministratorNames.Count;

    /// <summary>Full names of the administrators who have it, those who are shut out left aside.</summary>
    public required IReadOnlyList<string> AdministratorNames { get; init; }

    /// <summary>How many of the scheme's people are shut out: named by the reporter, or stepped back.</summary>
    public required int ShutOut { get; init; }

    /// <summary>How many the scheme requires.</summary>
    public required int AdministratorsNeeded { get; init; }

    /// <summary>Other people who have it and whom a later text of the reporter's names: when keys change, they lose it.</summary>
    public required IReadOnlyList<Certificate> NamedHolders { get; init; }

    /// <summary>Proposals to say that one of them is not meant, which nobody has answered.</summary>
    public IReadOnlyList<BarProposal> Proposed { get; init; } = [];

    /// <summary>The staff e-mails of those people, which tell two of one name apart.</summary>
    public IReadOnlyDictionary<Guid, string> NamedAddresses { get; init; } = new Dictionary<Guid, string>();
}

/// <summary>A deadline with its arithmetic, and the day it was met; or the day its cause went, and why.</summary>
public sealed record CaseDeadline(Deadline Deadline, DateOnly? MetOn, DateOnly? EndedOn = null, DeadlineEnd? EndedBy = null)
{
    /// <summary>Whether it is still to be met.</summary>
    public bool IsOpen => MetOn is null && EndedOn is null;
}

/// <summary>A referral as one member of staff may see it.</summary>
/// <param name="Handlers">Full names of the people who hold its WorkFile; none when all have left.</param>
/// <param name="WorkFile">Its entries; null for a person who holds no key of it.</param>
/// <param name="StatementFile">Its entries; null for a person who holds no key of it.</param>
public sealed record ReferralView(Guid Id, Guid UnitId, ReferralState State, HandlingStep Step, DateOnly ReferredOn, DateOnly? AcceptedOn,
    IReadOnlyList<string> Handlers, IReadOnlyList<CaseDeadline> Deadlines, IReadOnlyList<ReadEntry>? WorkFile,
    IReadOnlyList<ReadEntry>? StatementFile, ReferralPowers May)
{
    /// <summary>
    /// Handlers who could be taken in, by full name: of the units of those who hold it, and neither named, nor like a name that is,
    /// nor warned of. Asked for where one alone is left.
    /// </summary>
    public IReadOnlyList<string> CouldJoin { get; init; } = [];

    /// <summary>Who of the handlers is in charge; nobody for a person who has no key of the StatementFile.</summary>
    public PersonInCharge InCharge { get; init; } = PersonInCharge.Nobody;

    /// <summary>How many of the administrators' messages nobody of the unit has seen; none for a handler.</summary>
    public int UnseenByUnit { get; init; }

    /// <summary>Whether it is still to be done, and one handler alone holds it.</summary>
    public bool HasOne => !CaseLifecycle.IsOver(State) && Handlers.Count == 1;

    /// <summary>
    /// The copy with which it was referred, in which something is struck out; null where it was referred as it was written.
    /// </summary>
    public ReadEntry? MarkedCopy =>
        (StatementFile ?? []).FirstOrDefault(entry => entry.Kind == EntryKind.MarkedCopy && EntryKinds.IsWhole(entry));

    /// <summary>
    /// With which words it ended before its time: the unit declined it, or an administrator took it back. Null for neither.
    /// </summary>
    public ReadEntry? Returned => (StatementFile ?? []).LastOrDefault(entry => entry.Kind is EntryKind.Declined or EntryKind.TakenBack);

    /// <summary>Whether all have left it, and nobody has been found instead.</summary>
    public bool HasNobody => !CaseLifecycle.IsOver(State) && Handlers.Count == 0
        && Deadlines.Any(one => one is { IsOpen: true, Deadline.Kind: DeadlineKind.Acceptance });
}

/// <summary>What this person may do with the case as it stands.</summary>
public sealed record CasePowers(bool Screen, bool Refer, bool Ask, bool GiveFeedback, bool AddFile, bool Close,
    bool SetDates, bool CheckIn, bool Reopen, bool Hold, bool Link)
{
    internal static CasePowers Of(OpenCase open, bool follows) => new(
        Screen: open.May(CaseLifecycle.ScreenInside),
        Refer: open.May(CaseLifecycle.Refer),
        Ask: open.May(CaseLifecycle.Write) && follows,
        GiveFeedback: open.May(CaseLifecycle.GiveFeedback),
        AddFile: open.May(CaseLifecycle.Write),
        Close: open.May(CaseLifecycle.Close),
        SetDates: open.May(CaseLifecycle.AgreeTalk),
        CheckIn: open.May(CaseLifecycle.CheckIn),
        Reopen: open.May(CaseLifecycle.Reopen),
        Hold: open.May(CaseLifecycle.Hold),
        Link: open.May(CaseLifecycle.Link));
}

/// <summary>What this person may do with a referral as it stands.</summary>
public sealed record ReferralPowers(bool Work, bool SendStatement, bool ReviewStatement, bool HandOver, bool Notify)
{
    /// <summary>Whether they can say how the aftercare and the actions go, also once the case is closed.</summary>
    public bool LookAfter { get; init; }

    /// <summary>Whether they can write to the other side.</summary>
    public bool Message { get; init; }

    /// <summary>Whether they can give it back for the unit.</summary>
    public bool Decline { get; init; }

    /// <summary>Whether they can take it back from the unit; where nobody holds it there is nothing to take.</summary>
    public bool TakeBack { get; init; }

    internal static ReferralPowers Of(OpenCase open, Referral referral, bool holdsWorkFile, bool holdsStatementFile)
    {
        var works = holdsWorkFile && open.May(CaseLifecycle.Work, referral);
        return new(
            Work: works,
            SendStatement: works && open.May(CaseLifecycle.SendStatement, referral),
            ReviewStatement: holdsStatementFile && open.May(CaseLifecycle.AcceptStatement, referral),
            HandOver: works,
            Notify: holdsStatementFile && referral.AcceptedOn is not null && open.May(CaseLifecycle.Write))
        {
            LookAfter = holdsWorkFile && open.May(CaseLifecycle.LookAfter, referral),
            Message = holdsStatementFile && open.May(CaseLifecycle.Write),
            Decline = works && open.May(CaseLifecycle.Decline, referral),
            TakeBack = holdsStatementFile && open.May(CaseLifecycle.TakeBack, referral),
        };
    }
}
