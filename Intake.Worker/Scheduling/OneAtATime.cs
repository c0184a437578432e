using Hangfire.Server;
using Intake.Core.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Intake.Worker.Scheduling;

/// <summary>
/// No two runs of one job at once, on any number of workers. The lock is a transaction of its own that lasts as long as
/// the run: PostgreSQL lets go of it when the worker dies, and it passes through a pooler. Hangfire's own lock is taken
/// away by the clock, from a run that is still under way too.
/// </summary>
internal sealed class OneAtATime(string connection, ILogger<OneAtATime> log) : IServerFilter
{
    private const string Held = "Intake.Lock";

    public void OnPerforming(PerformingContext context)
    {
        if (Schedule.Of(context.BackgroundJob.Job.Type) is not { } entry) return;
        if (TryLock(entry.Name) is { } held)
        {
            context.Items[Held] = held;
            return;
        }

        // One that is tried again waits its turn; for the others the next firing is near.
        if (entry.Retries.Length > 0) throw new StillRunningException();
        log.LogInformation("The job {Name} is still running; this firing is left out", entry.Name);
        context.Canceled = true;
    }

    public void OnPerformed(PerformedContext context)
    {
        if (context.Items.Remove(Held, out var held)) ((NpgsqlConnection)held).Dispose();
    }

    /// <summary>The connection whose open transaction is the lock; null when another has it.</summary>
    private NpgsqlConnection? TryLock(string name)
    {
        var locking = DataSources.For(connection).OpenConnection();
        try
        {
            locking.BeginTransaction();
            // A worker whose machine is gone, and not only the process, is noticed by the server within half a minute.
            using var command = new NpgsqlCommand("""
                SET LOCAL idle_in_transaction_session_timeout = 0;
                SET LOCAL tcp_keepalives_idle = 10;
                SET LOCAL tcp_keepalives_interval = 5;
                SET LOCAL tcp_keepalives_count = 4;
                SELECT pg_try_advisory_xact_lock(hashtextextended('intake job ' || @name, 0))
                """, locking);
            command.Parameters.AddWithValue("name", name);
            if (command.ExecuteScalar() is true) return locking;
        }
        catch
        {
            locking.Dispose();
            throw;
        }

        locking.Dispose();
        return null;
    }
}

/// <summary>Another run of the job is under way.</summary>
internal sealed class StillRunningException() : Exception("Another run of the job is under way.");
