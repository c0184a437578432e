using Intake.Core.Deadlines;
using Intake.Core.Reports;

namespace Intake.Core.Cases;

/// <summary>
/// How a case moves: each step of a report and of a referral, from where to where, who may take it, and which deadlines
/// it starts and ends. Pure, and the only place for it: desks, next actions, lists and pages ask here. A table of it
/// stands in docs/architecture.md.
/// </summary>
public static class CaseLifecycle
{
    private const CaseRoles Staff = CaseRoles.Administrator | CaseRoles.Handler;

    /// <summary>The states of a report in which something can still be done.</summary>
    public static IReadOnlyList<ReportState> Open { get; } =
        [ReportState.Received, ReportState.Opened, ReportState.InScope, ReportState.Referred, ReportState.Handled];

    private static readonly ReferralState[] Any = Enum.GetValues<ReferralState>();

    /// <summary>A report arrives; an administrator receives one that came by telephone or in a letter.</summary>
    public static ReportTransition Receive { get; } =
        new("received", [], ReportState.Received, CaseRoles.Reporter | CaseRoles.Administrator)
        {
            Starts = [DeadlineKind.Acknowledgement, DeadlineKind.Screening, DeadlineKind.Feedback],
        };

    /// <summary>The first administrator passes the gate, which acknowledges the report to its reporter.</summary>
    public static ReportTransition Acknowledge { get; } =
        new("opened and acknowledged", [ReportState.Received], ReportState.Opened, CaseRoles.Administrator)
        {
            Recounts = [DeadlineKind.Feedback],
            Ends = [DeadlineKind.Acknowledgement],
        };

    /// <summary>Screening finds the report inside the scheme's purpose.</summary>
    public static ReportTransition ScreenInside { get; } =
        new("screened, inside the purpose", [ReportState.Opened], ReportState.InScope, CaseRoles.Administrator)
        {
            Starts = [DeadlineKind.Routing],
            Ends = [DeadlineKind.Screening],
        };

    /// <summary>Screening finds the report outside the scheme's purpose: answered, which is the feedback too, and over.</summary>
    public static ReportTransition ScreenOutside { get; } =
        new("screened, outside the purpose", [ReportState.Opened], ReportState.OutOfScope, CaseRoles.Administrator)
        {
            Starts = [DeadlineKind.Retention],
            Ends = [DeadlineKind.Screening, DeadlineKind.Feedback],
            EndsAll = DeadlineEnd.OutOfScope,
        };

    /// <summary>It is doubtful whether the report is inside the purpose: nothing is decided, and no deadline waits for that.</summary>
    public static ReportTransition Doubt { get; } =
        new("in doubt whether inside the purpose", [ReportState.Opened], null, CaseRoles.Administrator);

    /// <summary>The report is handed to a unit, or to one more.</summary>
    public static ReportTransition Refer { get; } =
        new("referred", [ReportState.InScope, ReportState.Referred, ReportState.Handled], ReportState.Referred, CaseRoles.Administrator);

    /// <summary>The last statement that was missing is accepted.</summary>
    public static ReportTransition Handle { get; } =
        new("handled", [ReportState.Referred, ReportState.Handled], ReportState.Handled, CaseRoles.Administrator)
        {
            Needs = "no referral that has handlers is without an accepted statement",
        };

    /// <summary>The case is closed, and kept for as long as its outcome says.</summary>
    public static ReportTransition Close { get; } =
        new("closed", [ReportState.InScope, ReportState.Handled], ReportState.Closed, CaseRoles.Administrator)
        {
            Needs = "feedback has been given, and what is open is carried over, or it is said why not",
            Starts = [DeadlineKind.Retention],
            Restarts = [DeadlineKind.CheckIn],
            MayLeaveOut = [DeadlineKind.CheckIn],
            EndsAll = DeadlineEnd.Closed,
        };

    /// <summary>
    /// What was closed is taken up again: it is kept as an open case is, nothing that was due before is due again, and how it has gone
    /// is asked after it is closed next.
    /// </summary>
    public static ReportTransition Reopen { get; } = new("opened again", [ReportState.Closed], ReportState.Handled, Staff)
    {
        Needs = "a reason, which the reporter reads",
        EndsAll = DeadlineEnd.Reopened,
    };

    /// <summary>The case is linked to another one, or is so no longer: both stay where they are.</summary>
    public static ReportTransition Link { get; } = new("linked to another case", Open, null, CaseRoles.Administrator)
    {
        Needs = "the other case is open, and opens to the same person",
    };

