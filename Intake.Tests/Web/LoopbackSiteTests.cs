using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Intake.Core;
using Intake.Core.Operations;
using Intake.Tests.Support;
using NUnit.Framework;
using LoopbackSite = Intake.Web.LoopbackSite;

namespace Intake.Tests.Web;

/// <summary>What web tells a monitor on its own machine, and that it tells nothing of who comes when.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LoopbackSiteTests
{
    private readonly HttpClient monitor = new() { BaseAddress = new($"http://127.0.0.1:{Loopback.FreePort()}") };
    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync(settings: new Dictionary<string, string?>
    {
        [LoopbackAddress.OfWeb] = monitor.BaseAddress!.GetLeftPart(UriPartial.Authority),
        ["Intake:SelfCheck:FirstMinutes"] = "0.001",
    });

    [OneTimeTearDown]
    public async Task Stop()
    {
        monitor.Dispose();
        await site.DisposeAsync();
    }

    [Test, Promise(46)]
    public async Task It_checks_itself_by_its_clock_and_tells_how_that_went()
    {
        ReadinessReport? found = null;
        for (var tries = 0; tries < 600 && found?.SelfCheckGood is null; tries++)
        {
            await Task.Delay(100);
            using var answer = await monitor.GetAsync(LoopbackSite.Ready);
            found = await answer.Content.ReadFromJsonAsync<ReadinessReport>();
        }

        Assert.That((found?.SelfCheckGood, found?.SelfCheckMinutes), Is.EqualTo(((bool?)true, (int?)0)), site.Web.Log);
    }

    [Test]
    public async Task Its_figures_are_those_of_the_table_in_the_documents()
    {
        using var answer = await monitor.GetAsync(LoopbackSite.Ready);
        Assert.That((await answer.Content.ReadFromJsonAsync<ReadinessReport>())!.Database, Is.True);
        var figures = new Figures(await monitor.GetStringAsync(LoopbackSite.Metrics));
        Assert.That(figures.Names, Is.EquivalentTo(Figures.OfDocuments("web")));
        Assert.That(figures.Labels, Is.Empty);
    }

    [Test, Promise(3)]
    public async Task A_report_an_answer_and_a_visit_move_no_figure()
    {
        var before = await FiguresAsync();
        var key = await site.ReportAsync("Ingen kurve skal vise, hvornår dette kom.", ("a.txt", [1, 2, 3]));
        Assert.That(await FiguresAsync(), Is.EqualTo(before));
        await site.OpenMailboxAsync(key);
        Assert.That(await FiguresAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task It_is_there_under_its_own_name_and_address_alone_and_not_where_visitors_come()
    {
        foreach (var path in new[] { LoopbackSite.Live, LoopbackSite.Ready, LoopbackSite.Metrics })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "portal.example.dk" } };
            using var answer = await monitor.SendAsync(asked);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MisdirectedRequest), path);
        }

        using var publicly = await site.Web.Client.GetAsync(LoopbackSite.Metrics);
        Assert.That(publicly.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await site.Web.Client.GetStringAsync("/health/live"), Is.EqualTo("ok"), "the public probe says no more than before");
        using var elsewhere = new TcpClient();
        Assert.That(() => elsewhere.Connect(IPAddress.Parse("127.0.0.2"), monitor.BaseAddress!.Port), Throws.InstanceOf<SocketException>());
    }

    [TestCase("http://0.0.0.0:5081"), TestCase("http://portal.example.dk:5081")]
    public void An_address_that_others_could_reach_is_refused_at_the_start(string address) => Assert.That(
        () => ReporterSite.StartWebAsync(site.Founded, settings: new Dictionary<string, string?> { [LoopbackAddress.OfWeb] = address }),
        Throws.TypeOf<UnusableSettingException>().With.Message.Contains(LoopbackAddress.OfWeb));

    /// <summary>
    /// All figures but those that follow the clock, since the test's stands still and the self-check comes when it comes, and the
    /// role's connections, which other tests on the same server open too.
    /// </summary>
    private async Task<IReadOnlyList<string>> FiguresAsync() =>
        [.. new Figures(await monitor.GetStringAsync(LoopbackSite.Metrics)).Samples
            .Where(line => !line.StartsWith("intake_clock_drift", StringComparison.Ordinal)
                && !line.StartsWith("intake_self_check", StringComparison.Ordinal)
                && !line.StartsWith("intake_database_connection_quarters", StringComparison.Ordinal))];
}
