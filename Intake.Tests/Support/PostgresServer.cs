using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Intake.Tests.Support;

/// <summary>How a server of a test's own is to be started.</summary>
/// <param name="Durable">True: commits are flushed to the disk, as in a real installation. False is faster.</param>
/// <param name="Settings">Further `name=value` settings of the server.</param>
public sealed record PostgresOptions(bool Durable = false, params IReadOnlyList<string> Settings);

/// <summary>
/// A private PostgreSQL from the machine's installed binaries: TCP on loopback, scram passwords, the configuration and
/// roles of deploy/postgres. It ends with the test host, also when that is killed. A build with Testcontainers
/// replaces this file and none of its callers.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartOwnAsync());
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    readonly PostgresOptions options;
    readonly string root;
    readonly Dictionary<string, string> passwords = new()
    {
        ["intake_superuser"] = NewPassword(),
        ["intake_owner"] = NewPassword(),
        ["intake_web"] = NewPassword(),
        ["intake_worker"] = NewPassword(),
    };

    WatchedProcess? process;

    PostgresServer(PostgresOptions options, string root) => (this.options, this.root) = (options, root);

    /// <summary>Where the newest installed binaries (15 or later) are.</summary>
    public static string BinFolder { get; } = FindBinFolder();

    public int Port { get; private set; }

    public string DataFolder => Path.Combine(root, "data");

    string LogFile => Path.Combine(root, "server.log");

    /// <summary>The run's one server, started at first use.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>A server of the caller's own, to stop and start again. The caller disposes it.</summary>
    public static async Task<PostgresServer> StartOwnAsync(PostgresOptions? options = null)
    {
        var server = new PostgresServer(options ?? new PostgresOptions(), Workspace.NewFolder("pg"));
        await server.InitialiseAsync();
        return server;
    }

    /// <summary>As intake_owner, which owns every database made here but is no superuser.</summary>
    public string OwnerConnectionString(string database) => ConnectionString(database, "intake_owner");

    public string WebConnectionString(string database) => ConnectionString(database, "intake_web");

    public string WorkerConnectionString(string database) => ConnectionString(database, "intake_worker");

    /// <summary>For looking at what no role of ours may see, such as server settings or page contents.</summary>
    public string SuperuserConnectionString(string database) => ConnectionString(database, "intake_superuser");

    /// <summary>An empty database; only the three roles may connect to it.</summary>
    public async Task CreateDatabaseAsync(string name) =>
        (await ClientAsync("psql", "postgres", ["-v", $"database={name}", "-f", Repository.PathOf("deploy", "postgres", "database.sql")])).Required();

    /// <summary>Removes the database and throws its users out.</summary>
    public Task DropDatabaseAsync(string name) =>
        Psql("postgres", $"drop database if exists \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" with (force)");

    /// <summary>What psql answers to the statement, run as superuser: rows as lines, columns parted by `|`.</summary>
    public async Task<string> Psql(string database, string sql) =>
        (await ClientAsync("psql", database, ["-A", "-t", "-f", "-"], sql)).Required().Output;

    /// <summary>The whole database as pg_dump's plain text.</summary>
    public async Task<string> DumpAsync(string database, params string[] arguments) =>
        (await ClientAsync("pg_dump", database, arguments)).Required().Output;

    /// <summary>All that the server has logged.</summary>
    public string LogText() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    /// <summary>Stops the server at once, as a database that goes away does; its data stay.</summary>
    public async Task StopAsync()
    {
        if (process is { } running)
        {
            await Task.Run(() => running.Stop(keep: true));
            await running.DisposeAsync();
            process = null;
        }
    }

    /// <summary>Starts it again on the same port with the same data.</summary>
    public async Task StartAgainAsync()
    {
        process = WatchedProcess.Start("INT", LogFile, ServerUser.Command([
            Path.Combine(BinFolder, "postgres"), "-D", DataFolder,
            "-c", "listen_addresses=127.0.0.1",
            "-c", string.Create(CultureInfo.InvariantCulture, $"port={Port}"),
            "-c", options.Durable ? "fsync=on" : "fsync=off",
            "-c", options.Durable ? "synchronous_commit=on" : "synchronous_commit=off",
            .. options.Settings.SelectMany(setting => new[] { "-c", setting }),
        ]), removeAfter: root);
        using var limit = new CancellationTokenSource(StartLimit);
        while (!await AnswersAsync())
        {
            if (process.HasExited || limit.IsCancellationRequested)
            {
                throw new InvalidOperationException("PostgreSQL did not start.\n" + LogText());
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }

    async Task InitialiseAsync()
    {
        await ServerUser.MakeFolderAsync(root);
        (await ServerUser.RunAsync("/bin/bash", "-c", "umask 077; cat > \"$1\" <<< \"$2\"", "write", root + "/superuser", passwords["intake_superuser"])).Required();
        (await ServerUser.RunAsync(
            Path.Combine(BinFolder, "initdb"), "-D", DataFolder, "-U", "intake_superuser", $"--pwfile={root}/superuser",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")).Required();
        File.Delete(root + "/superuser");
        await File.WriteAllTextAsync(DataFolder + "/pg_hba.conf", await File.ReadAllTextAsync(Repository.PathOf("deploy", "postgres", "pg_hba.conf")));
        await File.AppendAllTextAsync(DataFolder + "/postgresql.conf", await File.ReadAllTextAsync(Repository.PathOf("deploy", "postgres", "intake.conf")));
        Port = Loopback.FreePort();
        await StartAgainAsync();
        (await ClientAsync("psql", "postgres", ["-f", Repository.PathOf("deploy", "postgres", "roles.sql")])).Required();
    }

    Task<ProcessResult> ClientAsync(string program, string database, string[] arguments, string? input = null) => ProcessRun.RunAsync(
        Path.Combine(BinFolder, program),
        program == "psql" ? ["-X", "-q", "-v", "ON_ERROR_STOP=1", .. arguments] : arguments,
        new Dictionary<string, string>
        {
            ["PGHOST"] = "127.0.0.1",
            ["PGPORT"] = Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = "intake_superuser",
            ["PGPASSWORD"] = passwords["intake_superuser"],
            ["PGDATABASE"] = database,
            ["PGCLIENTENCODING"] = "UTF8",
            ["INTAKE_OWNER_PASSWORD"] = passwords["intake_owner"],
            ["INTAKE_WEB_PASSWORD"] = passwords["intake_web"],
            ["INTAKE_WORKER_PASSWORD"] = passwords["intake_worker"],
        },
        input);

    string ConnectionString(string database, string user) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = user,
        Password = passwords[user],
        IncludeErrorDetail = false,
    }.ConnectionString;

    async Task<bool> AnswersAsync()
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

    static string NewPassword() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    static string FindBinFolder() =>
        (from folder in Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : []
         let version = int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0
         where version >= 15 && File.Exists(Path.Combine(folder, "bin", "initdb"))
         orderby version descending
         select Path.Combine(folder, "bin")).FirstOrDefault()
        ?? throw new InvalidOperationException("PostgreSQL 15 or later is not installed: apt-get install postgresql");
}
