using System.Data.Common;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Keeps the recurring jobs in Hangfire's tables as the schedule has them: written before the first firing and again each
/// hour, because Hangfire turns a job off for good that it failed to queue several times, as in a long outage.
/// </summary>
internal sealed class ScheduleKeeper(
    IRecurringJobManager manager, JobStorage storage, IConfiguration settings, TimeProvider time, ILogger<ScheduleKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!TryWrite()) await Task.Delay(Pause, time, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Interval;
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            pause = TryWrite() ? Interval : Pause;
        }
    }

    private bool TryWrite()
    {
        try
        {
            Write();
            return true;
        }
        catch (Exception away) when (away is DbException or DistributedLockTimeoutException)
        {
            log.LogWarning(away, "The schedule could not be written; it is tried again");
            return false;
        }
    }

    private void Write()
    {
        foreach (var entry in Schedule.Jobs)
        {
            var times = settings[$"Intake:Schedule:{entry.Name}"] ?? entry.Times;
            manager.AddOrUpdate(entry.Name, entry.Call, times, new RecurringJobOptions { TimeZone = Schedule.Copenhagen });
        }

        using var connection = storage.GetConnection();
        foreach (var stored in connection.GetRecurringJobs())
        {
            if (Schedule.Jobs.All(entry => entry.Name != stored.Id)) manager.RemoveIfExists(stored.Id);
        }
    }
}
