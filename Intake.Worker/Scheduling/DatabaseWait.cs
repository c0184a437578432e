using System.Data.Common;
using Intake.Core;
using Intake.Core.Operations;
using Intake.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Holds the start back until the databases answer and are migrated: jobs would fail and fill the log. Databases that don't
/// belong to this program, secret or root end it.
/// </summary>
internal sealed class DatabaseWait(string connection, IServiceScopeFactory scopes, TimeProvider time, ILogger<DatabaseWait> log)
    : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (long? said = null; await WhyNotAsync(cancellationToken) is { } why;)
        {
            if (said is null || time.GetElapsedTime(said.Value) >= SayAgain)
            {
                log.LogWarning("Waiting: {Why}", why);
                said = time.GetTimestamp();
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> WhyNotAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<InstallationCheck>().LookAsync(cancel) is { } fault)
            {
                return fault.MayBeWaitedFor ? fault.Message : throw new UnusableSettingException(fault.Message);
            }

            await using var command = DataSources.For(connection).CreateCommand($"SELECT waiting FROM {JobTables.Schema}.intake_queue");
            await command.ExecuteScalarAsync(cancel);
            return null;
        }
        catch (Exception away) when (DatabaseAway.Is(away, cancel))
        {
            var state = (away as DbException ?? away.InnerException as DbException)?.SqlState;
            return $"a database does not answer ({state ?? "no connection"})";
        }
    }
}
