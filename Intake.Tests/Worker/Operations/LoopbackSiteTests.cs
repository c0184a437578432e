using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Intake.Core.Operations;
using Intake.Tests.Support;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Operations;
using Intake.Worker.Scheduling;
using NUnit.Framework;

namespace Intake.Tests.Worker.Operations;

/// <summary>The worker's own pages, in a real worker process with a database that goes away and comes back.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LoopbackSiteTests
{
    private WorkerBench bench = null!;
    private PostgresServer server = null!;
    private WorkerProcess worker = null!;
    private HttpClient client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        server = await PostgresServer.StartOwnAsync();
        bench = await WorkerBench.CreateAsync(server: server);
        await bench.MakeJobTablesAsync();
        client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{Loopback.FreePort()}"), Timeout = TimeSpan.FromSeconds(60) };
        worker = bench.StartProcess(
            new Dictionary<string, string?>
            {
                [LoopbackAddress.Setting] = client.BaseAddress!.GetLeftPart(UriPartial.Authority),
                ["Intake:Schedule:make-ring-keys"] = "*/2 * * * * *",
            });
        await worker.UntilAsync(IsReadyAsync);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        client.Dispose();
        worker.Dispose();
        await bench.DisposeAsync();
        await server.DisposeAsync();
    }

    [Test]
    public async Task It_is_alive_and_ready_and_shows_the_jobs()
    {
        Assert.That(await client.GetStringAsync(LoopbackSite.Live), Is.EqualTo("alive"));
        var report = await client.GetFromJsonAsync<JsonElement>(LoopbackSite.Ready);
        Assert.That(report.GetProperty("workers").GetInt32(), Is.EqualTo(1));
        Assert.That(await client.GetStringAsync("/jobs/recurring"), Does.Contain("nightly-rewrite"));
    }

    [Test]
    public async Task Its_readiness_tells_schema_clock_queue_mails_and_the_last_self_check()
    {
        await bench.SqlAsync("insert into intake.self_check values (gen_random_uuid(), now(), now() - interval '7 minutes', null)");
        var found = await client.GetFromJsonAsync<ReadinessReport>(LoopbackSite.Ready);
        await bench.SqlAsync("update intake.self_check set failed = 5");
        using var failing = await client.GetAsync(LoopbackSite.Ready);
        await bench.SqlAsync("delete from intake.self_check");
        Assert.That((found!.Schema, found.SelfCheckGood, found.SelfCheckMinutes, found.MailsGivenUp), Is.EqualTo((true, true, 7, 0)));
        Assert.That(found.ClockDriftSeconds, Is.InRange(-60, 60));
        Assert.That(failing.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task Its_figures_are_those_of_the_table_in_the_documents_and_name_nothing_but_jobs_and_outcomes()
    {
        await bench.SqlAsync("insert into intake.self_check values (gen_random_uuid(), now(), now(), null)");
        var figures = new Figures("");
        await worker.UntilAsync(async () =>
        {
            figures = new Figures(await client.GetStringAsync(LoopbackSite.Metrics));
            return figures.Names.Contains("intake_job_last_seconds");
        });
        await bench.SqlAsync("delete from intake.self_check");
        Assert.That(figures.Names, Is.EquivalentTo(Figures.OfDocuments("worker")));
        string[] outcomes = ["outcome=done", "outcome=failed"];
        Assert.That(figures.Labels, Is.SubsetOf(Schedule.Jobs.Select(job => "job=" + job.Name).Concat(outcomes)));
        Assert.That(figures.Labels, Has.Member("outcome=done").And.Member("job=make-ring-keys"));
    }

    [Test]
    public void It_listens_on_the_one_loopback_address_alone()
    {
        using var elsewhere = new TcpClient();
        Assert.That(() => elsewhere.Connect(IPAddress.Parse("127.0.0.2"), client.BaseAddress!.Port), Throws.InstanceOf<SocketException>());
    }

    [Test]
    public async Task The_dashboard_changes_nothing_and_does_not_say_where_the_database_is()
    {
        using var trigger = await client.PostAsync(
            "/jobs/recurring/trigger", new FormUrlEncodedContent([new("jobs[]", "destroy-reports")]));
        Assert.That((int)trigger.StatusCode, Is.AnyOf(401, 403), "read-only");
        Assert.That(await bench.SqlAsync("select last_at is null from hangfire.intake_jobs where name = 'destroy-reports'"),
            Is.EqualTo("t"));
        Assert.That(await client.GetStringAsync("/jobs"), Does.Not.Contain("intake_worker").And.Not.Contain(bench.Founded.Databases.Name));
    }

    [TestCase("portal.example.dk"), TestCase("127.0.0.1"), TestCase("localhost:8081")]
    public async Task Under_another_host_name_there_is_nothing(string host)
    {
        foreach (var path in new[] { LoopbackSite.Jobs, LoopbackSite.Live, LoopbackSite.Ready, LoopbackSite.Metrics })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var answer = await client.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MisdirectedRequest), path);
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.Empty);
        }
    }

    [Test]
    public async Task A_mail_that_has_waited_for_hours_makes_it_unready()
    {
        bench.Sink.Hang();
        await bench.AddMailsAsync(1, bench.Founded["deputy"].Id, DateTimeOffset.UnixEpoch);
        Assert.That(await StatusAsync(), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        bench.Sink.BehaveWell();
        // Its next try is a minute away.
        await bench.SqlAsync("delete from intake.mail");
        await worker.UntilAsync(IsReadyAsync);
    }

    [Test]
    public async Task A_job_that_failed_makes_it_unready_and_is_named()
    {
        await bench.SqlAsync("""
            insert into hangfire.hash (key, field, value) values ('recurring-job:destroy-reports', 'Error', 'it broke');
            """);
        using var answer = await client.GetAsync(LoopbackSite.Ready);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetString(),
            Is.EqualTo("destroy-reports"));
        await bench.SqlAsync("delete from hangfire.hash where key = 'recurring-job:destroy-reports' and field = 'Error'");
        await worker.UntilAsync(IsReadyAsync);
    }

    [Test]
    public async Task Without_its_database_it_is_alive_and_not_ready_and_then_ready_again()
    {
        await server.StopAsync();
        Assert.That(await StatusAsync(), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await client.GetStringAsync(LoopbackSite.Live), Is.EqualTo("alive"));
        await server.StartAgainAsync();
        await worker.UntilAsync(IsReadyAsync);
    }

    [TestCase("http://0.0.0.0:8081"), TestCase("http://portal.example.dk:8081"), TestCase("https://127.0.0.1:8081"),
        TestCase("http://127.0.0.1:8081/jobs"), TestCase("8081"), TestCase("http://[::ffff:127.0.0.1]:8081")]
    public async Task An_address_that_others_could_reach_is_refused_at_the_start(string address)
    {
        var run = await CommandRun.OfAsync(new Dictionary<string, string?>(bench.Settings) { [LoopbackAddress.Setting] = address });
        Assert.That(run.Code, Is.EqualTo(ExitCode.Broken));
        Assert.That(run.Errors, Does.Contain(LoopbackAddress.Setting).And.Contain("loopback"));
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return await StatusAsync() is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private async Task<HttpStatusCode> StatusAsync()
    {
        using var answer = await client.GetAsync(LoopbackSite.Ready);
        return answer.StatusCode;
    }
}
