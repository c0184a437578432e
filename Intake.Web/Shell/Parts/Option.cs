namespace Intake.Web.Shell.Parts;

/// <summary>One choice: the value that is sent, its words, a hint below them, and whether it is shown without being offered.</summary>
public sealed record Option(string Value, string Label, string? Hint = null, bool Disabled = false);
