using Intake.Core.Cases.Planning;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Inbox;

/// <summary>What an inbox is asked for.</summary>
/// <param name="Show">Which cases.</param>
/// <param name="UnitId">Only those referred to this unit, or null.</param>
/// <param name="Search">Only cases whose reference, or whose label of this person's, contains this; hyphen and case forgiven.</param>
/// <param name="Sort">In what order.</param>
/// <param name="Page">From 0.</param>
public sealed record InboxQuery(InboxShow Show = InboxShow.Open, Guid? UnitId = null, string? Search = null,
    InboxSort Sort = InboxSort.MyTurn, int Page = 0)
{
    /// <summary>Only cases of this category, by its name in the scheme, or null.</summary>
    public string? Category { get; init; }

    /// <summary>Only cases of this scheme, of those that the person reads; null for all of them.</summary>
    public Guid? SchemeId { get; init; }

    /// <summary>Only cases of which this person is in charge, or nobody.</summary>
    public InboxCharge Charge { get; init; } = InboxCharge.All;

    /// <summary>Rows on a page.</summary>
    public const int PageSize = 25;
}

/// <summary>Which cases an inbox shows.</summary>
public enum InboxShow
{
    /// <summary>Those in which something may still be done, and others that wait for this person.</summary>
    Open = 1,

    /// <summary>Those that wait for this person.</summary>
    Waiting,

    /// <summary>Those with a deadline that has passed.</summary>
    Overdue,

    /// <summary>Closed, withdrawn and outside the purpose.</summary>
    Over,

    /// <summary>All.</summary>
    All,
}

/// <summary>By who is in charge of a case that runs at a unit; only of cases whose gate the person has passed.</summary>
public enum InboxCharge
{
    /// <summary>All cases.</summary>
    All = 1,

    /// <summary>Those of which this person is in charge.</summary>
    Mine,

    /// <summary>Those of which nobody is, in a unit that the person sees.</summary>
    Nobody,
}

/// <summary>The order of an inbox.</summary>
public enum InboxSort
{
    /// <summary>By the next open deadline; those without one last.</summary>
    Deadline = 1,

    /// <summary>Newest report first.</summary>
    Received,

    /// <summary>By state.</summary>
    State,

    /// <summary>What waits for this person first, and then by the next open deadline.</summary>
    MyTurn,
}

/// <summary>Why a case waits for this person.</summary>
public enum NextAction
{
    /// <summary>It does not.</summary>
    Nothing = 0,

    /// <summary>The conflict question is not answered.</summary>
    Gate,

    /// <summary>Inside the purpose or not.</summary>
    Screening,

    /// <summary>To be referred; also when all handlers of a referral have left.</summary>
    Referral,

    /// <summary>The reporter has written since staff last did.</summary>
    Answer,

    /// <summary>A statement came back with a remark.</summary>
    Statement,

    /// <summary>A statement is to be accepted or returned.</summary>
    Review,

    /// <summary>All statements are accepted: to be closed.</summary>
    Closing,

    /// <summary>Somebody else has proposed to keep the case from being deleted, or to lift that.</summary>
    Hold,

    /// <summary>It is with a unit that has not taken it on in time.</summary>
    Routing,

    /// <summary>The reporter is to hear what was done.</summary>
    Feedback,

    /// <summary>A unit's statement is due.</summary>
    SendStatement,

    /// <summary>A talk was agreed.</summary>
    AgreedTalk,

    /// <summary>The window for others to come forward ends.</summary>
    OpenWindow,

    /// <summary>The hours for a report to the police run out.</summary>
    PoliceReport,

    /// <summary>The reporter is to be asked, after closing, how it has gone.</summary>
    CheckIn,

    /// <summary>The reporter asks for a talk, and no time has been proposed.</summary>
    Talk,

    /// <summary>The unit has taken it on and not said how grave it is.</summary>
    Assess,

    /// <summary>The unit, or the administrators, have written about the case.</summary>
    Message,

    /// <summary>A colleague has proposed a message to the reporter, and nobody has read it yet.</summary>
    SecondReading,
}

/// <summary>A page of an inbox.</summary>
/// <param name="Rows">The page's cases.</param>
/// <param name="Total">How many match, on all pages.</param>
/// <param name="Counts">Of everything this person holds, whatever is shown.</param>
public sealed record InboxView(IReadOnlyList<InboxRow> Rows, int Total, InboxCounts Counts)
{
    /// <summary>How many cases wait for the person in each scheme that they read.</summary>
    public required IReadOnlyDictionary<Guid, int> Waiting { get; init; }
}

/// <summary>Figures for the inbox's head.</summary>
/// <param name="DueSoon">With a deadline within seven days that has not passed, also where another one has.</param>
public sealed record InboxCounts(int Open, int Waiting, int Overdue, int DueSoon, int Over)
{
    /// <summary>How many of the open ones a colleague handles: see <see cref="InboxRow.IsWithColleague"/>.</summary>
    public int WithColleagues { get; init; }
}

