using Intake.Core.Storage;
using Npgsql;
using Quartz;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Quartz's own tables in the schema <c>quartz</c>, made by the owner from the script that the package carries. They
/// hold names of jobs and times, nothing of a case. The worker may use them and change no definition.
/// </summary>
internal static class JobTables
{
    public const string Schema = "quartz";

    /// <summary>Goes before every table's name.</summary>
    public const string Prefix = Schema + ".qrtz_";

    private const string Script = "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql";
    private const string IndexPrefix = "qrtz_";

    // Any constant: it only has to be the same in every release.
    private const long MakingLock = 0x71756172747A;

    /// <summary>Makes the tables where they are missing, and gives the worker its rights. Of two at once, one waits.</summary>
    public static async Task MakeAsync(string ownerConnection, RoleNames roles, CancellationToken cancel)
    {
        await using var connection = await DataSources.For(ownerConnection).OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, $"SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({MakingLock})", cancel);
        await RunAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {Schema}", cancel);
        if (!await AreThereAsync(connection, cancel)) await RunAsync(connection, ScriptText(), cancel);

        await RunAsync(connection, $"""
            REVOKE ALL ON SCHEMA {Schema} FROM PUBLIC;
            REVOKE ALL ON ALL TABLES IN SCHEMA {Schema} FROM PUBLIC, "{roles.Web}", "{roles.Worker}";
            GRANT USAGE ON SCHEMA {Schema} TO "{roles.Worker}";
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {Schema} TO "{roles.Worker}";
            """, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static string ScriptText()
    {
        using var stream = typeof(IScheduler).Assembly.GetManifestResourceStream(Script)
            ?? throw new InvalidOperationException("This version of Quartz carries no script for its tables.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Replace("{0}", Prefix, StringComparison.Ordinal)
            .Replace("{1}", IndexPrefix, StringComparison.Ordinal);
    }

    private static async Task<bool> AreThereAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT to_regclass('{Prefix}job_details') IS NOT NULL", connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string script, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = script;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
