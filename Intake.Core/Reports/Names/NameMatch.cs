namespace Intake.Core.Reports.Names;

/// <summary>Whether a text names a person.</summary>
public enum NameMatch
{
    /// <summary>No.</summary>
    None = 0,

    /// <summary>Perhaps: a human says, before access is given.</summary>
    Near,

    /// <summary>First and last name are there: no key is given.</summary>
    Exact,
}

/// <summary>What was found.</summary>
/// <param name="Match">How certain it is.</param>
/// <param name="Excerpt">The words around it as they were written; empty when nothing was found.</param>
internal sealed record NameFinding(NameMatch Match, string Excerpt)
{
    public static NameFinding None { get; } = new(NameMatch.None, "");
}