/// <summary>
/// A case in an inbox: open columns, this person's own label, and of a page's rows who is in charge and the person's next date in the
/// plan. Nothing of what the reporter wrote.
/// </summary>
/// <param name="ReportId">The report.</param>
/// <param name="Reference">As people say it to each other.</param>
/// <param name="ReceivedOn">When it came.</param>
/// <param name="State">The report's.</param>
/// <param name="Category">Its category's name in the scheme; null where none was set.</param>
/// <param name="Severity">How grave it was said to be.</param>
/// <param name="Referrals">Those that the person sees.</param>
/// <param name="Next">The open deadline that is due first.</param>
/// <param name="Reasons">Why it waits for this person, the most pressing first; empty where it does not.</param>
public sealed record InboxRow(Guid ReportId, string Reference, DateOnly ReceivedOn, ReportState State, string? Category, Severity? Severity,
    IReadOnlyList<InboxReferral> Referrals, Deadline? Next, IReadOnlyList<NextAction> Reasons)
{
    /// <summary>The report's scheme.</summary>
    public required Guid SchemeId { get; init; }

    /// <summary>Today in Copenhagen.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether nothing more is to be done with it.</summary>
    public bool IsOver => CaseLifecycle.IsOver(State);

    /// <summary>The most pressing reason.</summary>
    public NextAction Waits => Reasons.Count == 0 ? NextAction.Nothing : Reasons[0];

    /// <summary>Whether the deadline that is due first has passed.</summary>
    public bool Overdue => Next?.IsOverdue(Today) ?? false;

    /// <summary>Whether a deadline that has not passed is due within seven days.</summary>
    public bool DueSoon { get; init; }

    /// <summary>Where it does not wait for this person now: what they do next, and until when. Null where that is others' move.</summary>
    public LaterAction? Later { get; init; }

    /// <summary>Whether the person has passed the gate.</summary>
    public bool Passed { get; init; }

    /// <summary>
    /// Whether a colleague has taken it as far as a unit, and nothing but the conflict question is asked of this person: it stands apart,
    /// and does not count as waiting.
    /// </summary>
    public bool IsWithColleague { get; init; }

    /// <summary>Whether it waits for this person.</summary>
    public bool IsWaiting => Reasons.Count > 0 && !IsWithColleague;

    /// <summary>Whether it is due within three days, or was: that comes first, also where it is others' move.</summary>
    public bool IsUrgent => Next?.Due <= Today.AddDays(UrgentDays);

    private const int UrgentDays = 3;

    /// <summary>Whether a colleague's message to the reporter waits to be read and sent, also before the gate.</summary>
    public bool ToRead { get; init; }

    /// <summary>Whether it is kept as doubtful that it is inside the purpose, and nobody has decided it yet.</summary>
    public bool InDoubt { get; init; }

    /// <summary>How many messages of the reporter's the person has not seen; counted for the rows of a page alone.</summary>
    public int Unread { get; init; }

    /// <summary>What the person calls it; null for nothing. Opened for the rows of a page alone.</summary>
    public string? Label { get; init; }

    /// <summary>The same as it is stored.</summary>
    internal byte[]? SealedLabel { get; init; }

    /// <summary>Whether somebody has proposed to keep it, or to lift that.</summary>
    internal bool HoldAsked { get; init; }

    /// <summary>
    /// Who is in charge at each unit that has it, as the signed entry says; for the rows of a page alone. Empty before the gate is passed.
    /// </summary>
    public IReadOnlyList<RowCharge> Charges { get; init; } = [];

    /// <summary>
    /// The person's next date in the case's plan; for the rows of a page alone, since the plan is sealed: it is no reason and no order.
    /// </summary>
    public PlanDate? Planned { get; init; }

    /// <summary>The forms of which the person has saved a draft in the case; for the rows of a page alone, and from open columns.</summary>
    public IReadOnlyList<WorkForm> Drafts { get; init; } = [];

    /// <summary>
    /// Since when the unit, or the administrators, have written and got no answer, where the person has read it; for the rows of a page
    /// alone. Not every message asks something, so it is no reason of its own.
    /// </summary>
    public DateOnly? UnansweredSince { get; init; }

    /// <summary>
    /// Whether a unit that has it has one handler left; for administrators, and for the rows of a page alone. From open columns.
    /// </summary>
    public bool HasOneHandler { get; init; }

    /// <summary>
    /// Where it waits for others with a deadline that has passed: the units whose move it is; none where it is the administrators'.
    /// </summary>
    public IReadOnlyList<Guid>? Others { get; init; }
}

/// <summary>What a person does next in a case that does not wait for them now.</summary>
/// <param name="Action">The act.</param>
/// <param name="Due">Its day.</param>
public sealed record LaterAction(NextAction Action, Deadline Due);

/// <summary>
/// A referral in an inbox. <c>Mine</c>: this person holds its WorkFile. <c>Left</c>: nobody does any more, and the report has not been
/// referred again since.
/// </summary>
public sealed record InboxReferral(Guid Id, Guid UnitId, ReferralState State, bool Mine, bool Left)
{
    /// <summary>Whether the referral runs and somebody is in charge of it, as its mark says.</summary>
    public bool HasCharge { get; init; }

    /// <summary>Whether that is this person.</summary>
    public bool MyCharge { get; init; }

    /// <summary>Whether it runs and nobody is in charge, as its mark says; false where it was given up for another.</summary>
    public bool NoCharge { get; init; }
}

/// <summary>Who is in charge of a case at a unit.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Name">Full name; null while nobody is.</param>
public sealed record RowCharge(Guid UnitId, string? Name);
