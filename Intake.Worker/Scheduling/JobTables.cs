using Hangfire.Logging;
using Hangfire.PostgreSql;
using Intake.Core.Storage;
using Npgsql;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Hangfire's own tables in the schema <c>hangfire</c>, made by the owner. They hold names of jobs and times, nothing of a
/// case. The worker may use them and change no definition; the web process sees two views (JobTables.sql).
/// </summary>
internal static class JobTables
{
    public const string Schema = "hangfire";

    private const string Views = "Intake.Worker.Scheduling.JobTables.sql";
    private const string DropViews = $"DROP VIEW IF EXISTS {Schema}.intake_jobs, {Schema}.intake_queue, {Schema}.intake_workers";

    // Any constant: it only has to be the same in every release.
    private const long MakingLock = 0x68616E676669;

    /// <summary>Makes the tables where they are missing, and gives worker and web their rights. Of two at once, one waits.</summary>
    public static async Task MakeAsync(string ownerConnection, RoleNames roles, CancellationToken cancel)
    {
        await using var guard = await DataSources.For(ownerConnection).OpenConnectionAsync(cancel);
        await using var guarded = await guard.BeginTransactionAsync(cancel);
        await RunAsync(
            guard,
            $"SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock({MakingLock})",
            cancel);
        await using var connection = await DataSources.For(ownerConnection).OpenConnectionAsync(cancel);
        if (await IsThereAsync(connection, cancel)) await RunAsync(connection, DropViews, cancel);
        LogProvider.SetCurrentLogProvider(null); // That of a worker which ran in this process before has ended.
        PostgreSqlObjectsInstaller.Install(connection, Schema);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, roles.PutInto(Text()), cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT to_regnamespace('{Schema}') IS NOT NULL", connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private static string Text()
    {
        using var stream = typeof(JobTables).Assembly.GetManifestResourceStream(Views)
            ?? throw new InvalidOperationException("The views of the job tables are not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Text of our own script only; role names are checked by RoleNames.
    private static async Task RunAsync(NpgsqlConnection connection, string script, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = script;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
