namespace Intake.Core.Mailboxes;

/// <summary>What came of writing into a mailbox.</summary>
public enum MailboxResult
{
    /// <summary>It is stored and durable.</summary>
    Stored,

    /// <summary>The case is closed or withdrawn.</summary>
    Closed,

    /// <summary>The scheme has answered that it can't take the case up: more belongs in a new report.</summary>
    OutOfScope,

    /// <summary>The mailbox holds as much as one may: <see cref="MailboxDesk.MostEntries"/>, <see cref="MailboxDesk.MostBytes"/>.</summary>
    Full,

    /// <summary>What it answers is not there, or is answered or under way already.</summary>
    NotNow,

    /// <summary>No administrator would be left who can open it; nothing is stored.</summary>
    NobodyLeft,

    /// <summary>A correction that corrects nothing.</summary>
    SameText,

    /// <summary>An approval of a text that the reporter changed: the change would be lost.</summary>
    OtherText,

    /// <summary>Staff have proposed another day for a talk meanwhile: the one that was read is not agreed to.</summary>
    OtherProposal,

    /// <summary>A file that was uploaded for it is no longer there; nothing is stored.</summary>
    FilesGone,

    /// <summary>The report was deleted meanwhile, or does not open any longer.</summary>
    Gone,

    /// <summary>The case takes nothing now, since its rows were altered: an operator has to mend it. Nothing is stored.</summary>
    Stuck,
}