    /// <summary>The reporter takes back what nobody has opened.</summary>
    public static ReportTransition Withdraw { get; } = new("withdrawn", [ReportState.Received], ReportState.Withdrawn, CaseRoles.Reporter)
    {
        Needs = "nobody has passed the gate",
        EndsAll = DeadlineEnd.Withdrawn,
    };

    /// <summary>The reporter hears what has been done, as the law asks.</summary>
    public static ReportTransition GiveFeedback { get; } = new("feedback given", Open, null, Staff) { Ends = [DeadlineKind.Feedback] };

    /// <summary>Staff ask, add a file, propose a talk or write minutes.</summary>
    public static ReportTransition Write { get; } = new("written to by staff", Open, null, Staff);

    /// <summary>A date for the next talk is agreed, or changed: by hand, or by a reporter who accepts the day that was proposed.</summary>
    public static ReportTransition AgreeTalk { get; } =
        new("next talk agreed", Open, null, Staff | CaseRoles.Reporter) { Restarts = [DeadlineKind.AgreedTalk] };

    /// <summary>The talk was held.</summary>
    public static ReportTransition HoldTalk { get; } = new("agreed talk held", Open, null, Staff) { Ends = [DeadlineKind.AgreedTalk] };

    /// <summary>People are invited to come forward until a day, or until another one.</summary>
    public static ReportTransition OpenWindow { get; } = new("window opened", Open, null, Staff) { Restarts = [DeadlineKind.OpenWindow] };

    /// <summary>What came of the invitation has been gathered and made known.</summary>
    public static ReportTransition ShutWindow { get; } = new("window shut", Open, null, Staff) { Ends = [DeadlineKind.OpenWindow] };

    /// <summary>What happened may have been a crime: the 72 hours to report it run.</summary>
    public static ReportTransition DatePoliceReport { get; } =
        new("incident dated", Open, null, Staff) { Restarts = [DeadlineKind.PoliceReport] };

    /// <summary>The matter was reported to the police.</summary>
    public static ReportTransition ReportToPolice { get; } =
        new("reported to the police", Open, null, Staff) { Ends = [DeadlineKind.PoliceReport] };

    /// <summary>Somebody proposes to keep the case from being deleted or to lift that, or answers a proposal.</summary>
    public static ReportTransition Hold { get; } = new("kept from deletion, or no longer",
        [.. Open, ReportState.OutOfScope, ReportState.Closed], null, CaseRoles.Administrator) { Needs = "two people agree" };

    /// <summary>After closing, staff ask the reporter in the mailbox how it has gone since. ISO 37002, 8.4.3.</summary>
    public static ReportTransition CheckIn { get; } =
        new("reporter asked how it has gone", [ReportState.Closed], null, Staff) { Ends = [DeadlineKind.CheckIn] };

    /// <summary>The reporter answers that, with a text or files: nothing else is written into a closed mailbox.</summary>
    public static ReportTransition AnswerCheckIn { get; } =
        new("told how it has gone", [ReportState.Closed], null, CaseRoles.Reporter)
        {
            Needs = "staff have asked how it has gone since the case was closed",
        };

    /// <summary>The reporter calls off a talk that was agreed and is held although the case is closed.</summary>
    public static ReportTransition LetTalkGo { get; } =
        new("talk called off by the reporter", [ReportState.Closed], null, CaseRoles.Reporter)
        {
            Needs = "a talk was agreed, and it was said at closing that it is held",
        };

    /// <summary>The reporter answers, adds files, asks for a talk or changes whether to follow.</summary>
    public static ReportTransition Reply { get; } = new("written to by the reporter", Open, null, CaseRoles.Reporter);

    /// <summary>A referral is made.</summary>
    public static ReferralTransition Offer { get; } = new("offered", Refer.From, [], ReferralState.Offered, CaseRoles.Administrator)
    {
        Starts = [DeadlineKind.Acceptance],
    };

    /// <summary>The first of its handlers passes the gate.</summary>
    public static ReferralTransition Accept { get; } =
        new("accepted", Open, [ReferralState.Offered], ReferralState.Accepted, CaseRoles.Handler)
        {
            Starts = [DeadlineKind.Statement],
            Ends = [DeadlineKind.Acceptance],
            MeetsOfReport = [DeadlineKind.Routing],
        };

