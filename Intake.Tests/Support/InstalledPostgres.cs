using System.Globalization;

namespace Intake.Tests.Support;

/// <summary>PostgreSQL from the machine's installed binaries, with its data in shared memory where there is room.</summary>
public sealed class InstalledPostgres : IPostgresHost
{
    private static readonly Lazy<string> Found = new(FindBinFolder);

    private readonly PostgresOptions options;
    private readonly IReadOnlyDictionary<string, string> passwords;
    private readonly string root = Workspace.NewFolder("pg");
    private WatchedProcess? process;

    private InstalledPostgres(PostgresOptions options, IReadOnlyDictionary<string, string> passwords) =>
        (this.options, this.passwords) = (options, passwords);

    /// <summary>Where the newest installed binaries (15 or later) are.</summary>
    public static string BinFolder => Found.Value;

    public int Port { get; private set; }

    public bool HasEnded => process is null or { HasExited: true };

    private string DataFolder => Path.Combine(root, "data");

    private string LogFile => Path.Combine(root, "server.log");

    /// <summary>Makes the data folder; the server is not started yet.</summary>
    public static async Task<InstalledPostgres> InitialiseAsync(PostgresOptions options, IReadOnlyDictionary<string, string> passwords)
    {
        var made = new InstalledPostgres(options, passwords);
        await ServerUser.MakeFolderAsync(made.root);
        var word = made.root + "/superuser";
        (await ServerUser.RunAsync("/bin/bash", "-c", "umask 077; cat > \"$1\" <<< \"$2\"", "write", word, passwords["intake_superuser"]))
            .Required();
        (await ServerUser.RunAsync(
            Path.Combine(BinFolder, "initdb"), "-D", made.DataFolder, "-U", "intake_superuser", $"--pwfile={word}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")).Required();
        File.Delete(word);
        await File.WriteAllTextAsync(made.DataFolder + "/pg_hba.conf", await File.ReadAllTextAsync(made.ScriptPath("pg_hba.conf")));
        await File.AppendAllTextAsync(made.DataFolder + "/postgresql.conf", await File.ReadAllTextAsync(made.ScriptPath("intake.conf")));
        made.Port = Loopback.FreePort();
        return made;
    }

    public Task StartAsync()
    {
        process = WatchedProcess.Start("INT", LogFile, ServerUser.Command([
            Path.Combine(BinFolder, "postgres"), "-D", DataFolder,
            "-c", "listen_addresses=127.0.0.1",
            "-c", string.Create(CultureInfo.InvariantCulture, $"port={Port}"),
            .. options.Arguments,
        ]), removeAfter: root);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        if (process is { } running)
        {
            await Task.Run(() => running.Stop(keep: true));
            await running.DisposeAsync();
            process = null;
        }
    }

    public string LogText() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    public string ScriptPath(string name) => Repository.PathOf("deploy", "postgres", name);

    public Task<ProcessResult> RunClientAsync(string program, string database, IEnumerable<string> arguments, string input) =>
        ProcessRun.RunAsync(
            Path.Combine(BinFolder, program),
            arguments,
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

    private static string FindBinFolder() =>
        (from folder in Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : []
         let version = int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0
         where version >= 15 && File.Exists(Path.Combine(folder, "bin", "initdb"))
         orderby version descending
         select Path.Combine(folder, "bin")).FirstOrDefault()
        ?? throw new InvalidOperationException("PostgreSQL 15 or later is not installed: apt-get install postgresql");
}
