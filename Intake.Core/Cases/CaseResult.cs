namespace Intake.Core.Cases;

/// <summary>What came of something that staff asked to be done with a case.</summary>
public enum CaseResult
{
    /// <summary>Done and committed.</summary>
    Done = 1,

    /// <summary>Not there for this person, whatever the reason: the page answers 404, never 403.</summary>
    NotFound,

    /// <summary>The case is no longer, or not yet, where this can be done.</summary>
    NotNow,

    /// <summary>A text that is needed is missing.</summary>
    TextMissing,

    /// <summary>A text is longer than <see cref="CaseText.Longest"/> characters.</summary>
    TextTooLong,

    /// <summary>A person's own label of a case is longer than it may be.</summary>
    LabelTooLong,

    /// <summary>A choice is missing, or is none of those offered.</summary>
    ChoiceUnknown,

    /// <summary>The reporter does not follow the case: nobody would read a question.</summary>
    DoesNotFollow,

    /// <summary>No feedback has been given, and it is not said why.</summary>
    FeedbackMissing,

    /// <summary>Something is still open, and nobody has said why it is carried over.</summary>
    StillOpen,

    /// <summary>"No track" was chosen beside others.</summary>
    TracksExclude,

    /// <summary>Nobody is named, or nothing could be decided: the case ends on the culture at the place if on nothing else.</summary>
    CultureMissing,

    /// <summary>A referral's statement is not accepted yet: the case cannot be closed.</summary>
    StatementsMissing,

    /// <summary>The unit has a referral of this report that is not finished.</summary>
    AlreadyReferred,

    /// <summary>The two cases are linked already.</summary>
    AlreadyLinked,

    /// <summary>An administrator added the person's own name to the case: they can only step back.</summary>
    OwnName,

    /// <summary>At least two handlers are needed.</summary>
    TooFewHandlers,

    /// <summary>One of those chosen must not take part.</summary>
    HandlerExcluded,

    /// <summary>One of those chosen is no certified handler of the unit, or holds the case already.</summary>
    HandlerUnknown,

    /// <summary>An entry of the Dialogue can't be read: it may name somebody who must not take part, so nobody is added.</summary>
    ExclusionsInDoubt,

    /// <summary>
    /// One of those chosen can open the original all the same, or is an administrator: a copy would keep nothing from them.
    /// </summary>
    HasOriginal,

    /// <summary>There is something else in a marked copy than the original with passages struck out.</summary>
    NotOnlyStruck,

    /// <summary>Nothing was struck out in a marked copy.</summary>
    NothingStruck,

    /// <summary>
    /// Nobody here has read the original, in which this person may be named: only an administrator who has it can give access.
    /// </summary>
    OriginalNotRead,

    /// <summary>It was not said that nobody of those who get access is named.</summary>
    NotNamedMissing,

    /// <summary>A text may name one of those chosen, and nobody said whether it does.</summary>
    NearUnanswered,

    /// <summary>Why one of those chosen is not the one whom a text may name.</summary>
    NearReasonMissing,

    /// <summary>The reporter warned of people like one of those chosen, and that is not answered.</summary>
    WarningUnanswered,

    /// <summary>Why none of those chosen is whom the reporter warned of.</summary>
    WarningReasonMissing,

    /// <summary>One of those chosen is of those whom the reporter warned of, though nobody knows whether it is them.</summary>
    WarnedChosen,

    /// <summary>No other administrator holds the case or could: if this one left now, nobody would hold it.</summary>
    LastAdministrator,

    /// <summary>The day can't be: in the past or too far ahead, or after today where it has happened.</summary>
    DayImpossible,

    /// <summary>The office was notified of the case before: once more only when that is said.</summary>
    NotifiedBefore,

    /// <summary>Nobody else holds a unit's notes: if this person's keys went, nobody could open them.</summary>
    LastHandler,

    /// <summary>The case has changed since the page was shown: it is shown as it is now.</summary>
    ChangedSince,

    /// <summary>The proposal is this person's own: another administrator has to agree.</summary>
    OwnProposal,

    /// <summary>The statement is this person's own: another administrator accepts it.</summary>
    OwnStatement,

    /// <summary>The detail of a personnel sanction stands in the personnel file and nowhere else.</summary>
    DetailRefused,

    /// <summary>What is reported may be a crime: HR and the police are asked before anybody is interviewed.</summary>
    InterviewsWait,

    /// <summary>A unit's open window is shut by telling what came of it, at the window's own page.</summary>
    WindowUntold,

    /// <summary>The person in charge is none of those who have the case in the unit.</summary>
    InChargeUnknown,

    /// <summary>The day to take the case on is in the past, or later than it can be.</summary>
    AcceptByImpossible,

    /// <summary>The day for the statement is before the case is to be taken on, or later than it can be.</summary>
    StatementByImpossible,

    /// <summary>A date is later than the scheme's, and it is not said why.</summary>
    DatesReasonMissing,

    /// <summary>The reason for dates is too long.</summary>
    DatesReasonTooLong,

    /// <summary>Nothing speaks against it: it can't be taken back, and is shown before it is done.</summary>
    ToBeChecked,

    /// <summary>Something was found in what is to be sent, and nobody said why it is sent all the same.</summary>
    OverrideReasonMissing,

    /// <summary>Somebody else wrote of the same thing after the form was shown: it is to be seen first.</summary>
    ChangedMeanwhile,

    /// <summary>The message is this person's own: a colleague reads it and sends it.</summary>
    OwnMessage,

    /// <summary>A message of this person's waits for a colleague already.</summary>
    MessageWaits,

    /// <summary>Nobody else can read the message first, and it is not said why it is sent all the same.</summary>
    AloneReasonMissing,

    /// <summary>The unit had a copy with passages struck out, and it is not said that it shall read all of it.</summary>
    CopyWouldBeUndone,

    /// <summary>The scheme promises to ask the reporter before this unit gets the case, and it is not said how that stands.</summary>
    ReporterNotAsked,

    /// <summary>It is said that the reporter was asked in the mailbox and said yes, and nothing there was asked and answered.</summary>
    ReporterNeverAsked,
}
