using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Intake.Worker.Commands;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Worker.Commands;

[Parallelizable(ParallelScope.Self)]
public sealed class CommandTests
{
    private static string RegionFile => Repository.PathOf("deploy", "schemes", "region-hovedstaden.json");

    [Test]
    public async Task Migrating_an_empty_database_again_and_at_once_leaves_one_set_of_tables_that_the_worker_may_use()
    {
        await using var databases = await MigratedDatabases.CreateEmptyAsync();
        var settings = CommandRun.SettingsOf(databases);
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => CommandRun.OfAsync(settings, "migrate")));
        Assert.That(runs.Select(run => (run.Code, run.Errors)), Is.All.EqualTo((ExitCode.Done, "")));
        var first = await SchemaAsync(databases);

        Assert.That((await CommandRun.OfAsync(settings, "migrate")).Code, Is.EqualTo(ExitCode.Done));

        Assert.That(await SchemaAsync(databases), Is.EqualTo(first).And.Contains("intake_jobs"));
        await using var worker = databases.AsWorker();
        await worker.Database.ExecuteSqlRawAsync("DELETE FROM hangfire.lock");
        await using var web = databases.AsWeb();
        Assert.That(() => web.Database.ExecuteSqlRawAsync("DELETE FROM hangfire.lock"),
            Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    [Test]
    public async Task A_faulty_scheme_file_is_told_line_by_line_and_the_good_one_beside_it_is_not_loaded_either()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        var bad = Repository.PathOf("Intake.Tests", "Core", "Schemes", "BadFiles", "trailing-comma.json");

        var run = await CommandRun.OfAsync(CommandRun.SettingsOf(databases), "scheme", "load", RegionFile, bad);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Refused));
        Assert.That(run.Errors.TrimEnd().Split('\n'), Is.All.Match(@"^.*trailing-comma\.json:\d+: \S.*"));
        await using var db = databases.AsOwner();
        Assert.That(await db.Schemes.AnyAsync(), Is.False);
    }

    [Test]
    public async Task Wording_that_no_page_could_show_safely_is_refused_with_its_line_before_anything_is_loaded()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        var bad = Repository.PathOf("Intake.Tests", "Core", "Schemes", "BadFiles", "wording.json");

        var run = await CommandRun.OfAsync(CommandRun.SettingsOf(databases), "scheme", "load", bad);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Refused));
        Assert.That(run.Errors.TrimEnd().Split('\n'), Is.All.Match(@"^.*wording\.json:\d+: texts\.\S.*: \S.*"));
        Assert.That(run.Errors, Does.Contain("is no https, tel or mailto address").And.Contain("is no text of the reporter's side"));
        await using var db = databases.AsOwner();
        Assert.That(await db.Schemes.AnyAsync(), Is.False);
    }

    [Test]
    public async Task Loading_a_scheme_twice_loads_it_once()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        var settings = CommandRun.SettingsOf(databases);

        var first = await CommandRun.OfAsync(settings, "scheme", "load", RegionFile);
        var second = await CommandRun.OfAsync(settings, "scheme", "load", RegionFile);

        Assert.That(first.Output, Does.EndWith("region-hovedstaden is loaded.\n"));
        Assert.That(second.Output, Does.EndWith("unchanged.\n"));
        await using var db = databases.AsOwner();
        var scheme = await db.Schemes.SingleAsync();
        Assert.That(await db.Audit.Select(row => new { row.Action, row.SchemeId }).ToListAsync(),
            Is.EqualTo(new[] { new { Action = AuditAction.SchemeLoaded, SchemeId = (Guid?)scheme.Id } }),
            "in the scheme's access log, once");
    }

    [Test]
    public async Task A_file_secret_is_made_once_for_its_owner_alone()
    {
        using var folder = new Workspace();
        var path = folder.PathOf("file-secret");
        var none = new Dictionary<string, string?>();

        Assert.That((await CommandRun.OfAsync(none, "secret", "create", path)).Code, Is.EqualTo(ExitCode.Done));
        var text = await File.ReadAllTextAsync(path);
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That((await CommandRun.OfAsync(none, "secret", "create", path)).Code, Is.EqualTo(ExitCode.Done));
        Assert.That(await File.ReadAllTextAsync(path), Is.EqualTo(text));
        FileSecret.Read(path).Dispose();
    }

    [TestCase("fly")]
    [TestCase("scheme")]
    [TestCase("migrate", "now")]
    [TestCase("scheme", "load")]
    public async Task What_is_no_command_gets_the_usage_text_and_status_2(params string[] typed)
    {
        var run = await CommandRun.OfAsync(new Dictionary<string, string?>(), typed);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Errors, Does.Contain("Intake.Worker"));
    }

    [Test]
    public async Task A_missing_setting_is_named_with_its_variable()
    {
        var run = await CommandRun.OfAsync(new Dictionary<string, string?>(), "migrate");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Broken));
        Assert.That(run.Errors, Does.Contain("ConnectionStrings__Owner"));
    }

    private static async Task<string> SchemaAsync(MigratedDatabases databases) =>
        string.Join('\n', (await databases.Server.DumpAsync(databases.Name, "-s")).Split('\n').Where(line => !line.StartsWith('\\')));
}
