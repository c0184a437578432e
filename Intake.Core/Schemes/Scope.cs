namespace Intake.Core.Schemes;

/// <summary>What a scheme is for.</summary>
/// <param name="Inside">What belongs in it, one sentence each.</param>
/// <param name="Outside">What does not, and is better helped elsewhere.</param>
/// <param name="Grounds">The grounds an out-of-scope answer can give.</param>
public sealed record Scope(
    IReadOnlyList<LocalText> Inside,
    IReadOnlyList<LocalText> Outside,
    IReadOnlyList<OutOfScopeGround> Grounds);

/// <summary>A ground for answering that a report is outside the purpose.</summary>
/// <param name="Name">Its slug, unique in the scheme.</param>
/// <param name="Title">Its title, for the screener.</param>
/// <param name="Text">What the reporter reads: warm, plain, and pointing to help.</param>
/// <param name="Help">Names of the help entries that fit, best first.</param>
public sealed record OutOfScopeGround(string Name, LocalText Title, LocalText Text, IReadOnlyList<string> Help);
