using System.Net;
using System.Net.Sockets;
using Intake.Core;
using Intake.Tests.Support;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Operations;

/// <summary>
/// Programs, databases and files that don't belong together take and send nothing: a report under a wrong file secret would
/// have a receipt, and no reader ever.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class InstallationTests
{
    private const string AnyMigration = "20991231_FromLater";
    private FoundedScheme founded = null!;

    [SetUp]
    public async Task Found() => founded = await FoundedScheme.CreateAsync();

    [TearDown]
    public async Task Leave() => await founded.DisposeAsync();

    [TestCase(true), TestCase(false)]
    public async Task Another_file_secret_lets_neither_program_start_whichever_database_knows(bool vault)
    {
        var schema = vault ? "vault" : "intake";
        await ChangeAsync(vault, $"UPDATE {schema}.installation SET check_value = sha256('another')");
        await RefusedEverywhereAsync("belongs to another file secret");
    }

    [Test]
    public async Task A_file_secret_that_is_gone_empty_or_open_to_others_lets_neither_program_start()
    {
        File.Move(founded.FileSecretPath, founded.FileSecretPath + ".away");
        await RefusedEverywhereAsync("Intake:FileSecret");
        File.Create(founded.FileSecretPath).Dispose();
        File.SetUnixFileMode(founded.FileSecretPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await RefusedEverywhereAsync("hexadecimal");
        File.Move(founded.FileSecretPath + ".away", founded.FileSecretPath, overwrite: true);
        File.SetUnixFileMode(founded.FileSecretPath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await RefusedEverywhereAsync("chmod 600");
    }

    [TestCase(true), TestCase(false)]
    public async Task A_newer_database_is_refused_by_both_programs_and_left_alone_by_migrate(bool vault)
    {
        var schema = vault ? "vault" : "intake";
        await ChangeAsync(vault, $"INSERT INTO {schema}.migration VALUES ('{AnyMigration}', '99')");
        await RefusedEverywhereAsync("is newer than this program");
        var migrated = await CommandRun.OfAsync(Settings(), "migrate");
        Assert.That((migrated.Code, migrated.Errors.Contains(AnyMigration, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Broken, true)));
    }

    [Test]
    public async Task An_older_database_is_refused_by_web_before_anybody_writes_a_word()
    {
        await ChangeAsync(
            vault: false, "DELETE FROM intake.migration WHERE \"MigrationId\" LIKE '%Installation'", "DROP TABLE intake.installation");
        Assert.That(() => ReporterSite.StartWebAsync(founded),
            Throws.TypeOf<UnusableSettingException>().With.Message.Contains("Intake.Worker migrate"));
    }

    [Test]
    public async Task Migrate_binds_databases_to_their_secret_and_refuses_another()
    {
        await using var empty = await MigratedDatabases.CreateEmptyAsync();
        var settings = CommandRun.SettingsOf(empty);
        Assert.That((await CommandRun.OfAsync(settings, "migrate")).Code, Is.EqualTo(ExitCode.Done));
        settings["Intake:FileSecret"] = founded.FileSecretPath;
        var other = await CommandRun.OfAsync(settings, "migrate");
        Assert.That((other.Code, other.Errors), Is.EqualTo((ExitCode.Broken,
            "The vault's database belongs to another file secret than the one in Intake:FileSecret. Put the right file there.\n")));
    }

    [TestCase(""), TestCase(null), TestCase("her staar ikke en rod")]
    public async Task A_scheme_root_that_is_empty_gone_or_malformed_is_refused_once_certificates_rest_on_it(string? text)
    {
        if (text is null) File.Delete(founded.SchemeRootPath);
        else await File.WriteAllTextAsync(founded.SchemeRootPath, text);
        await RefusedEverywhereAsync(string.IsNullOrEmpty(text) ? "Put it back" : "line 1");
    }

    [Test]
    public async Task Before_the_founding_there_is_no_root_and_the_programs_start()
    {
        File.Delete(founded.SchemeRootPath);
        await ChangeAsync(vault: false, "TRUNCATE intake.certificate CASCADE");
        await using var web = await ReporterSite.StartWebAsync(founded);
        using var ready = await web.Client.GetAsync("/health/ready");
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_database_that_comes_back_as_another_ends_web_before_it_takes_a_report()
    {
        await using var server = await PostgresServer.StartOwnAsync();
        await using var own = await FoundedScheme.CreateAsync(server: server);
        await using (var db = own.Databases.AsOwner())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE intake.installation SET check_value = sha256('another')");
        }

        await server.StopAsync();
        await using var web = await ReporterSite.StartWebAsync(own);
        using var away = await web.Client.GetAsync("/health/ready");
        Assert.That(away.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        await server.StartAgainAsync();
        using var asked = await web.PostAsync($"/da/{own.Scheme.Name}/report", ReporterSite.Form("x", [("Description", "Ord")]));
        Assert.That(asked.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(web.Log, Does.Contain("Ending: The database belongs to another file secret"));
        Assert.That(Environment.ExitCode, Is.EqualTo(3));
        Environment.ExitCode = 0;
    }

    [Test]
    public async Task A_database_that_is_silent_is_asked_for_one_of_those_who_wait_and_pages_without_one_are_shown()
    {
        var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var place = $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Database=x;Username=x;Password=x;Timeout=15";
        var asked = 0;
        _ = Task.Run(async () =>
        {
            var held = new List<TcpClient>();
            for (; ; asked++) held.Add(await silent.AcceptTcpClientAsync());
        });
        await using (var web = await WebHost.StartAsync(settings: new Dictionary<string, string?>
        {
            ["ConnectionStrings:Intake"] = place, ["ConnectionStrings:Vault"] = place,
            ["Intake:FileSecret"] = founded.FileSecretPath, ["Intake:SchemeRoot"] = founded.SchemeRootPath,
        }))
        {
            await Task.Delay(TimeSpan.FromSeconds(6)); // What was found at the start is asked again.
            var before = asked;
            var pages = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => web.Client.GetAsync("/da/privacy")));
            Assert.That(pages.Select(page => page.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
            Assert.That(asked - before, Is.LessThan(6));
        }

        silent.Stop();
    }

    [TestCase("ALTER TABLE intake.staging RENAME TO elsewhere"), TestCase("REVOKE INSERT ON intake.staging FROM intake_web")]
    public async Task Whatever_the_database_refuses_the_form_comes_back_with_everything_typed(string sql)
    {
        await using var web = await ReporterSite.StartWebAsync(founded);
        var form = await web.Client.PageAsync($"/da/{founded.Scheme.Name}/report");
        await ChangeAsync(vault: false, sql);
        using var answer = await web.PostAsync($"/da/{founded.Scheme.Name}/report", ReporterSite.Form(
            ReporterSite.Ticket(form), [("Description", "Alt det jeg skrev"), ("Follow", "yes")]));
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("Alt det jeg skrev"));
        Assert.That(page.QuerySelector("#notice")!.TextContent, Does.Contain("Intet er sendt"));
    }

    /// <summary>Web ends at its start, the worker by its exit code, each with one line.</summary>
    private async Task RefusedEverywhereAsync(string why)
    {
        Assert.That(() => ReporterSite.StartWebAsync(founded), Throws.TypeOf<UnusableSettingException>().With.Message.Contains(why));
        var worker = await CommandRun.OfAsync(Settings());
        Assert.That(worker.Code, Is.EqualTo(ExitCode.Broken));
        Assert.That(worker.Errors.TrimEnd('\n'), Does.Contain(why).And.Not.Contain("\n"));
    }

    private Dictionary<string, string?> Settings() => new(CommandRun.SettingsOf(founded.Databases))
    {
        ["ConnectionStrings:Intake"] = founded.Databases.Server.WorkerConnectionString(founded.Databases.Name),
        ["ConnectionStrings:Vault"] = founded.Databases.Server.WorkerConnectionString(founded.Databases.VaultName),
        ["Intake:FileSecret"] = founded.FileSecretPath,
        ["Intake:SchemeRoot"] = founded.SchemeRootPath,
        ["Intake:Mail:Host"] = "127.0.0.1",
        ["Intake:Mail:Port"] = "9",
        ["Intake:Mail:From"] = "portal@portal.example",
        ["Intake:PublicOrigins:0"] = "https://portal.example",
    };

    private async Task ChangeAsync(bool vault, params string[] sql)
    {
        await using DbContext db = vault ? founded.Databases.VaultAsOwner() : founded.Databases.AsOwner();
        foreach (var one in sql) await db.Database.ExecuteSqlRawAsync(one);
    }
}
