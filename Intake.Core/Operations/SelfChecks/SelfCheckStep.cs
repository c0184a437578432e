namespace Intake.Core.Operations.SelfChecks;

/// <summary>Where in a self-check something failed. The numbers are stored.</summary>
public enum SelfCheckStep
{
    /// <summary>The databases, the file secret or a scheme's file could not be had, or this hour's session key is not ours.</summary>
    Begin = 1,

    /// <summary>What was written was not staged, or did not come back as it was.</summary>
    Stage,

    /// <summary>It was not received.</summary>
    Receive,

    /// <summary>Its receipt key did not open the mailbox, or the text there was another.</summary>
    Mailbox,

    /// <summary>The holder could not read it.</summary>
    Holder,

    /// <summary>It could not be taken back.</summary>
    Withdraw,

    /// <summary>Taken back, it was still there for its key or its holder.</summary>
    Gone,

    /// <summary>A form was not stored for good, or not taken away.</summary>
    Commit,
}
