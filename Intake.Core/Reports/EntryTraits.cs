using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>A row of <see cref="EntryKinds"/>.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Content">The record that its content is; null where another room reads it.</param>
/// <param name="ShownTo">Who is shown it.</param>
/// <param name="IsWhole">Whether an entry opens as that record, with all that is needed to draw it.</param>
public sealed record EntryTraits(EntryKind Kind, Type? Content, EntryReaders ShownTo, Func<ReadEntry, bool> IsWhole)
{
    /// <summary>Whether it is a message, and of whom: the newest decides whether an answer is waited for.</summary>
    public EntryMessage Message { get; init; }

    /// <summary>Whether it counts against what one mailbox takes.</summary>
    public bool FillsMailbox { get; init; }
}

/// <summary>Where entries of a kind are shown, to those who hold the compartment's key.</summary>
[Flags]
public enum EntryReaders
{
    /// <summary>To staff before the conflict question.</summary>
    Gate = 1,

    /// <summary>In the mailbox.</summary>
    Reporter = 2,

    /// <summary>In the case file.</summary>
    Staff = 4,
}

/// <summary>Whose message an entry is.</summary>
public enum EntryMessage
{
    /// <summary>It is none.</summary>
    None = 0,

    /// <summary>The reporter's, which staff should read and answer.</summary>
    FromReporter,

    /// <summary>Staff's to the reporter.</summary>
    FromStaff,
}
