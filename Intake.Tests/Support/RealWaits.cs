namespace Intake.Tests.Support;

/// <summary>
/// For programs under test: the date and hour of a clock that the test moves, while what they measure and wait for (the
/// waiting room's patience, a pause before the next try) takes as long as it does outside.
/// </summary>
public sealed class RealWaits(TimeProvider dates) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => dates.GetUtcNow();
}
