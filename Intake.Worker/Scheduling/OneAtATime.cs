using Hangfire.Server;
using Intake.Core.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Intake.Worker.Scheduling;

/// <summary>
/// No two runs of one job at once, on any number of workers, and no run of anything but the schedule's jobs. The lock is a
/// row that the web process cannot touch, held by a transaction that lasts as long as the run: PostgreSQL lets go of it
/// when the worker dies, and it passes through a pooler. Hangfire's own lock is taken away by the clock, from a run that
/// is still under way too.
/// </summary>
internal sealed class OneAtATime(string connection, ILogger<OneAtATime> log) : IServerFilter
{
    private const string Held = "Intake.Lock";

    public void OnPerforming(PerformingContext context)
    {
        var asked = context.BackgroundJob.Job;
        if (Schedule.Of(asked.Type) is not { } entry || asked.Method.Name != entry.Call.Method.Name
            || asked.Args.Count != entry.Call.Args.Count)
        {
            throw new InvalidOperationException("No job of the schedule.");
        }

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
        if (!context.Items.Remove(Held, out var held)) return;
        try
        {
            ((NpgsqlConnection)held).Dispose();
        }
        catch (NpgsqlException broken)
        {
            // The run is over and did what it did; only its lock had gone before.
            log.LogWarning(broken, "A job's lock was lost before the job ended");
        }
    }

    /// <summary>
    /// The rows to lock. Written before the first firing, since two workers that insert one row would wait for each
    /// other.
    /// </summary>
    public static void MakeRows(string connection)
    {
        using var command = DataSources.For(connection)
            .CreateCommand("INSERT INTO hangfire.intake_running SELECT unnest(@names) ON CONFLICT DO NOTHING");
        command.Parameters.AddWithValue("names", Schedule.Jobs.Select(job => job.Name).ToArray());
        command.ExecuteNonQuery();
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
                SELECT name FROM hangfire.intake_running WHERE name = @name FOR UPDATE SKIP LOCKED
                """, locking);
            command.Parameters.AddWithValue("name", name);
            if (command.ExecuteScalar() is string) return locking;
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
