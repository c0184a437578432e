using Hangfire.Server;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Scheduling;

/// <summary>
/// No run of any job under a clock that can't be trusted: it fails, which the operator's page shows, and the log says why.
/// </summary>
internal sealed class UnderARightClock(WorkerClock clock, TimeProvider time, ILogger<UnderARightClock> log) : IServerFilter
{
    private static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(10);
    private readonly Lock saying = new();
    private long? said;

    public void OnPerforming(PerformingContext context)
    {
        if (clock.WhyNotAsync(context.CancellationToken.ShutdownToken).GetAwaiter().GetResult() is not { } why) return;
        lock (saying)
        {
            if (said is null || time.GetElapsedTime(said.Value) >= SayAgain)
            {
                log.LogCritical("Nothing is done: {Why}", why);
                said = time.GetTimestamp();
            }
        }

        throw new WrongClockException();
    }

    public void OnPerformed(PerformedContext context)
    {
    }
}
