using System.Globalization;
using Intake.Tests.Support;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Scheduling;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Worker.Scheduling;

/// <summary>Real worker processes under real Hangfire, on one database and one mail server.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TwoWorkersTests
{
    private WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        await bench.MakeJobTablesAsync();
    }

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task What_a_killed_worker_was_sending_another_sends_under_the_same_id_and_nothing_goes_twice()
    {
        bench.Sink.Hang();
        await bench.AddMailsAsync(12, bench.Founded["deputy"].Id, DateTimeOffset.UnixEpoch);
        using var first = bench.StartProcess();
        await first.UntilAsync(async () =>
            await bench.SqlAsync("select count(*) from pg_locks where relation = 'intake.mail'::regclass and mode = 'RowShareLock'")
                != "0");
        using var second = bench.StartProcess();
        await first.KillAsync();
        bench.Sink.BehaveWell();
        await second.UntilAsync(() => bench.Sink.Mails().Count >= 12);

        using var third = bench.StartProcess();
        await bench.AddMailsAsync(12, bench.Founded["deputy"].Id, DateTimeOffset.UnixEpoch);
        await second.UntilAsync(() => bench.Sink.Mails().Count >= 24);
        await Task.Delay(TimeSpan.FromSeconds(5));

        Assert.That(bench.Sink.Mails().Select(mail => mail.MessageId), Is.Unique.And.Exactly(24).Items);
        Assert.That(await second.StopAsync(), Is.Zero, second.Log);
        Assert.That(await third.StopAsync(), Is.Zero, third.Log);
    }

    [Test]
    public async Task Two_workers_run_each_firing_once_and_no_job_beside_itself()
    {
        var watched = TimeSpan.FromSeconds(LongTest.Seconds("INTAKE_TEST_FIRINGS_SECONDS", usually: 20));
        var often = Schedule.Jobs.ToDictionary(job => $"Intake:Schedule:{job.Name}", string? (_) => "*/5 * * * * *");
        using var first = bench.StartProcess(often);
        using var second = bench.StartProcess(often);
        // Both are there. Who takes a firing is chance: often the one that wrote it takes it for minutes on end.
        await first.UntilAsync(async () => await bench.SqlAsync("select count(*) from hangfire.server") == "2", second);
        await Task.Delay(watched);
        await first.UntilAsync(async () => await bench.SqlAsync("""
            select count(*) from (
                select invocationdata ->> 'Type' from hangfire.job
                where statename = 'Succeeded' and createdat < now() - interval '10 seconds'
                group by 1 having count(*) > 1) as again
            """) == $"{Schedule.Jobs.Count}", second);
        // The other worker starts a run that a stopping worker hands back, so runs just before the end do not count.
        var end = await bench.SqlAsync("select now() - interval '10 seconds'");
        await Task.WhenAll(first.StopAsync(), second.StopAsync());

        var runs = (await bench.SqlAsync($"""
            select j.invocationdata ->> 'Type', at.value, count(s.id), j.statename
            from hangfire.job j
            join hangfire.jobparameter at on at.jobid = j.id and at.name = 'Time'
            left join hangfire.state s on s.jobid = j.id and s.name = 'Processing'
            where j.createdat < '{end}'
            group by j.id, at.value
            """)).Split('\n').Select(line => line.Split('|')).ToList();
        var ended = runs.Where(run => run[3] == "Succeeded").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                ended.GroupBy(run => run[0]).Select(job => job.Count()),
                Has.Exactly(Schedule.Jobs.Count).Items.And.All.GreaterThan(1));
            Assert.That(runs.Select(run => (run[0], run[1])), Is.Unique, "one run for each firing");
            Assert.That(ended.Select(run => run[2]), Is.All.EqualTo("1"), "begun once");
            Assert.That(runs.Select(run => run[3]), Has.None.EqualTo("Failed"), first.Log + second.Log);
        }
    }

    [Test]
    public async Task A_worker_that_loses_its_database_at_any_point_of_its_start_waits_and_starts_after_all()
    {
        var through = new NpgsqlConnectionStringBuilder(bench.Settings["ConnectionStrings:Intake"]) { Host = "127.0.0.1" };
        await using var line = new BreakingLine(through.Port, cuts: 14, step: 450);
        through.Port = line.Port;
        using var worker = bench.StartProcess(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Intake"] = through.ConnectionString,
        });
        await worker.UntilAsync(async () => line.Connections > line.Cuts
            && await bench.SqlAsync("select count(*) > 0 from hangfire.job where statename = 'Succeeded'") == "t");
        Assert.That(await worker.StopAsync(), Is.Zero, worker.Log);
    }

    [Test]
    public async Task A_worker_that_starts_before_its_database_or_loses_it_waits_and_goes_on()
    {
        var outage = TimeSpan.FromSeconds(LongTest.Seconds("INTAKE_TEST_OUTAGE_SECONDS", usually: 5));
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
        await worker.UntilAsync(() => worker.Log.Contains("Waiting", StringComparison.Ordinal));
        Assert.That((await CommandRun.OfAsync(settings, "migrate")).Code, Is.EqualTo(ExitCode.Done));
        await worker.UntilAsync(async () => await DoneAsync() > 0);

        await server.StopAsync();
        await Task.Delay(outage);
        await server.StartAgainAsync();
        var before = await DoneAsync();
        await worker.UntilAsync(async () => await DoneAsync() > before);

        Assert.That(await worker.StopAsync(), Is.Zero, worker.Log);
        Assert.That(worker.Log, Does.Not.Contain("127.0.0.1").And.Not.Contain("Password"));

        async Task<long> DoneAsync() => long.Parse(await server.Psql("intake", """
            select count(*) from hangfire.job j join hangfire.jobparameter p on p.jobid = j.id
            where j.statename = 'Succeeded' and p.name = 'RecurringJobId' and p.value like '%send-mails%'
            """), CultureInfo.InvariantCulture);
    }
}
