using Intake.Tests.Support;
using Intake.Worker.Commands;
using NUnit.Framework;

namespace Intake.Tests.Worker;

/// <summary>Real worker processes under real Quartz, on one database and one mail server.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TwoWorkersTests
{
    WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        var migrated = await CommandRun.OfAsync(bench.Settings, "migrate");
        Assert.That(migrated.Code, Is.EqualTo(ExitCode.Done), migrated.Errors);
    }

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task What_a_killed_worker_was_sending_another_sends_under_the_same_id_and_nothing_goes_twice()
    {
        bench.Sink.Hang();
        await bench.AddMailsAsync(12, bench.Founded["deputy"].Id, DateTimeOffset.UnixEpoch);
        using var first = bench.StartProcess();
        await UntilAsync(first, async () => await bench.Founded.Databases.Server.Psql(bench.Founded.Databases.Name,
            "select count(*) from pg_locks where relation = 'intake.mail'::regclass and mode = 'RowShareLock'") != "0\n");
        using var second = bench.StartProcess();
        await first.KillAsync();
        bench.Sink.BehaveWell();
        await UntilAsync(second, () => Task.FromResult(bench.Sink.Mails().Count >= 12));

        using var third = bench.StartProcess();
        await bench.AddMailsAsync(12, bench.Founded["deputy"].Id, DateTimeOffset.UnixEpoch);
        await UntilAsync(second, () => Task.FromResult(bench.Sink.Mails().Count >= 24));
        await Task.Delay(TimeSpan.FromSeconds(5));

        Assert.That(bench.Sink.Mails().Select(mail => mail.MessageId), Is.Unique.And.Exactly(24).Items);
        Assert.That(await second.StopAsync(), Is.Zero, second.Log);
        Assert.That(await third.StopAsync(), Is.Zero, third.Log);
    }

    [Test]
    public async Task A_worker_that_starts_before_its_database_or_loses_it_waits_and_goes_on()
    {
        await using var server = await PostgresServer.StartOwnAsync();
        await server.CreateDatabaseAsync("intake");
        await server.CreateDatabaseAsync("intake_vault");
        var settings = new Dictionary<string, string?>(bench.Settings)
        {
            ["ConnectionStrings:Intake"] = server.WorkerConnectionString("intake"),
            ["ConnectionStrings:Vault"] = server.WorkerConnectionString("intake_vault"),
            ["ConnectionStrings:Owner"] = server.OwnerConnectionString("intake"),
            ["ConnectionStrings:VaultOwner"] = server.OwnerConnectionString("intake_vault"),
        };
        using var worker = WorkerProcess.Start(settings);
        await UntilAsync(worker, () => Task.FromResult(worker.Log.Contains("waiting", StringComparison.Ordinal)));
        Assert.That((await CommandRun.OfAsync(settings, "migrate")).Code, Is.EqualTo(ExitCode.Done));
        await UntilAsync(worker, () => FiredAsync("0"));

        await server.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(4));
        await server.StartAgainAsync();
        var then = await server.Psql("intake", "select max(prev_fire_time) from quartz.qrtz_triggers");
        await UntilAsync(worker, () => FiredAsync(then.Trim()));

        Assert.That(await worker.StopAsync(), Is.Zero, worker.Log);
        Assert.That(worker.Log, Does.Not.Contain("127.0.0.1").And.Not.Contain("Password"));

        async Task<bool> FiredAsync(string since) => await server.Psql(
            "intake", $"select coalesce(max(prev_fire_time), 0) > {since} from quartz.qrtz_triggers where trigger_name = 'send-mails'") == "t\n";
    }

    static async Task UntilAsync(WorkerProcess worker, Func<Task<bool>> holds)
    {
        for (var attempt = 0; attempt < 450; attempt++)
        {
            if (await holds()) return;
            if (worker.HasExited) break;
            await Task.Delay(100);
        }

        Assert.Fail("It did not come about. The worker's log:\n" + worker.Log);
    }
}
