using System.Data.Common;
using Intake.Core.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Scheduling;

/// <summary>Holds the start back until the database answers and is migrated: Quartz would end the process instead.</summary>
internal sealed class DatabaseWait(string connection, TimeProvider time, ILogger<DatabaseWait> log) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var told = false; !await IsReadyAsync(cancellationToken); told = true)
        {
            if (!told) log.LogWarning("The database does not answer or is not migrated yet; waiting");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        try
        {
            await using var command = DataSources.For(connection).CreateCommand($"SELECT count(*) FROM {JobTables.Prefix}locks");
            await command.ExecuteScalarAsync(cancel);
            return true;
        }
        catch (DbException)
        {
            // Told by the caller, once.
            return false;
        }
    }
}
