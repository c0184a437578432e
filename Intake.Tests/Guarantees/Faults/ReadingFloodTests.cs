using System.Net;
using Intake.Core.Storage;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Faults;

/// <summary>One person fills a mailbox and asks for it over and over, over many connections.</summary>
public sealed class ReadingFloodTests
{
    private const int Connections = 230;
    private const int Others = 16;

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(34)]
    public async Task Sixteen_others_read_their_mailboxes_while_one_is_asked_for_over_two_hundred_and_thirty_connections()
    {
        var filled = await site.OpenMailboxAsync(await site.ReportAsync("Fyldt."));
        for (var answer = 0; answer < 4; answer++)
        {
            using var taken = await site.PostAsync("/da/mailbox/reply", filled,
                ReporterSite.Form(null, [("Text", new string('\u00e6', 80_000))]));
            Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        }

        var cookies = new List<string>();
        for (var number = 0; number < Others; number++)
            cookies.Add(await site.OpenMailboxAsync(await site.ReportAsync($"Nummer {number}.")));
        using var end = new CancellationTokenSource();
        var refused = 0;
        var flood = Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                using var page = await site.GetAsync("/da/mailbox/open", filled);
                Assert.That(page.StatusCode, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.TooManyRequests));
                if (page.StatusCode == HttpStatusCode.TooManyRequests) Interlocked.Increment(ref refused);
            }
        })).ToList();
        while (Volatile.Read(ref refused) == 0) await Task.Delay(20);

        var most = 0;
        foreach (var visits in cookies.Chunk(4))
        {
            var pages = await Task.WhenAll(visits.Select(cookie => site.GetAsync("/da/mailbox/open", cookie)));
            Assert.That(pages.Select(page => page.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
            most = Math.Max(most, await ConnectionsAsync());
        }

        await end.CancelAsync();
        await Task.WhenAll(flood);
        Assert.That(most, Is.InRange(1, ConnectionBudget.Web + 2), "connections to the main database, and those of the test's own");
    }

    private async Task<int> ConnectionsAsync()
    {
        var databases = site.Founded.Databases;
        return int.Parse(await databases.Server.Psql(
            databases.Name, "select count(*) from pg_stat_activity where datname = current_database() and usename = 'intake_web'"),
            System.Globalization.CultureInfo.InvariantCulture);
    }
}
