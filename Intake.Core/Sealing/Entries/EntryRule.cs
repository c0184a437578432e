namespace Intake.Core.Sealing;

/// <summary>Who writes entries of a kind.</summary>
[Flags]
public enum EntryAuthors
{
    Mailbox = 1,
    Administrator = 2,
    CaseHandler = 4,

    /// <summary>Both roles of staff.</summary>
    Staff = Administrator | CaseHandler,

    /// <summary>All who may write in the compartment.</summary>
    Anyone = Mailbox | Staff,
}

/// <summary>Who writes entries of a kind, and in which compartments. A kind without one is written by nobody.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class EntryRuleAttribute(EntryAuthors by, params CompartmentKind[] compartments) : Attribute
{
    public EntryAuthors By { get; } = by;
    public IReadOnlyList<CompartmentKind> Compartments { get; } = compartments;

    /// <summary>Whether the party is one of those who write it.</summary>
    public bool Names(Party author)
    {
        ArgumentNullException.ThrowIfNull(author);
        return (author.IsMailbox && By.HasFlag(EntryAuthors.Mailbox)) || (author.IsAdministrator && By.HasFlag(EntryAuthors.Administrator))
            || (author.IsCaseHandler && By.HasFlag(EntryAuthors.CaseHandler));
    }
}
