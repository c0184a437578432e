namespace Intake.Core.Staff.Audit;

/// <summary>What staff did. A reporter's acts are never audited: they would put a time of day on them.</summary>
public enum AuditAction
{
    SignedIn = 1,
    SignInFailed,
    SignedOut,
    Invited,
    Enrolled,
    Certified,
    Revoked,
    GateOpened,
    GatePassed,
    Recused,
    ReportOpened,
    Screened,
    Referred,
    Accepted,
    Asked,
    Noted,
    FeedbackGiven,
    StatementSent,
    StatementReturned,
    StatementAccepted,
    Exported,
    Closed,
    Deleted,
    SchemeLoaded,
    RoleChanged,
    Oriented,
    HandedOver,
    Locked,
    PasswordChanged,
    Recovered,
    OffBoarded,

    /// <summary>
    /// A report was destroyed because its reporter withdrew it unread. Written by the worker with the destruction, so
    /// its hour is the job's.
    /// </summary>
    Withdrawn,

    /// <summary>An administrator wrote down an oral or posted report.</summary>
    TakenDown,

    /// <summary>An original with its hidden data was downloaded.</summary>
    OriginalOpened,

    /// <summary>Before access was given, a person said that somebody is not the one whom a text names or a tick warns of.</summary>
    ToldApart,

    /// <summary>An administrator threw away keys that waited beside those in use.</summary>
    KeysDropped,

    /// <summary>An administrator set or ended a colleague's leave.</summary>
    LeaveSet,

    /// <summary>An administrator went through who has access, as once a quarter.</summary>
    AccessAttested,

    /// <summary>An administrator proposed that a case be kept from deletion.</summary>
    HoldAsked,

    /// <summary>Another agreed that a case be kept from deletion.</summary>
    HoldSet,

    /// <summary>An administrator proposed that a case be kept no longer.</summary>
    LiftAsked,

    /// <summary>Another agreed that a case be kept no longer.</summary>
    HoldLifted,

    /// <summary>An administrator refused either proposal, or took it back.</summary>
    HoldRefused,

    /// <summary>A handler said how grave a case is.</summary>
    Assessed,

    /// <summary>A person proposed a message to a reporter, for a colleague to read and send.</summary>
    MessageProposed = 45,

    /// <summary>A colleague returned such a message, or its writer took it back.</summary>
    MessageReturned,

    /// <summary>A person sent a message without a second reader, for a reason.</summary>
    SentAlone,

    /// <summary>An administrator ended one person's access to one case.</summary>
    AccessEnded = 48,

    /// <summary>A person proposed to say that a holder of a case is not the one whom a text names.</summary>
    ApartProposed,

    /// <summary>An administrator agreed to such a proposal, or refused it.</summary>
    ApartAnswered,

    /// <summary>Who is in charge of a referral was said.</summary>
    PutInCharge = 51,

    /// <summary>A person took the whole case out on one page, or as a PDF, as far as they may read it.</summary>
    CasePrinted,

    /// <summary>An administrator added a name to what is shown before the conflict question.</summary>
    NamesAdded,

    /// <summary>After closing, the reporter was asked how it has gone.</summary>
    CheckedIn = 60,

    /// <summary>A closed case was opened again.</summary>
    Reopened,

    /// <summary>An administrator kept that it is doubtful whether a report is inside the purpose.</summary>
    Doubted,

    /// <summary>An administrator linked a case to another one.</summary>
    CaseLinked,

    /// <summary>An administrator took such a link away.</summary>
    CaseUnlinked,

    /// <summary>An administrator and a unit wrote to each other about a case.</summary>
    UnitMessaged = 70,

    /// <summary>A unit gave a referral back.</summary>
    Declined,

    /// <summary>An administrator took a referral back before anybody had opened it.</summary>
    TakenBack,

    /// <summary>A person sent a text although the outbound check found something in it.</summary>
    SentAsItStands = 80,
}