    /// <summary>A handler signs the handling statement and sends it.</summary>
    public static ReferralTransition SendStatement { get; } =
        new("statement sent", Open, [ReferralState.Accepted, ReferralState.StatementReturned],
            ReferralState.StatementSent, CaseRoles.Handler)
        {
            Ends = [DeadlineKind.Statement],
        };

    /// <summary>The statement goes back with a remark.</summary>
    public static ReferralTransition ReturnStatement { get; } =
        new("statement returned", Open, [ReferralState.StatementSent], ReferralState.StatementReturned, CaseRoles.Administrator)
        {
            Reopens = [DeadlineKind.Statement],
        };

    /// <summary>The statement is accepted.</summary>
    public static ReferralTransition AcceptStatement { get; } =
        new("statement accepted", Open, [ReferralState.StatementSent], ReferralState.StatementAccepted, CaseRoles.Administrator);

    /// <summary>A handler says how grave the matter is before a statement has been sent, on which its deadline depends.</summary>
    public static ReferralTransition Assess { get; } =
        new("assessed before a statement", Open, [ReferralState.Accepted], null, CaseRoles.Handler)
        {
            Recounts = [DeadlineKind.Statement],
        };

    /// <summary>Handlers note, move to another step, assess, or take a colleague in.</summary>
    public static ReferralTransition Work { get; } = new("worked on", Open, Any, null, CaseRoles.Handler);

    /// <summary>
    /// Handlers look at what came of an action, at the aftercare, and at an open window: at a workplace none of it ends with the case.
    /// </summary>
    public static ReferralTransition LookAfter { get; } =
        new("looked after, also once closed", [.. Open, ReportState.Closed], Any, null, CaseRoles.Handler);

    /// <summary>
    /// Its last handler has a conflict before the statement is accepted: nobody is left to keep its deadlines, and others have
    /// to take it on.
    /// </summary>
    public static ReferralTransition Leave { get; } =
        new("left by its last handler", Open, [.. Any.Where(state => state != ReferralState.StatementAccepted)], null, CaseRoles.Handler)
        {
            Restarts = [DeadlineKind.Acceptance],
            EndsAll = DeadlineEnd.Abandoned,
        };

    /// <summary>The unit gives it back, with a reason: it belongs elsewhere, or they can't handle it. Others have to take it on.</summary>
    public static ReferralTransition Decline { get; } =
        new("declined by the unit", Open, [ReferralState.Offered, ReferralState.Accepted], null, CaseRoles.Handler)
        {
            Needs = "somebody at the unit holds it",
            Restarts = [DeadlineKind.Acceptance],
            EndsAll = DeadlineEnd.Declined,
        };

    /// <summary>An administrator takes a mistaken referral back.</summary>
    public static ReferralTransition TakeBack { get; } =
        new("taken back", Open, [ReferralState.Offered], null, CaseRoles.Administrator)
        {
            Needs = "somebody at the unit holds it",
            Restarts = [DeadlineKind.Acceptance],
            EndsAll = DeadlineEnd.TakenBack,
        };

    /// <summary>The last handler leaves a referral on which nothing more is to be done.</summary>
    public static ReferralTransition LeaveBehind { get; } =
        new("left when it was over", Enum.GetValues<ReportState>(), Any, null, CaseRoles.Handler)
        {
            EndsAll = DeadlineEnd.Abandoned,
        };

    /// <summary>Every step of a report, in the order in which cases take them.</summary>
    public static IReadOnlyList<ReportTransition> OfReport { get; } =
        [Receive, Acknowledge, Doubt, ScreenInside, ScreenOutside, Refer, Handle, Close, Withdraw, GiveFeedback, Write, Reply, Link,
            AgreeTalk, HoldTalk, OpenWindow, ShutWindow, DatePoliceReport, ReportToPolice, Hold, CheckIn, AnswerCheckIn, LetTalkGo, Reopen];

    /// <summary>Every step of a referral, in the order in which cases take them.</summary>
    public static IReadOnlyList<ReferralTransition> OfReferral { get; } =
        [Offer, Accept, Assess, Work, LookAfter, SendStatement, ReturnStatement, AcceptStatement, Leave, Decline, TakeBack, LeaveBehind];

    /// <summary>Whether nothing more is to be done with a report in this state.</summary>
    public static bool IsOver(ReportState state) => !Open.Contains(state);

    /// <summary>Whether nothing more is to be done with a referral in this state.</summary>
    public static bool IsOver(ReferralState state) => state == AcceptStatement.To;
}
