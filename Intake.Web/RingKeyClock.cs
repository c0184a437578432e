using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;

namespace Intake.Web;

/// <summary>
/// Makes sure once a minute that this hour's and the next hour's session keys are there: by the clock, so that a key's
/// row shows nothing of a visit. Several web processes do it side by side; the first one's key stands.
/// </summary>
public sealed class RingKeyClock(IServiceScopeFactory scopes, RingKeys ringKeys, ILogger<RingKeyClock> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>The first keys are there before the first request, unless the database is down.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ringKeys.EnsureAsync(scope.ServiceProvider.GetRequiredService<IntakeDb>(), cancellation);
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(failed, "The session keys of this hour could not be made; trying again in a minute");
        }
    }
}
