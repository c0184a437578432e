namespace Intake.Core.Storage;

/// <summary>
/// The one row by which a database knows the file secret that it belongs to. In both databases; written by the migrate
/// command, read at every start.
/// </summary>
public sealed class Installation
{
    /// <summary>Always true, so that there is one row at most.</summary>
    public required bool One { get; init; }

    /// <summary>32 bytes derived from the file secret under a label of their own; they tell nothing of it.</summary>
    public required byte[] CheckValue { get; init; }
}
