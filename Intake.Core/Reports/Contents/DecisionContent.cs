namespace Intake.Core.Reports.Contents;

/// <summary>
/// What staff decided about a case itself: a date set by hand or changed, something of it done, a hold on its deletion. Each
/// stays in the Dialogue, so that the history of a date is its entries. Not shown in the mailbox, whose key can open it.
/// </summary>
/// <param name="What">A name of <see cref="DecisionKind"/>.</param>
/// <param name="On">The day that was set, or on which it was done; null where there is none.</param>
/// <param name="Text">The reason, or what was done.</param>
/// <param name="Before">The day that was set until now; null where there was none.</param>
public sealed record DecisionContent(string What, DateOnly? On, string Text, DateOnly? Before = null)
{
    /// <summary>The hour of what happened, for the 72 hours of a report to the police; null where nobody said it.</summary>
    public TimeOnly? Hour { get; init; }
}

/// <summary>What a <see cref="DecisionContent"/> is about. Names are stored: they never change.</summary>
public enum DecisionKind
{
    /// <summary>The next talk was agreed, or moved.</summary>
    TalkAgreed = 1,

    /// <summary>It was held.</summary>
    TalkHeld,

    /// <summary>People are invited to come forward until a day.</summary>
    WindowOpened,

    /// <summary>What came of the invitation has been gathered and made known.</summary>
    WindowShut,

    /// <summary>The day of what happened, from which the 72 hours for a police report run.</summary>
    IncidentDated,

    /// <summary>The matter was reported to the police.</summary>
    PoliceReported,

    /// <summary>After closing somebody asked how it has been since.</summary>
    LookedAfter,

    /// <summary>Somebody asks for the case to be kept.</summary>
    HoldAsked,

    /// <summary>Another person confirmed it: the case is kept.</summary>
    HoldSet,

    /// <summary>Somebody asks for the hold to be lifted.</summary>
    LiftAsked,

    /// <summary>Another person confirmed it: the hold is lifted.</summary>
    HoldLifted,

    /// <summary>What was asked for was not agreed to, or was taken back.</summary>
    HoldRefused,

    /// <summary>What stands before it was sent although the outbound check found something.</summary>
    SentAsItStands,

    /// <summary>An administrator ended the access of the person whom the exclusion before it names.</summary>
    AccessEnded,

    /// <summary>What stands before it was sent without a second reader, since nobody else could read it.</summary>
    SentAlone,

    /// <summary>A unit decided against a report to the police: its 72 hours ended.</summary>
    PoliceNotReported,

    /// <summary>The day of what happened was wrong: its 72 hours never ran.</summary>
    IncidentUndated,
}
