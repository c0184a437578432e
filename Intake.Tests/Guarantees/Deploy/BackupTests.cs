using Intake.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Deploy;

/// <summary>What goes wrong while a backup is made or restored, and how long one is kept.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class BackupTests
{
    private BackupPlace place = null!;
    private MigratedDatabases databases = null!;

    [SetUp]
    public async Task SetUp() => (place, databases) = (await BackupPlace.MakeAsync(), await MigratedDatabases.CreateAsync());

    [TearDown]
    public async Task TearDown()
    {
        place.Dispose();
        await databases.DisposeAsync();
    }

    [Test]
    public async Task One_that_is_killed_or_finds_the_disk_full_leaves_no_set_and_nothing_after_the_next()
    {
        await using var owner = new NpgsqlConnection(databases.Server.OwnerConnectionString(databases.Name));
        await owner.OpenAsync();
        await using (var locked = await owner.BeginTransactionAsync())
        {
            await using var command = new NpgsqlCommand("LOCK TABLE intake.report", owner);
            await command.ExecuteNonQueryAsync();
            using var killed = place.Start("main", databases);
            for (var attempt = 0; attempt < 300 && await WaitingAsync() == "0"; attempt++) await Task.Delay(100);
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        Assert.That(place.Left("main"), Is.EqualTo(new[] { ".partial-main" }));
        var full = await place.BackUpAsync("main", databases, "ulimit -f 4;");
        Assert.That((full.ExitCode, full.Errors.Trim().Split('\n')), Is.EqualTo((5, new[] { full.Errors.Trim() })), "one line");
        Assert.That(full.Errors, Does.StartWith("backup: ").And.Contain("No backup was made."));
        Assert.That(place.Left("main"), Is.Empty);
        (await place.BackUpAsync("main", databases)).Required();
        Assert.That(place.Left("main"), Is.EqualTo(place.Sets("main").Select(Path.GetFileName)).And.Exactly(1).Items);

        async Task<string> WaitingAsync() => (await databases.Server.Psql(databases.Name,
            "select count(*) from pg_locks where not granted and relation = 'intake.report'::regclass")).Trim();
    }

    [Test]
    public async Task Of_two_that_begin_in_one_second_the_second_is_made_too()
    {
        (await place.BackUpAsync("vault", databases)).Required();
        var first = place.Sets("vault").Single();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var moment in Enumerable.Range(0, 3).Select(second => now.AddSeconds(second)))
        {
            var taken = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(first)!, $"vault-{moment:yyyyMMdd'T'HHmmss'Z'}"));
            await File.WriteAllTextAsync(Path.Combine(taken.FullName, "manifest"), "another's");
        }

        var before = place.Sets("vault").Count;
        (await place.BackUpAsync("vault", databases)).Required();
        Assert.That(place.Sets("vault"), Has.Count.EqualTo(before + 1));
    }

    [Test, Promise(45)]
    public async Task The_vault_s_are_gone_after_two_days_and_the_main_database_s_after_thirty_but_for_the_newest()
    {
        (await place.BackUpAsync("all", databases)).Required();
        var (vault, main) = (Aged("vault", 50), Aged("main", 50));
        (await place.BackUpAsync("all", databases)).Required();
        Assert.That((Directory.Exists(vault), Directory.Exists(main)), Is.EqualTo((false, true)));
        var failing = await place.BackUpAsync("vault", databases, "ulimit -f 0;");
        Assert.That((failing.ExitCode, place.Sets("vault").Count), Is.EqualTo((5, 1)), "the newest stays where none can be made");
    }

    [Test]
    public async Task A_damaged_set_a_vault_older_than_its_reports_and_a_database_that_holds_something_are_refused()
    {
        (await place.BackUpAsync("vault", databases)).Required();
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        (await place.BackUpAsync("all", databases)).Required();
        var (main, vault) = (place.Sets("main")[0], place.Sets("vault"));
        Assert.That(await RefusedAsync("--main", main, "--vault", vault[0]), Does.Contain("older than the main database's"));
        Assert.That(await RefusedAsync("--main", main, "--vault", vault[1]), Does.Contain("the main database is not empty"));
        await using (var other = new NpgsqlConnection(databases.Server.WorkerConnectionString(databases.Name)))
        {
            await other.OpenAsync();
            Assert.That(await RefusedAsync("--main", main, "--vault", vault[1], "--replace"), Does.Contain("stop web and worker first"));
        }

        Assert.That(await RefusedAsync("--main", vault[1]), Does.Contain("no backup of kind main"));
        await File.AppendAllTextAsync(Path.Combine(main, "intake.dump.age"), "x");
        Assert.That(await RefusedAsync("--main", main, "--vault", vault[1], "--replace"), Does.Contain("is damaged"));
        await using var empty = await MigratedDatabases.CreateEmptyAsync();
        var without = await place.RestoreAsync(empty, null, "--main", main);
        Assert.That(without.ExitCode, Is.EqualTo(4), without.Errors);
    }

    private async Task<string> RefusedAsync(params string[] words)
    {
        var refused = await place.RestoreAsync(databases, null, words);
        Assert.That(refused.ExitCode, Is.EqualTo(4), refused.Output + refused.Errors);
        Assert.That(refused.Errors.Trim().Split('\n'), Has.Length.EqualTo(1));
        return refused.Errors;
    }

    /// <summary>The newest set of a kind, renamed as if it had been made so many hours ago.</summary>
    private string Aged(string kind, int hours)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-hours);
        var aged = Path.Combine(Path.GetDirectoryName(place.Sets(kind)[^1])!, $"{kind}-{at:yyyyMMdd'T'HHmmss'Z'}");
        Directory.Move(place.Sets(kind)[^1], aged);
        return aged;
    }
}
