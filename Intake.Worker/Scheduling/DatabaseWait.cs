using System.Data.Common;
using Intake.Core.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Scheduling;

/// <summary>Holds the start back until the database answers and is migrated: jobs would fail and fill the log.</summary>
internal sealed class DatabaseWait(string connection, TimeProvider time, ILogger<DatabaseWait> log) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var said = false; !await IsReadyAsync(cancellationToken); said = true)
        {
            if (!said) log.LogWarning("The database does not answer or is not migrated yet; waiting");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        try
        {
            // The last thing that migrate makes.
            await using var command = DataSources.For(connection).CreateCommand($"SELECT waiting FROM {JobTables.Schema}.intake_queue");
            await command.ExecuteScalarAsync(cancel);
            return true;
        }
        catch (DbException)
        {
            // The caller says so, once.
            return false;
        }
    }
}
