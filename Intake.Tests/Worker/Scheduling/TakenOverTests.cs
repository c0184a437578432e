using System.Globalization;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Scheduling;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Worker.Scheduling;

/// <summary>A worker that is killed in the middle of any of its jobs, and a week without a worker.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TakenOverTests
{
    /// <summary>What each job needs first: while it is locked, the job waits in the middle of its work.</summary>
    private const string Lock = "LOCK TABLE intake.ring_key, intake.mail, intake.deadline, intake.daily_root, intake.staging, "
        + "intake.report, intake.entry";

    private static readonly Dictionary<string, string?> OnceADay = Schedule.Jobs.ToDictionary(
        job => $"Intake:Schedule:{job.Name}", string? (_) => "30 4 * * *");

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
    public async Task Every_job_that_a_killed_worker_was_doing_is_done_by_another_and_nothing_twice()
    {
        await bench.AddMailsAsync(3, bench.Founded["deputy"].Id, DateTimeOffset.UnixEpoch);
        await bench.SqlAsync(
            $"alter database \"{bench.Founded.Databases.Name}\" set lock_timeout = '3min'; "
            + $"alter database \"{bench.Founded.Databases.Name}\" set statement_timeout = '5min'");
        var left = Schedule.Jobs.Select(job => job.Name).ToHashSet();
        while (left.Count > 0)
        {
            var (taken, seconds) = await KillInTheMiddleAsync(left);
            TestContext.Out.WriteLine($"{string.Join(", ", taken)}: taken over and done after {seconds:0} s");
            left.ExceptWith(taken);
        }

        Assert.That(bench.Sink.Mails().Select(mail => mail.MessageId), Is.Unique.And.Exactly(3).Items);
        Assert.That(await bench.SqlAsync("select count(*) - count(distinct day) from intake.daily_root"), Is.EqualTo("0"));
    }

    [Test]
    public async Task A_week_without_a_worker_is_made_up_for_by_one_run_of_each_job()
    {
        using (var before = bench.StartProcess(OnceADay))
        {
            await before.UntilAsync(async () =>
                await bench.SqlAsync("select count(*) from hangfire.intake_jobs") == Count(Schedule.Jobs.Count));
            await before.StopAsync();
        }

        await bench.SqlAsync("""
            insert into hangfire.hash (key, field, value)
                select distinct key, 'LastExecution', '0' from hangfire.hash h
                where key like 'recurring-job:%' and not exists (select from hangfire.hash l where l.key = h.key and l.field = 'LastExecution');
            update hangfire.hash set value = (extract(epoch from now() - interval '8 days') * 1000)::bigint::text where field in ('LastExecution', 'CreatedAt');
            update hangfire.hash set value = (extract(epoch from now() - interval '7 days') * 1000)::bigint::text where field = 'NextExecution';
            update hangfire.set set score = extract(epoch from now() - interval '7 days') where key = 'recurring-jobs';
            """);
        using var after = bench.StartProcess(OnceADay);
        await after.UntilAsync(async () => await bench.SqlAsync("select count(*) from hangfire.job where statename = 'Succeeded'")
            == Count(Schedule.Jobs.Count));
        await Task.Delay(TimeSpan.FromSeconds(12));
        Assert.That(await bench.SqlAsync("select count(*), count(distinct invocationdata ->> 'Type') from hangfire.job"),
            Is.EqualTo($"{Schedule.Jobs.Count}|{Schedule.Jobs.Count}"), after.Log);
    }

    [Test]
    public async Task What_left_the_schedule_leaves_the_tables_and_what_was_turned_off_or_spoilt_comes_back()
    {
        using (var before = bench.StartProcess(OnceADay))
        {
            await before.UntilAsync(async () =>
                await bench.SqlAsync("select count(*) from hangfire.intake_jobs") == Count(Schedule.Jobs.Count));
            await before.StopAsync();
        }

        await bench.SqlAsync("""
            insert into hangfire.hash (key, field, value) values ('recurring-job:an-old-one', 'Cron', '* * * * *'), ('recurring-job:an-old-one', 'Job', '{}');
            insert into hangfire.set (key, score, value) values ('recurring-jobs', -1, 'an-old-one');
            update hangfire.hash set value = '' where key = 'recurring-job:destroy-reports' and field = 'NextExecution';
            insert into hangfire.hash (key, field, value) values ('recurring-job:destroy-reports', 'Error', 'it broke');
            update hangfire.set set score = -1 where key = 'recurring-jobs' and value = 'destroy-reports';
            update hangfire.hash set value = 'kanariefugl-7155' where key = 'recurring-job:sweep-deadlines' and field = 'NextExecution';
            insert into hangfire.lock (resource, acquired) values ('hangfire:recurring-jobs:lock', now() + interval '1 year'), ('hangfire:lock:recurring-jobs', now() + interval '1 year');
            """);
        Assert.That(await bench.SqlAsync("select next_at is null, not_queued from hangfire.intake_jobs where name = 'destroy-reports'"),
            Is.EqualTo("t|t"));
        Assert.That(await bench.SqlAsync("select next_at is null from hangfire.intake_jobs where name = 'sweep-deadlines'"),
            Is.EqualTo("t"), "the operator's page shows it as turned off");
        using var after = bench.StartProcess(OnceADay);
        await after.UntilAsync(async () => await bench.SqlAsync(
            "select bool_and(next_at > now() and not not_queued) from hangfire.intake_jobs "
            + "where name in ('destroy-reports', 'sweep-deadlines')") == "t");
        await after.UntilAsync(async () =>
            await bench.SqlAsync("select count(*) from hangfire.intake_jobs where name = 'an-old-one'") == "0");
        Assert.That(after.Log, Does.Not.Contain("kanariefugl"));
        Assert.That(await bench.SqlAsync("select count(*) from hangfire.lock where acquired > now()"), Is.EqualTo("0"));
    }

    [Test]
    public async Task What_a_killed_worker_was_running_has_ended_before_another_begins_it()
    {
        // A slow rewrite that shows through its own lock how many are running.
        await bench.SqlAsync(
            "create or replace function intake.shuffle(day date) returns void language plpgsql as $$ begin perform "
            + "pg_advisory_xact_lock_shared(777); perform pg_sleep(100); end $$");
        const string inside = "select count(*) from pg_locks where locktype = 'advisory' and objid = 777 and granted";
        var often = new Dictionary<string, string?>(OnceADay) { ["Intake:Schedule:nightly-rewrite"] = "*/3 * * * * *" };
        using var first = bench.StartProcess(often);
        await first.UntilAsync(async () => await bench.SqlAsync(inside) == "1");
        using var second = bench.StartProcess(OnceADay);
        await first.KillAsync();
        await second.UntilAsync(async () => await bench.SqlAsync(inside) == "0");
        await second.UntilAsync(async () => await bench.SqlAsync(inside) == "1");
        Assert.That(await bench.SqlAsync(inside), Is.EqualTo("1"));
    }

    [Test]
    public async Task Times_that_are_none_are_refused_by_name_and_underscores_are_taken_for_hyphens()
    {
        var run = await CommandRun.OfAsync(
            new Dictionary<string, string?>(bench.Settings) { ["Intake:Schedule:send_mails"] = "every day" });
        Assert.That(run.Code, Is.EqualTo(ExitCode.Broken));
        Assert.That(run.Errors, Does.Contain("Intake:Schedule:send-mails is every day"));
    }

    /// <summary>
    /// Locks what the jobs need, fires them, kills the worker that has begun some, releases the locks, and waits for
    /// another worker to do those.
    /// </summary>
    private async Task<(IReadOnlyList<string> Taken, double Seconds)> KillInTheMiddleAsync(HashSet<string> jobs)
    {
        await using var owner = bench.AsOwner();
        await using var locked = await owner.Database.BeginTransactionAsync();
        await owner.Database.ExecuteSqlRawAsync("SET LOCAL idle_in_transaction_session_timeout = 0;" + Lock);
        var often = new Dictionary<string, string?>(
            OnceADay.Select(entry => jobs.Contains(entry.Key.Split(':')[2]) ? new(entry.Key, "*/3 * * * * *") : entry));
        using var first = bench.StartProcess(often);
        const string running = "select count(*) from hangfire.job where statename = 'Processing'";
        var expected = Count(Math.Min(4, jobs.Count));
        await first.UntilAsync(async () => await bench.SqlAsync(running) == expected);
        await first.KillAsync();
        var ids = (await bench.SqlAsync(
            "select j.id, trim(p.value, '\"') from hangfire.job j join hangfire.jobparameter p on p.jobid = j.id and p.name = "
            + "'RecurringJobId' where j.statename = 'Processing'"))
            .Split('\n').Select(line => line.Split('|')).ToList();
        await bench.SqlAsync(
            "delete from hangfire.jobqueue q where not exists (select from hangfire.job j where j.id = q.jobid and j.statename = "
            + "'Processing')");
        await locked.RollbackAsync();

        var killedAt = TimeProvider.System.GetTimestamp();
        using var second = bench.StartProcess(OnceADay);
        await second.UntilAsync(async () =>
            await bench.SqlAsync(
                $"select count(*) from hangfire.job where statename = 'Succeeded' and id in ({string.Join(',', ids.Select(id => id[0]))})")
                == Count(ids.Count));
        var seconds = TimeProvider.System.GetElapsedTime(killedAt).TotalSeconds;
        await second.StopAsync();
        return ([.. ids.Select(id => id[1]).Distinct()], seconds);
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
