using Hangfire;
using Hangfire.Storage;
using Intake.Core;
using Intake.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Keeps the recurring jobs in Hangfire's tables as the schedule has them: written before the first firing and again each
/// hour, because Hangfire turns a job off for good after failing to queue it several times, as in a long outage.
/// </summary>
internal sealed class ScheduleKeeper(
    string connection, IRecurringJobManager manager, JobStorage storage, IConfiguration settings,
    TimeProvider time, ILogger<ScheduleKeeper> log)
    : BackgroundService
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
            OneAtATime.MakeRows(connection);
            foreach (var entry in Schedule.Jobs) Write(entry);
            RemoveOthers();
            return true;
        }
        catch (Exception away) when (away is DistributedLockTimeoutException || DatabaseAway.Is(away))
        {
            log.LogWarning(away, "The schedule could not be written; it is tried again");
            return false;
        }
    }

    private void Write(ScheduledJob entry)
    {
        var times = TimesOf(entry);
        var options = new RecurringJobOptions { TimeZone = Schedule.Copenhagen };
        try
        {
            manager.AddOrUpdate(entry.Name, entry.Call, times, options);
        }
        catch (ArgumentException)
        {
            throw new UnusableSettingException(
                $"Intake:Schedule:{entry.Name} is {times}: it must be minute, hour, day, month and weekday, such as {entry.Times}.");
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException or NotSupportedException)
        {
            log.LogWarning(unreadable, "What the tables said of {Name} could not be read; it is written again", entry.Name);
            manager.RemoveIfExists(entry.Name);
            manager.AddOrUpdate(entry.Name, entry.Call, times, options);
        }
    }

    /// <summary>A name with underscores is taken too: no shell and no unit file knows variables with hyphens.</summary>
    private string TimesOf(ScheduledJob entry) =>
        settings[$"Intake:Schedule:{entry.Name}"] ?? settings[$"Intake:Schedule:{entry.Name.Replace('-', '_')}"] ?? entry.Times;

    private void RemoveOthers()
    {
        using var stored = storage.GetConnection();
        foreach (var id in stored.GetAllItemsFromSet("recurring-jobs"))
        {
            if (Schedule.Jobs.All(entry => entry.Name != id)) manager.RemoveIfExists(id);
        }
    }
}
