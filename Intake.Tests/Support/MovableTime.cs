namespace Intake.Tests.Support;

/// <summary>A clock that stands until it is moved.</summary>
public sealed class MovableTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public void Move(TimeSpan by) => now += by;
}
