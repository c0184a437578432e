using System.Diagnostics;
using System.Globalization;
using Intake.Core.Cases;
using Intake.Core.Reports;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Bench;

/// <summary>
/// The pages of one case with more and more entries, over HTTP to the real program in this process: a third questions, a third the
/// reporter's messages, a third the unit's notes. What the page of a case does, it does for the whole case: it opens and verifies each entry
/// once.
/// </summary>
internal static class CasePageBench
{
    private const int Rounds = 15;
    private static readonly int[] Sizes = [30, 300];
    private static readonly string[] Tabs = ["", "conversation", "work", "history"];

    public static async Task RunAsync()
    {
        Console.WriteLine("The pages of a case (milliseconds, median and slowest of 15; entries opened a page)");
        await using var server = await PostgresServer.StartOwnAsync(new PostgresOptions(Durable: true));
        await using var office = await OfficeHost.StartAsync(await FoundedScheme.CreateAsync(server: server));
        var scene = new CaseScene(office.Founded);
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        var room = new CaseRoom(office);
        var mailbox = await OpenMailbox.OfAsync(office, sent);
        var there = 0;
        foreach (var size in Sizes)
        {
            await AddAsync(scene, sent, referral, size - there);
            there = size;
            foreach (var who in new[] { "handler 1", "administrator 1" })
            {
                foreach (var tab in Tabs)
                {
                    await PrintAsync(office, string.Create(CultureInfo.InvariantCulture, $"{size} entries, {who}, {(tab.Length == 0 ? "overview" : tab)}"),
                        () => room.GetAsync(who, CaseRoom.Case(sent, tab)));
                }
            }

            await PrintAsync(office, string.Create(CultureInfo.InvariantCulture, $"{size} entries, the reporter's mailbox"), () => mailbox.GetAsync());
        }
    }

    private static async Task AddAsync(CaseScene scene, Sent sent, Guid referral, int entries)
    {
        for (var i = 0; i < entries / 3; i++)
        {
            await scene.AskAsync(sent, "handler 1", $"Hvad skete der dag {i}?");
            await scene.AsReporterAsync(sent, (desk, self) => desk.AnswerAsync(self, $"Det var som dagen før. Dag {i}.", null, null, default));
            await scene.DoAsync<CaseDesk>("handler 1", (desk, self) =>
                desk.NoteAsync(sent.ReportId, referral, self, $"Talt med afsnittet, dag {i}.", default));
        }
    }

    private static async Task PrintAsync(OfficeHost office, string what, Func<Task<HttpResponseMessage>> get)
    {
        var count = office.Web.Services.GetRequiredService<OpeningCount>();
        var times = new List<double>();
        var opened = 0L;
        for (var round = 0; round <= Rounds; round++)
        {
            var before = count.Entries;
            var clock = Stopwatch.StartNew();
            using var answer = await get();
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            if (round > 0) times.Add(clock.Elapsed.TotalMilliseconds);
            opened = count.Entries - before;
        }

        Rate.Print(what, string.Create(CultureInfo.InvariantCulture, $"{Rate.Median(times),8:N0} {times.Max(),8:N0} {opened,6}"));
    }
}
