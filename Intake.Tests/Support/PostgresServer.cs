using System.Security.Cryptography;
using Npgsql;

namespace Intake.Tests.Support;

/// <summary>How a test's own server is started.</summary>
/// <param name="Durable">True: commits are flushed to the disk, as in a real installation. False is faster.</param>
/// <param name="Settings">Further `name=value` settings of the server.</param>
public sealed record PostgresOptions(bool Durable = false, params IReadOnlyList<string> Settings)
{
    /// <summary>All settings, as the server's command line takes them.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "-c", Durable ? "fsync=on" : "fsync=off",
        "-c", Durable ? "full_page_writes=on" : "full_page_writes=off",
        "-c", Durable ? "synchronous_commit=on" : "synchronous_commit=off",
        .. Settings.SelectMany(setting => new[] { "-c", setting }),
    ];
}

/// <summary>
/// A private PostgreSQL, in a container or from installed binaries as <see cref="PostgresChoice"/> says: TCP on loopback,
/// scram passwords, the configuration and roles of deploy/postgres. It ends with the test host, even when that is killed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync(new PostgresOptions(), kept: false));
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly IPostgresHost host;
    private readonly IReadOnlyDictionary<string, string> passwords;

    private PostgresServer(IPostgresHost host, IReadOnlyDictionary<string, string> passwords) =>
        (this.host, this.passwords) = (host, passwords);

    /// <summary>Where the newest installed binaries (15 or later) are.</summary>
    public static string BinFolder => InstalledPostgres.BinFolder;

    public int Port => host.Port;

    /// <summary>The run's one server, started at first use.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>A separate server that the caller can stop and start again. The caller disposes it.</summary>
    public static Task<PostgresServer> StartOwnAsync(PostgresOptions? options = null) =>
        StartAsync(options ?? new PostgresOptions(), kept: true);

    /// <summary>As intake_owner, which owns every database made here but is no superuser.</summary>
    public string OwnerConnectionString(string database) => ConnectionString(database, "intake_owner");

    public string WebConnectionString(string database) => ConnectionString(database, "intake_web");

    public string WorkerConnectionString(string database) => ConnectionString(database, "intake_worker");

    /// <summary>For reading what none of our roles may see, such as server settings or page contents.</summary>
    public string SuperuserConnectionString(string database) => ConnectionString(database, "intake_superuser");

    /// <summary>An empty database; only the three roles may connect to it.</summary>
    public async Task CreateDatabaseAsync(string name) =>
        (await PsqlAsync("postgres", ["-v", $"database={name}", "-f", host.ScriptPath("database.sql")])).Required();

    /// <summary>
    /// A copy of another database, which nobody may be using. Rights on the whole database and its settings are not copied.
    /// </summary>
    public Task CopyDatabaseAsync(string name, string from) =>
        AsSuperuserAsync($"create database {Quoted(name)} owner intake_owner template {Quoted(from)}");

    /// <summary>Removes the database and ends its connections.</summary>
    public Task DropDatabaseAsync(string name) => AsSuperuserAsync($"drop database if exists {Quoted(name)} with (force)");

    /// <summary>What psql answers to the statement, run as superuser: rows as lines, columns separated by `|`.</summary>
    public async Task<string> Psql(string database, string sql) =>
        (await PsqlAsync(database, ["-A", "-t", "-f", "-"], sql)).Required().Output;

    /// <summary>The whole database as pg_dump's plain text.</summary>
    public async Task<string> DumpAsync(string database, params string[] arguments) =>
        (await host.RunClientAsync("pg_dump", database, arguments, "")).Required().Output;

    /// <summary>All that the server has logged.</summary>
    public string LogText() => host.LogText();

    /// <summary>Stops the server at once, as if the database went away; its data stay.</summary>
    public Task StopAsync() => host.StopAsync();

    /// <summary>Starts it again on the same port with the same data.</summary>
    public async Task StartAgainAsync()
    {
        await host.StartAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        while (!await AnswersAsync())
        {
            if (host.HasEnded || limit.IsCancellationRequested)
            {
                throw new InvalidOperationException("PostgreSQL did not start.\n" + LogText());
            }

            await Task.Delay(50);
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static async Task<PostgresServer> StartAsync(PostgresOptions options, bool kept)
    {
        string[] roles = ["intake_superuser", "intake_owner", "intake_web", "intake_worker"];
        var passwords = roles.ToDictionary(role => role, _ => RandomNumberGenerator.GetHexString(32, lowercase: true));
        var server = new PostgresServer(await PostgresChoice.NewHostAsync(options, passwords, kept), passwords);
        try
        {
            await server.StartAgainAsync();
            (await server.PsqlAsync("postgres", ["-f", server.host.ScriptPath("roles.sql")])).Required();
            // On the run's one server the programs of many tests share a role that is one program's elsewhere.
            if (!kept) await server.AsSuperuserAsync("alter role intake_web connection limit -1");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private Task<ProcessResult> PsqlAsync(string database, string[] arguments, string input = "") =>
        host.RunClientAsync("psql", database, ["-X", "-q", "-v", "ON_ERROR_STOP=1", .. arguments], input);

    private async Task AsSuperuserAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(SuperuserConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string database, string user) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = user,
        Password = passwords[user],
        IncludeErrorDetail = false,
    }.ConnectionString;

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(SuperuserConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
