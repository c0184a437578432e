namespace Intake.Web.Shell.Parts;

/// <summary>One choice: the value that is sent, its words, and a hint below them.</summary>
public sealed record Option(string Value, string Label, string? Hint = null);
