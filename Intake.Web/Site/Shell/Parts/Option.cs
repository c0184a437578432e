namespace Intake.Web.Site.Shell.Parts;

/// <summary>One choice: the value that is sent, its words, a hint below them, and whether it is shown without being offered.</summary>
/// <param name="Group">In a select: the heading that it stands under together with its neighbours of the same; null for none.</param>
public sealed record Option(string Value, string Label, string? Hint = null, bool Disabled = false, string? Group = null);
