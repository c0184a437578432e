using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Deploy;

/// <summary>deploy/up as a person runs it, with the test's own ports and data folder and the programs built with the tests.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class UpTests
{
    [Test]
    public async Task A_second_start_keeps_the_data_and_neither_TERM_nor_KILL_leaves_a_process_behind()
    {
        using var workspace = new Workspace();
        int[] ports = [.. Enumerable.Range(0, 4).Select(_ => Loopback.FreePort())];
        File.SetUnixFileMode(workspace.Folder, (UnixFileMode)0b111_101_101);

        using (var first = await StartAsync(workspace, ports))
        {
            await PsqlAsync(workspace, ports[1], "create schema kept; create table kept.number as select 7 as value");
            using var web = new HttpClient { BaseAddress = new($"http://127.0.0.1:{ports[0]}") };
            foreach (var (scheme, id) in new[]
            {
                ("region-hovedstaden", "to-form"), ("koege-kommune", "to-form"), ("universitet", "not-open")
            })
            {
                Assert.That((await web.PageAsync("/da/" + scheme)).GetElementById(id), Is.Not.Null, scheme);
            }

            Assert.That(
                await PsqlAsync(
                    workspace, ports[1],
                    "select count(*) from intake.staff_member where email = 'mette.lind@advokat.example' and state = "
                    + StaffState.Active.ToString("D")),
                Is.EqualTo("2\n"), "one person certified in two schemes");
            await AssertNoPasswordOnACommandLineAsync(workspace);
            if (Environment.IsPrivilegedProcess) await AssertTwoUsersAsync(workspace);
            Assert.That(
                File.GetUnixFileMode(workspace.PathOf("secrets", "postgres-owner")),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            await StopAsync(first, "TERM");
            Assert.That(first.ExitCode, Is.Zero);
            Assert.That(Left(workspace), Is.Empty);
        }

        using var second = await StartAsync(workspace, ports);
        Assert.That(await PsqlAsync(workspace, ports[1], "select value from kept.number"), Is.EqualTo("7\n"));
        await StopAsync(second, "KILL");
        for (var attempt = 0; attempt < 200 && Left(workspace).Count > 0; attempt++)
        {
            await Task.Delay(50);
        }

        Assert.That(Left(workspace), Is.Empty);
    }

    [Test]
    public async Task A_port_in_use_is_named_with_the_variable_that_changes_it()
    {
        using var workspace = new Workspace();
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var result = await ProcessRun.RunAsync(
            "/bin/bash", [Repository.PathOf("deploy", "up")],
            Surroundings(workspace, [port, .. Enumerable.Range(0, 3).Select(_ => Loopback.FreePort())]));
        Assert.That(result.ExitCode, Is.EqualTo(4));
        Assert.That(result.Errors, Does.Contain(port.ToString(CultureInfo.InvariantCulture)).And.Contain("INTAKE_WEB_PORT"));
    }

    private static async Task AssertNoPasswordOnACommandLineAsync(Workspace workspace)
    {
        Assert.That(
            Left(workspace),
            Has.Some.Contains("Intake.Web.dll").And.Some.Contains("Intake.Worker.dll")
                .And.Some.Contains("postgres").And.Some.Contains("smtp-sink"));
        foreach (var file in Directory.GetFiles(workspace.PathOf("secrets")))
        {
            Assert.That(Left(workspace), Has.None.Contains(await File.ReadAllTextAsync(file)), Path.GetFileName(file));
        }
    }

    /// <summary>Web and worker are two users, neither root: each reads its own file secret, and nothing of the other's.</summary>
    private static async Task AssertTwoUsersAsync(Workspace workspace)
    {
        var (web, worker) = (UserOf(workspace, "Intake.Web.dll"), UserOf(workspace, "Intake.Worker.dll"));
        Assert.That(new[] { web, worker, "0" }.Distinct().Count(), Is.EqualTo(3), $"web {web}, worker {worker}");
        foreach (var (user, own, other) in new[] { (web, "web", "worker"), (worker, "worker", "web") })
        {
            Assert.That(await ReadsAsync(user, workspace.PathOf(own, "file-secret")), Is.True, own);
            Assert.That(await ReadsAsync(user, workspace.PathOf(other, "file-secret")), Is.False, own);
            Assert.That(await ReadsAsync(user, workspace.PathOf("secrets", "file-secret")), Is.False, own);
            Assert.That(await ReadsAsync(user, workspace.PathOf("secrets", "postgres-" + other)), Is.False, own);
            var writes = await ProcessRun.RunAsync(
                "/usr/bin/setpriv", [.. As(user), "/usr/bin/test", "-w", workspace.PathOf(own, "scheme-root")]);
            Assert.That(writes.ExitCode, Is.Not.Zero, own);
            var password = await File.ReadAllTextAsync(workspace.PathOf("secrets", "postgres-" + other));
            var program = $"Intake.{Name(own)}.dll";
            var environment = Running(workspace).Single(process => process.Command.Contains(program, StringComparison.Ordinal)
                && !process.Command.Contains("watched", StringComparison.Ordinal)).Environment;
            Assert.That(environment, Does.Not.Contain(password), own);
            if (own == "web") Assert.That(environment, Does.Contain("Intake__Uploads__Volume=" + workspace.PathOf("pg")), "free space");
        }

        static string Name(string program) => program == "web" ? "Web" : "Worker";
    }

    private static string[] As(string user) => ["--reuid=" + user, "--regid=" + user, "--clear-groups", "--"];

    private static async Task<bool> ReadsAsync(string user, string path) =>
        (await ProcessRun.RunAsync("/usr/bin/setpriv", [.. As(user), "/bin/cat", path])).ExitCode == 0;

    private static string UserOf(Workspace workspace, string program) => Running(workspace)
        .Single(process => process.Command.Contains(program, StringComparison.Ordinal)
            && !process.Command.Contains("watched", StringComparison.Ordinal)).User;

    private static async Task<Process> StartAsync(Workspace workspace, int[] ports)
    {
        var process = ProcessRun.Start("/bin/bash", [Repository.PathOf("deploy", "up")], Surroundings(workspace, ports));
        var said = new StringBuilder();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(300));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            said.AppendLine(line);
            if (line.StartsWith("Ready", StringComparison.Ordinal))
            {
                return process;
            }
        }

        throw new InvalidOperationException(
            $"deploy/up did not get ready.\n{said}{await process.StandardError.ReadToEndAsync(limit.Token)}");
    }

    private static async Task StopAsync(Process process, string signal)
    {
        (await ProcessRun.RunAsync("/bin/kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)])).Required();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);
    }

    private static async Task<string> PsqlAsync(Workspace workspace, int port, string sql) => (await ProcessRun.RunAsync(
        Path.Combine(PostgresServer.BinFolder, "psql"),
        [
            "-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", "intake_owner",
            "-d", "intake", "-c", sql,
        ],
        new Dictionary<string, string>
        {
            ["PGPASSWORD"] = await File.ReadAllTextAsync(workspace.PathOf("secrets", "postgres-owner"))
        })).Required().Output;

    private static Dictionary<string, string> Surroundings(Workspace workspace, int[] ports) => new()
    {
        ["INTAKE_LOCAL"] = workspace.Folder,
        ["INTAKE_BIN"] = AppContext.BaseDirectory.TrimEnd('/'),
        ["INTAKE_WEB_PORT"] = ports[0].ToString(CultureInfo.InvariantCulture),
        ["INTAKE_PG_PORT"] = ports[1].ToString(CultureInfo.InvariantCulture),
        ["INTAKE_SMTP_PORT"] = ports[2].ToString(CultureInfo.InvariantCulture),
        ["INTAKE_WORKER_PORT"] = ports[3].ToString(CultureInfo.InvariantCulture),
        ["INTAKE_DEMO_SCHEMES"] = "koege-kommune",
    };

    /// <summary>The command lines of the processes that deploy/up started with this folder and that still live.</summary>
    private static List<string> Left(Workspace workspace) => [.. Running(workspace).Select(process => process.Command)];

    private static List<(string Command, string User, string Environment)> Running(Workspace workspace)
    {
        var left = new List<(string, string, string)>();
        foreach (var folder in Directory.GetDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                var environment = File.ReadAllText(folder + "/environ");
                if (environment.Contains("INTAKE_LOCAL=" + workspace.Folder, StringComparison.Ordinal))
                {
                    var user = File.ReadLines(folder + "/status")
                        .Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
                    left.Add((File.ReadAllText(folder + "/cmdline").Replace('\0', ' '), user, environment));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked, or is another user's.
            }
        }

        return left;
    }
}
