namespace Intake.Core.Cases.Planning;

/// <summary>A line of a checklist.</summary>
/// <param name="Name">Stored when it is ticked, and the key of its words: it never changes.</param>
/// <param name="Source">The document that it comes from.</param>
public sealed record CheckLine(string Name, string Source);

/// <summary>A list of lines for a step of the plan, or for the culture track.</summary>
/// <param name="Name">The step's name, or <c>Culture</c>.</param>
/// <param name="Lines">Its lines.</param>
public sealed record Checklist(string Name, IReadOnlyList<CheckLine> Lines);

/// <summary>
/// The checklists of a plan: the four steps, and the culture track for when nobody is known to be involved. Pure. Sources: 000
/// Region Hovedstaden, 001 Region Midtjylland, 002 the City of Copenhagen.
/// </summary>
public static class Checklists
{
    /// <summary>The name of the culture track.</summary>
    public const string Culture = "Culture";

    /// <summary>Every list in its order.</summary>
    public static IReadOnlyList<Checklist> All { get; } =
    [
        new(nameof(HandlingStep.Aware),
            [new("Intervened", "000"), new("Listened", "000, 001"), new("NeedsAsked", "001"), new("StoppedAsked", "001")]),
        new(nameof(HandlingStep.Involve),
            [new("HrAsked", "000"), new("OwnLeader", "000"), new("LeadersLeader", "002"), new("OtherUnits", "000")]),
        new(nameof(HandlingStep.Investigate),
            [new("KnownBefore", "000"), new("SecondPerson", "000"), new("Companion", "000"), new("Evidence", "000"), new("Trail", "000")]),
        new(nameof(HandlingStep.Act),
            [new("WithHr", "000"), new("Proportionate", "002"), new("BothSupported", "001"), new("NextTalk", "002")]),
        new(Culture, [new("Raised", "000"), new("Invited", "000, 002"), new("Surveyed", "000"), new("Gathered", "002")]),
    ];

    /// <summary>Whether a name is of a line that there is.</summary>
    public static bool Knows(string name) => All.Any(list => list.Lines.Any(line => line.Name == name));
}
