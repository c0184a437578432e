namespace Intake.Core.Cases.Conflict;

/// <summary>What a person says who steps back from a case.</summary>
/// <param name="NotNamed">That the substitutes are not among those whom the gate's card names: needed where there are any.</param>
public sealed record Recusal(bool NotNamed)
{
    /// <summary>Why, for those who stay; null or blank for nothing.</summary>
    public string? Why { get; init; }

    /// <summary>
    /// Full names of colleagues, one a line, through whom they have the conflict: these must not take part either, now or later, and lose
    /// the case at once where they have it. Null or blank for nobody.
    /// </summary>
    public string? Names { get; init; }

    /// <summary>What was shown: <see cref="RecusalView.Seen"/>; null for a step that nothing was shown of.</summary>
    public string? Seen { get; init; }

    /// <summary>What is wrong with the texts, by field name; empty when nothing is. Pure.</summary>
    public IReadOnlyDictionary<string, CaseResult> Check()
    {
        var faults = new Dictionary<string, CaseResult>();
        if (CaseText.FaultOfOptional(Why) is { } why) faults[nameof(Why)] = why;
        if (Names?.Length > LongestNames) faults[nameof(Names)] = CaseResult.TextTooLong;
        return faults;
    }

    /// <summary>Most characters of all names.</summary>
    public const int LongestNames = 2000;
}
