using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AngleSharp.Dom;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Intake.Tests.Web.Site.Waiting;
using Intake.Web.Site.Waiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Faults;

/// <summary>
/// Machines ask for everything that is costly, some of them with the turns they were given, and others leave uploads half
/// open. Nobody is known, so nobody can be kept out by who they are.
/// </summary>
public sealed class FloodTests
{
    private const int Burst = 30;
    private const int PerSecond = 2;
    private const int Tries = 2000;

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync(settings: WaitingPagesTests.SlowSite());

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(34)]
    public async Task A_reporter_gets_from_form_to_mailbox_while_machines_flood_the_site_and_what_they_leave_is_bounded()
    {
        var clock = Stopwatch.StartNew();
        using var end = new CancellationTokenSource();
        var flood = Enumerable.Range(0, 24).Select(number => Task.Run(() => FloodAsync(number, end.Token))).ToList();
        var half = await HalfOpenAsync(20);
        await UntilAsync(CostlyAct.Stage);
        await UntilAsync(CostlyAct.Open);

        var page = await site.Web.Client.PageAsync(site.Home() + "/report");
        page = await PressAsync(page, "#send-form", asked => site.PostFormAsync(
            ReporterSite.Ticket(asked), [("Turn", Turn(asked)), ("Description", "Midt i støjen"), ("Follow", "yes")]));
        page = await PressAsync(page, "#receipt-key", asked => site.Web.PostAsync(
            site.Home() + "/report/send", ("Ticket", ReporterSite.Ticket(asked)), ("Turn", Turn(asked))));
        var cookie = await OpenAsync(page.QuerySelector("#receipt-key")!.TextContent);
        using var mailbox = await site.GetAsync("/da/mailbox/open", cookie);
        Assert.That((await mailbox.PageAsync()).QuerySelector("#thread")!.TextContent, Does.Contain("Midt i støjen"));

        await end.CancelAsync();
        await Task.WhenAll(flood);
        half.ForEach(socket => socket.Dispose());
        var most = Burst + (PerSecond * clock.Elapsed.TotalSeconds) + 1;
        await using var db = site.Founded.Databases.AsOwner();
        Assert.That(await db.Stagings.CountAsync(), Is.InRange(1, most), "rows that wait to be confirmed");
        Assert.That(
            site.Web.Services.GetRequiredService<KeyDerivationLimiter>().Count,
            Is.InRange(2, (2 * most) + 1),
            "derivations, of sending and of the door");
        Assert.That(site.Web.Services.GetRequiredService<WaitingRoom>().Held.Waiting, Is.LessThanOrEqualTo(5 * 64));
        Assert.That(site.Web.Log, Does.Not.Contain("Warning").And.Not.Contain("Error"), "a flood fills no log");
    }

    /// <summary>One machine: it posts a fresh form and tries a key. Every third machine comes back with the turns it was given.</summary>
    private async Task FloodAsync(int number, CancellationToken end)
    {
        var keeps = number % 3 == 0;
        var (formTurn, keyTurn) = ("", "");
        while (!end.IsCancellationRequested)
        {
            using var form = await site.PostFormAsync(
                await site.TicketAsync(), [("Turn", formTurn), ("Description", "Støj"), ("Follow", "no")]);
            formTurn = keeps ? Turn(await form.PageAsync()) : "";
            using var key = ReceiptKey.New();
            using var door = await site.Web.PostAsync("/da/mailbox", ("Key", key.ToPageText()), ("Turn", keyTurn));
            keyTurn = keeps ? Turn(await door.PageAsync()) : "";
        }
    }

    private async Task<List<TcpClient>> HalfOpenAsync(int count)
    {
        var open = new List<TcpClient>();
        for (var i = 0; i < count; i++)
        {
            open.Add(await ReporterClient.SendHalfAsync(site.Web.Address, await site.TicketAsync(), "Halvt", 5_000_000, new byte[70_000]));
        }

        return open;
    }

    /// <summary>Waits until the flood has emptied a bucket, so that the reporter does not come first.</summary>
    private async Task UntilAsync(CostlyAct act)
    {
        var room = site.Web.Services.GetRequiredService<WaitingRoom>();
        while ((await room.EnterAsync(act, act == CostlyAct.Open ? Guid.Empty : site.Founded.Scheme.Id, "", default)).MayGo) continue;
    }

    /// <summary>Presses the button that the page shows until the wanted element is there.</summary>
    private static async Task<IDocument> PressAsync(IDocument page, string wanted, Func<IDocument, Task<HttpResponseMessage>> post)
    {
        for (var i = 0; i < Tries; i++)
        {
            using var answer = await post(page);
            page = await answer.PageAsync();
            if (page.QuerySelector(wanted) is not null) return page;
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), page.Body!.TextContent);
        }

        throw new InvalidOperationException($"No {wanted} after {Tries} tries.");
    }

    private async Task<string> OpenAsync(string key)
    {
        var turn = "";
        for (var i = 0; i < Tries; i++)
        {
            using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", key), ("Turn", turn));
            if (ReporterSite.Cookie(answer) is { } cookie) return cookie;
            turn = Turn(await answer.PageAsync());
        }

        throw new InvalidOperationException($"Not opened after {Tries} tries.");
    }

    private static string Turn(IDocument page) => page.QuerySelector("input[name=Turn]")?.GetAttribute("value") ?? "";
}
