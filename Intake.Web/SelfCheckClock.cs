using Intake.Core.Operations.SelfChecks;

namespace Intake.Web;

/// <summary>
/// Has this process check itself each hour: by the clock, whatever visitors do. A failure is tried once more before it is
/// written down, since a database may just be starting again; from then on it alarms, until a check goes well.
/// </summary>
public sealed class SelfCheckClock(
    IServiceScopeFactory scopes, SelfCheck check, IConfiguration settings, ILogger<SelfCheckClock> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private readonly Guid process = Guid.NewGuid();

    /// <summary>Not at once: a process that starts has more pressing work.</summary>
    private TimeSpan First { get; } = TimeSpan.FromMinutes(settings.GetValue("Intake:SelfCheck:FirstMinutes", 5.0));

    private TimeSpan Every { get; } = TimeSpan.FromMinutes(settings.GetValue("Intake:SelfCheck:EveryMinutes", 60.0));

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = First; ; pause = Every)
        {
            await Task.Delay(pause, stoppingToken);
            var found = await check.RunAsync(stoppingToken);
            if (found.Failed is not null)
            {
                await Task.Delay(First < Again ? First : Again, stoppingToken);
                found = await check.RunAsync(stoppingToken);
            }

            if (found.Failed is { } step) log.LogError(found.Why, "The self-check failed: {Step}", step);
            await TryWriteAsync(found, stoppingToken);
        }
    }

    private async Task TryWriteAsync(SelfCheckFinding found, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SelfCheckBook>().WriteAsync(process, found, cancel);
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            log.LogError(failed, "How the self-check went could not be written");
        }
    }
}
