using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Intake.Core.Staff.SignIn;
using Base32Encoding = OtpNet.Base32Encoding;

namespace Intake.Tests.Support;

/// <summary>
/// The whole product as <c>deploy/up</c> runs it: PostgreSQL, web, worker and a mail sink in processes of their own, on
/// free ports, with the test's own data folder and the programs built with the tests.
/// </summary>
public sealed class RunningPortal : IAsyncDisposable
{
    private readonly Workspace workspace = new();
    private readonly int[] ports = [Loopback.FreePort(), Loopback.FreePort(), Loopback.FreePort(), Loopback.FreePort()];
    private readonly StringBuilder said = new();
    private Process? process;
    private Task? reading;

    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    private RunningPortal() => File.SetUnixFileMode(workspace.Folder, (UnixFileMode)0b111_101_101);

    public string Folder => workspace.Folder;
    public string MailFolder => workspace.PathOf("mail");
    public Uri Address => new($"http://127.0.0.1:{ports[0]}/");
    public int PostgresPort => ports[1];
    public int MailPort => ports[2];
    public Uri WorkerAddress => new($"http://127.0.0.1:{ports[3]}/");

    /// <summary>Everything that deploy/up printed.</summary>
    public string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    public IReadOnlyList<DemoSignIn> SignIns { get; private set; } = [];

