using System.Text;
using System.Text.Json;
using Hangfire;
using Hangfire.States;
using Intake.Core.Deadlines;
using Intake.Core.Operations;
using Intake.Tests.Guarantees.Leaks;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;

namespace Intake.Tests.Worker.Scheduling;

/// <summary>A job's exception text stays in the worker: Hangfire's tables, its pages and the log do not repeat it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class JobFailureTests
{
    private const string InMessage = "kanariefugl-i-beskeden-7141";
    private const string InDetail = "kanariefugl-i-detaljen-7142";
    private const string InHint = "kanariefugl-i-vinket-7143";
    private const string InCause = "kanariefugl-i-aarsagen-7144";

    private static readonly string[] Canaries = [InMessage, InDetail, InHint, InCause];

    private WorkerBench bench = null!;
    private IHost host = null!;
    private Uri address = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        bench = await WorkerBench.CreateAsync();
        await bench.MakeJobTablesAsync();
        // As if a row had been quoted: the owner makes statements fail with marked texts. They are in the exception's message
        // and data, and when a save fails, in those of its inner exception.
        await bench.AddDeadlineAsync(DeadlineKind.Screening, new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 12));
        await bench.SqlAsync($"""
            create or replace function intake.shuffle(day date) returns void language plpgsql as $$ begin raise exception '{InMessage}' using detail = '{InDetail}', hint = '{InHint}'; end $$;
            create function intake.fail() returns trigger language plpgsql as $$ begin raise exception '{InCause}'; end $$;
            create trigger fail before insert on intake.audit for each row execute function intake.fail();
            update intake.report set keep_until = '2026-01-01';
            revoke select on intake.deadline from intake_worker;
            """);
        await Ending.AnnounceAsync(bench.Founded, new DateOnly(2025, 12, 1));
        address = new Uri($"http://127.0.0.1:{Loopback.FreePort()}");
        var settings = new Dictionary<string, string?> { [LoopbackAddress.Setting] = address.GetLeftPart(UriPartial.Authority) };
        host = bench.BuildHost(settings, TimeProvider.System);
        await host.StartAsync();
        var manager = host.Services.GetRequiredService<IRecurringJobManager>();
        foreach (var name in new[] { "nightly-rewrite", "destroy-reports", "sweep-deadlines" }) manager.Trigger(name);
        await UntilAsync("select count(distinct jobid) >= 3 from hangfire.state where name = 'Failed'");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await host.StopAsync();
        host.Dispose();
        await bench.DisposeAsync();
    }

    [Test, Promise(7)]
    public async Task Neither_the_database_nor_the_log_nor_the_dashboard_repeats_an_exceptions_words()
    {
        using var client = new HttpClient { BaseAddress = address };
        var failed = await client.GetStringAsync("/jobs/jobs/deleted");
        var id = await bench.SqlAsync(
            "select value from hangfire.hash where key = 'recurring-job:sweep-deadlines' and field = 'LastJobId'");
        var places = new (string, byte[])[]
        {
            ("the dump",
                Encoding.UTF8.GetBytes(await bench.Founded.Databases.Server.DumpAsync(bench.Founded.Databases.Name, "--schema=hangfire"))),
            ("the log", Encoding.UTF8.GetBytes(bench.Log.ToString())),
            ("the list of runs that failed for good", Encoding.UTF8.GetBytes(failed)),
            ("a failed run's page", await client.GetByteArrayAsync($"/jobs/jobs/details/{id}")),
        };
        Assert.That(CanaryScan.Find(Canaries, places), Is.Empty);
        // The search sees these places: the outline is in each of them.
        Assert.That(CanaryScan.Find(["Npgsql.PostgresException(42501)"], places).Select(find => find.Split(" in ")[1]).Distinct(),
            Is.EquivalentTo(new[] { "the dump", "the log", "a failed run's page" }));
    }

    [Test]
    public async Task A_run_that_failed_is_tried_again_as_the_schedule_says_and_its_outline_is_all_that_is_kept()
    {
        Assert.That(await bench.SqlAsync("select state, outline from hangfire.intake_jobs where name = 'nightly-rewrite'"),
            Does.Match(@"\AScheduled\|Npgsql\.PostgresException\(P0001\) at Intake\.Worker\.Jobs\.NightlyRewrite"));
        Assert.That(await bench.SqlAsync("select state, outline from hangfire.intake_jobs where name = 'destroy-reports'"),
            Does.StartWith("Scheduled|System.AggregateException < System.AggregateException < Npgsql.PostgresException(P0001)"));
        Assert.That(await bench.SqlAsync("select state from hangfire.intake_jobs where name = 'sweep-deadlines'"), Is.EqualTo("Deleted"),
            "no retries: the next firing is near");
    }

    [Test]
    public async Task A_run_that_failed_for_good_is_forgotten_in_time() =>
        Assert.That(await bench.SqlAsync(
            "select count(*) from hangfire.job where statename = 'Deleted' and (expireat is null or expireat > now() + interval '3 days')"),
            Is.EqualTo("0"));

    [Test]
    public async Task A_job_that_could_not_be_queued_leaves_no_words_either()
    {
        await using var worker = bench.Founded.Databases.AsWorker();
        await worker.Database.ExecuteSqlRawAsync(
            $"insert into hangfire.hash (key, field, value) values ('recurring-job:one', 'Error', '{InMessage}')");
        Assert.That(await bench.SqlAsync("select value from hangfire.hash where field = 'Error'"), Is.EqualTo("could not be queued"));
        await worker.Database.ExecuteSqlRawAsync("delete from hangfire.hash where key = 'recurring-job:one'");
    }

    [Test]
    public async Task A_failure_past_our_filters_keeps_its_type_alone()
    {
        using var storage = host.Services.GetRequiredService<JobStorage>().GetConnection();
        var id = await bench.SqlAsync("select max(id) from hangfire.job where statename = 'Deleted'");
        using (var transaction = storage.CreateWriteTransaction())
        {
            transaction.AddJobState(id,
                new FailedState(new IOException(InMessage, new IOException(InCause))) { Reason = "Retry attempt 1 of 5: " + InMessage });
            transaction.AddJobState(id, new DeletedState(new ExceptionInfo(new IOException(InMessage))));
            transaction.Commit();
        }

        Assert.That(await bench.SqlAsync(
            "select reason, data ->> 'ExceptionMessage', data ->> 'ExceptionDetails' from hangfire.state where data ->> 'ExceptionType' = "
            + "'System.IO.IOException'"),
            Is.EqualTo("Retry attempt 1 of 5|System.IO.IOException|System.IO.IOException"));
        Assert.That(await bench.SqlAsync("select bool_or(data ? 'Exception') from hangfire.state where name = 'Deleted'"), Is.EqualTo("f"));
    }

    [TestCase("System.IO.File, mscorlib", "Delete", "[\"System.String, mscorlib\"]", "VICTIM")]
    [TestCase("System.Diagnostics.Process, System.Diagnostics.Process", "Start",
        "[\"System.String, mscorlib\",\"System.String, mscorlib\"]", "/bin/rm", "VICTIM")]
    [TestCase("Intake.Worker.Jobs.SendMails, Intake.Worker", "PauseAfter", "[\"System.Int32, mscorlib\"]", "1")]
    public async Task A_run_that_an_intruder_with_the_workers_rights_plants_calls_nothing_but_a_job_of_the_schedule(
        string type, string method, string parameters, params string[] arguments)
    {
        using var folder = new Workspace();
        var victim = folder.PathOf("victim");
        await File.WriteAllTextAsync(victim, "still here");
        var given = JsonSerializer.Serialize(arguments.Select(one => JsonSerializer.Serialize(one == "VICTIM" ? victim : one)));
        var invocation = JsonSerializer.Serialize(new { Type = type, Method = method, ParameterTypes = parameters, Arguments = "[]" });
        await using var worker = bench.Founded.Databases.AsWorker();
        await worker.Database.ExecuteSqlAsync($"""
            with planted as (insert into hangfire.job (invocationdata, arguments, createdat, statename) values ({invocation}::jsonb, {given}::jsonb, now(), 'Enqueued') returning id),
            queued as (insert into hangfire.state (jobid, name, createdat, data) select id, 'Enqueued', now(), jsonb_build_object('Queue', 'default', 'EnqueuedAt', '1795652342208') from planted returning id, jobid)
            insert into hangfire.jobqueue (jobid, queue) select id, 'default' from planted
            """);
        var id = await bench.SqlAsync("select max(id) from hangfire.job");
        await bench.SqlAsync(
            $"update hangfire.job set stateid = (select max(id) from hangfire.state where jobid = {id}) where id = {id} and stateid is "
            + "null");
        await UntilAsync($"select statename in ('Failed', 'Deleted') from hangfire.job where id = {id}");
        Assert.That(File.Exists(victim), "the file");
        Assert.That(await bench.SqlAsync(
            $"select count(*) from hangfire.state where jobid = {id} and (data ? 'Result' or name = 'Succeeded')"), Is.EqualTo("0"));
    }

    private async Task UntilAsync(string sql)
    {
        for (var attempt = 0; attempt < 300 && await bench.SqlAsync(sql) != "t"; attempt++) await Task.Delay(200);
        Assert.That(await bench.SqlAsync(sql), Is.EqualTo("t"), bench.Log.ToString());
    }
}
