namespace Intake.Web.Site.Waiting;

/// <summary>What anybody may do anonymously and what costs us rows, memory or a key derivation. The number is sealed into turns.</summary>
public enum CostlyAct
{
    /// <summary>Storing what stands in the report form, with its files.</summary>
    Stage = 1,

    /// <summary>Making a report of it.</summary>
    Send = 2,

    /// <summary>Keeping it for later.</summary>
    Draft = 3,

    /// <summary>Trying a well-formed key at the mailbox's door. Belongs to no scheme: which one is known only afterwards.</summary>
    Open = 4,

    /// <summary>Answering in a mailbox.</summary>
    Reply = 5,

    /// <summary>Leaving a form that staged nothing, of which a row remains. Apart, so that who leaves often takes nobody's place.</summary>
    Leave = 6,
}