    /// <summary>Starts it and waits until it says "Ready". Settings are environment variables for every program.</summary>
    public static async Task<RunningPortal> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var portal = new RunningPortal();
        try
        {
            portal.settings = settings ?? portal.settings;
            await portal.UpAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>A demo account by the start of its e-mail address.</summary>
    public DemoSignIn Person(string beginning) => SignIns.Single(s => s.Email.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>The account's one-time code now; each works once.</summary>
    public static string CodeOf(DemoSignIn person) =>
        Totp.Code(Base32Encoding.ToBytes(person.TotpSecret), Totp.StepOf(TimeProvider.System.GetUtcNow()));

    /// <summary>Runs SQL as the databases' owner, as only an operator could, or as another of the server's users.</summary>
    public async Task<string> SqlAsync(string sql, string database = "intake", string user = "owner") => (await ProcessRun.RunAsync(
        Path.Combine(PostgresServer.BinFolder, "psql"),
        ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", PostgresPort.ToString(CultureInfo.InvariantCulture),
            "-U", "intake_" + user, "-d", database, "-c", sql],
        Password(user))).Required().Output.Trim();

    /// <summary>
    /// Writes a mark into the database in clear, so that a search can show that it sees dumps, data files and the
    /// write-ahead log.
    /// </summary>
    public async Task MarkAsync(string mark)
    {
        await SqlAsync("create schema if not exists seen; create table if not exists seen.mark (words text)");
        await SqlAsync($"insert into seen.mark values ('{mark}')");
    }

    /// <summary>A dump of a database in plain SQL.</summary>
    public async Task<byte[]> DumpAsync(string database = "intake") => Encoding.UTF8.GetBytes((await ProcessRun.RunAsync(
        Path.Combine(PostgresServer.BinFolder, "pg_dump"),
        ["-h", "127.0.0.1", "-p", PostgresPort.ToString(CultureInfo.InvariantCulture), "-U", "intake_owner", "-d", database],
        Password("owner"))).Required().Output);

    /// <summary>The id of a program that deploy/up started, by a part of its command line.</summary>
    public int ProcessIdOf(string program) => Directory.GetDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
        .Where(folder => ReadProc(folder, "environ").Contains("INTAKE_LOCAL=" + Folder, StringComparison.Ordinal))
        .Where(folder => ReadProc(folder, "cmdline").StartsWith("dotnet", StringComparison.Ordinal)
            && ReadProc(folder, "cmdline").Contains(program, StringComparison.Ordinal))
        .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Max();

    /// <summary>Runs a command of the worker program as the databases' owner.</summary>
    public Task<ProcessResult> CommandAsync(params string[] words) =>
        ProcessRun.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Intake.Worker.dll"), .. words],
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Owner"] = Connection("owner", "intake"),
                ["ConnectionStrings__VaultOwner"] = Connection("owner", "intake_vault"),
                ["Intake__FileSecret"] = workspace.PathOf("secrets", "file-secret"),
                ["Intake__SchemeRoot"] = workspace.PathOf("scheme-root"),
            });

    /// <summary>Starts one more worker next to deploy/up's own, with separate settings. The caller kills it.</summary>
    public Process StartWorker(IReadOnlyDictionary<string, string> more) =>
        ProcessRun.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Intake.Worker.dll")], new Dictionary<string, string>(more)
        {
            ["ConnectionStrings__Intake"] = Connection("worker", "intake"),
            ["ConnectionStrings__Vault"] = Connection("worker", "intake_vault"),
            ["Intake__FileSecret"] = workspace.PathOf("secrets", "file-secret"),
            ["Intake__SchemeRoot"] = workspace.PathOf("scheme-root"),
            ["Intake__PublicOrigins__0"] = Address.GetLeftPart(UriPartial.Authority),
            ["Intake__Mail__Host"] = "127.0.0.1",
            ["Intake__Mail__Port"] = ports[2].ToString(CultureInfo.InvariantCulture),
            ["Intake__Mail__From"] = "whistleblower@portal.example",
            ["Intake__Mail__Tls"] = "None",
        });

    private string Connection(string role, string database)
        => $"Host=127.0.0.1;Port={PostgresPort};Database={database};Username=intake_{role};"
            + $"Password={File.ReadAllText(workspace.PathOf("secrets", "postgres-" + role))}";

    /// <summary>
    /// Ends a program with a signal, by default without warning, waits until deploy/up has noticed and ended, and
    /// starts again on the same data.
    /// </summary>
    public async Task KillAndStartAgainAsync(string program, string signal = "KILL")
    {
        (await ProcessRun.RunAsync("/bin/kill", ["-s", signal, ProcessIdOf(program).ToString(CultureInfo.InvariantCulture)])).Required();
        await process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await reading!;
        process.Dispose();
        await UpAsync();
    }

    /// <summary>Stops every process of the database server where it is, as a machine that stands still; disposing lets it go on.</summary>
    public async Task<IAsyncDisposable> FreezeDatabaseAsync()
    {
        var server = (await File.ReadAllLinesAsync(workspace.PathOf("pg", "postmaster.pid")))[0];
        await SignalServerAsync("STOP", server);
        return new Thaw(() => SignalServerAsync("CONT", server));
    }

    private static async Task SignalServerAsync(string signal, string server)
    {
        (await ProcessRun.RunAsync("/bin/kill", ["-s", signal, server])).Required();
        await ProcessRun.RunAsync("pkill", ["-" + signal, "-P", server]);
    }

    private sealed class Thaw(Func<Task> work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await work();
    }

    private async Task UpAsync()
    {
        var surroundings = new Dictionary<string, string>(settings)
        {
            ["INTAKE_LOCAL"] = workspace.Folder,
            ["INTAKE_BIN"] = AppContext.BaseDirectory.TrimEnd('/'),
            ["INTAKE_WEB_PORT"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["INTAKE_PG_PORT"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["INTAKE_SMTP_PORT"] = ports[2].ToString(CultureInfo.InvariantCulture),
            ["INTAKE_WORKER_PORT"] = ports[3].ToString(CultureInfo.InvariantCulture),
        };
        process = ProcessRun.Start("/bin/bash", [Repository.PathOf("deploy", "up")], surroundings);
        var ready = new TaskCompletionSource();
        reading = Task.WhenAll(ReadAsync(process.StandardOutput, ready), ReadAsync(process.StandardError, ready));
        var first = await Task.WhenAny(ready.Task, process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(300)));
        if (first != ready.Task) throw new InvalidOperationException("deploy/up did not get ready.\n" + Said);
        SignIns = JsonSerializer.Deserialize<List<DemoSignIn>>(
            await File.ReadAllTextAsync(workspace.PathOf("sign-ins.json")), JsonSerializerOptions.Web)!;
    }

    private async Task ReadAsync(StreamReader from, TaskCompletionSource ready)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (said) said.AppendLine(line);
            if (line.StartsWith("Ready", StringComparison.Ordinal)) ready.TrySetResult();
        }
    }

    private Dictionary<string, string> Password(string user)
        => new() { ["PGPASSWORD"] = File.ReadAllText(workspace.PathOf("secrets", "postgres-" + user)) };

    private static string ReadProc(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await ProcessRun.RunAsync("/bin/kill", ["-s", "TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
            await process.WaitForExitAsync(limit.Token);
        }

        if (reading is not null) await reading;
        process?.Dispose();
        workspace.Dispose();
    }
}

/// <summary>A line of the demo sign-ins that deploy/up writes.</summary>
public sealed record DemoSignIn(string Email, string Name, string Password, string TotpSecret, string Role, string? Unit);
