namespace Intake.Core.Operations.SelfChecks;

/// <summary>What came of a self-check.</summary>
/// <param name="Failed">Where it failed; null when all went well.</param>
/// <param name="Why">What was thrown there; null where an answer was wrong. For an outline in the log.</param>
public sealed record SelfCheckFinding(SelfCheckStep? Failed, Exception? Why)
{
    /// <summary>All went well.</summary>
    public static SelfCheckFinding Good { get; } = new(null, null);
}
