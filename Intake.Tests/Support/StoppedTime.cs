namespace Intake.Tests.Support;

/// <summary>A clock that stands until it is moved, with its timers: those that come due fire while it is moved.</summary>
public sealed class StoppedTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<StoppedTimer> timers = [];
    private DateTimeOffset now = new(2026, 3, 3, 9, 30, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new StoppedTimer(this, () => callback(state));
        lock (gate) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock from one due timer to the next.</summary>
    public void Move(TimeSpan by)
    {
        var end = now + by;
        while (Due(end) is { } timer)
        {
            if (timer.At > now) now = timer.At!.Value;
            timer.Fire();
        }

        now = end;
    }

    private StoppedTimer? Due(DateTimeOffset end)
    {
        lock (gate) return timers.Where(timer => timer.At <= end).MinBy(timer => timer.At);
    }

    private sealed class StoppedTimer(StoppedTime clock, Action fire) : ITimer
    {
        public DateTimeOffset? At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            At = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
            return true;
        }

        public void Fire()
        {
            At = null;
            fire();
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
