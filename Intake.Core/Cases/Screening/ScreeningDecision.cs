namespace Intake.Core.Cases.Screening;

/// <summary>
/// Inside the scheme's purpose or not. It is written into the Dialogue, so the reporter can read all of it.
/// </summary>
public abstract record ScreeningDecision
{
    private ScreeningDecision() { }

    /// <summary>Inside.</summary>
    /// <param name="Category">The name of a category of the scheme: how staff see the matter.</param>
    /// <param name="Note">A few words, or null.</param>
    public sealed record Inside(string Category, string? Note = null) : ScreeningDecision;

    /// <summary>Outside: answered with the help that fits.</summary>
    /// <param name="Ground">The name of a ground of the scheme.</param>
    /// <param name="Help">Names of entries of the help directory, at least one, best first.</param>
    /// <param name="Text">What the reporter reads.</param>
    public sealed record Outside(string Ground, IReadOnlyList<string> Help, string Text) : ScreeningDecision;
}
