using System.Net;
using System.Net.Sockets;
using System.Text;
using Intake.Tests.Support;
using Intake.Web.Site.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Faults;

/// <summary>Machines pour forms in: large ones without a ticket, the same page again and again, and files that never end.</summary>
public sealed class FormFloodTests
{
    private const int Megabyte = 1024 * 1024;
    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync(
        settings: new Dictionary<string, string?> { ["Intake:Uploads:LongestMinutes"] = "0.05" });

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(34)]
    public async Task A_hundred_and_fifty_large_posts_without_a_ticket_add_almost_nothing_to_memory_and_a_form_still_comes_through()
    {
        var ticket = await site.TicketAsync();
        using (await site.PostFormAsync(ticket, [("Description", "Varm"), ("Follow", "no")])) GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var large = new byte[(2 * Megabyte) - (64 * 1024)];
        Array.Fill(large, (byte)'x');
        var head = Head("forged", large.Length + Megabyte);
        var sockets = await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => PourAsync(head, large)));
        var budget = site.Web.Services.GetRequiredService<FormBudget>();
        for (var attempt = 0; budget.Held.Unknown == 0 && attempt < 50; attempt++) await Task.Delay(20);
        Assert.That(budget.Held.Unknown, Is.LessThanOrEqualTo(6 * Megabyte));
        // Other tests run in the same process: held forms would be 300 MB, and what others hold meanwhile is far less than half.
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(150 * Megabyte), "for 300 MB that were sent");

        using var answer = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Midt i det hele"), ("Follow", "no")]);
        Assert.That((answer.StatusCode, (await answer.PageAsync()).QuerySelector("#send-form") is not null),
            Is.EqualTo((HttpStatusCode.OK, true)));
        using var carried = await site.Web.PostAsync("/en/region-hovedstaden/report?carried=", ("Description", "Skifter sprog"));
        Assert.That((await carried.PageAsync()).QuerySelector("#Description")!.TextContent, Is.EqualTo("Skifter sprog"));
        foreach (var socket in sockets) socket.Dispose();
        Assert.That(site.Web.Log.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)),
            Is.Empty, "a flood fills no log");
    }

    [Test, Promise(34)]
    public async Task A_page_posted_again_and_again_has_few_stagings_and_each_answer_sends_what_it_shows()
    {
        var ticket = await site.TicketAsync();
        await using var db = site.Founded.Databases.AsOwner();
        await using var vault = site.Founded.Databases.VaultAsOwner();
        var (rows, secrets) = (await db.Stagings.CountAsync(), await vault.Secrets.CountAsync());
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => site.PostFormAsync(
            ticket, [("Description", $"Udgave {number}."), ("Follow", "yes")], ("note.txt", Encoding.UTF8.GetBytes($"Notat {number}.")))));
        Assert.That(await db.Stagings.CountAsync() - rows, Is.EqualTo(8));
        Assert.That(await vault.Secrets.CountAsync() - secrets, Is.EqualTo(8));
        var taken = all.Select((answer, number) => (answer, number)).Where(one => one.answer.StatusCode == HttpStatusCode.OK).ToList();
        Assert.That(taken, Has.Count.EqualTo(8));
        foreach (var (answer, number) in all.Select((answer, number) => (answer, number)).Except(taken))
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable).Or.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That((await answer.PageAsync()).QuerySelector("#Description")!.TextContent, Is.EqualTo($"Udgave {number}."));
        }

        var (first, shown) = taken[0];
        using var receipt = await site.SendAsync(await first.PageAsync());
        var cookie = await site.OpenMailboxAsync((await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent);
        using var mailbox = await site.GetAsync("/da/mailbox/open", cookie);
        Assert.That((await mailbox.PageAsync()).QuerySelector("#thread")!.TextContent, Does.Contain($"Udgave {shown}."));
    }

    [Test, Promise(34)]
    public async Task A_file_that_never_ends_is_cut_off_at_its_deadline_and_leaves_nothing()
    {
        await using var db = site.Founded.Databases.AsOwner();
        var files = await db.Attachments.CountAsync();
        using var half = await ReporterClient.SendHalfAsync(site.Web.Address,
            await site.TicketAsync(), "Langsom", 50 * Megabyte, new byte[2 * Megabyte]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (!Encoding.UTF8.GetString(answer.ToArray()).Contains("</html>", StringComparison.Ordinal)
            && await half.GetStream().ReadAsync(buffer, limit.Token) is > 0 and var read)
        {
            answer.Write(buffer, 0, read);
        }

        Assert.That(Encoding.UTF8.GetString(answer.ToArray()), Does.StartWith("HTTP/1.1 408").And.Contain("Langsom"));
        Assert.That(await db.Attachments.CountAsync(), Is.EqualTo(files));
    }

    [TestCase("Intake:Uploads:SchemeMegabytes", "0"), TestCase("Intake:Uploads:FreeMegabytes", "2147483647"), Promise(34)]
    public async Task Without_room_on_the_disk_a_file_waits_with_a_kind_page_and_the_text_goes_through(string setting, string value)
    {
        await using var web = await ReporterSite.StartWebAsync(
            site.Founded, settings: new Dictionary<string, string?> { [setting] = value, ["Intake:Uploads:Volume"] = "/" });
        var ticket = ReporterSite.Ticket(await web.Client.PageAsync(site.Home() + "/report"));
        (string, string)[] typed = [("Description", "Uden plads"), ("Follow", "yes")];
        using var refused = await web.PostAsync(site.Home() + "/report", ReporterSite.Form(ticket, typed, ("a.txt", "a"u8.ToArray())));
        var page = await refused.PageAsync();
        Assert.That((refused.StatusCode, page.QuerySelector("#Description")!.TextContent),
            Is.EqualTo((HttpStatusCode.ServiceUnavailable, "Uden plads")));
        Assert.That(page.QuerySelector("#notice"), Is.Not.Null);
        using var check = await web.PostAsync(site.Home() + "/report", ReporterSite.Form(ReporterSite.Ticket(page), typed));
        using var receipt = await web.PostAsync(site.Home() + "/report/send", ("Ticket", ReporterSite.Ticket(await check.PageAsync())));
        Assert.That((await receipt.PageAsync()).QuerySelector("#receipt-key"), Is.Not.Null);
    }

    private byte[] Head(string ticket, int announced) => Encoding.UTF8.GetBytes(
        $"POST {site.Home()}/report HTTP/1.1\r\nHost: {site.Web.Address.Authority}\r\nSec-Fetch-Site: same-origin\r\n"
        + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {announced}\r\n\r\n"
        + $"--b\r\nContent-Disposition: form-data; name=\"Ticket\"\r\n\r\n{ticket}\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"Description\"\r\n\r\n");

    /// <summary>Sends what the server takes, and leaves the rest hanging.</summary>
    private async Task<Socket> PourAsync(byte[] head, byte[] large)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = 5000 };
        await socket.ConnectAsync(site.Web.Address.Host, site.Web.Address.Port);
        await socket.SendAsync(head);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await socket.SendAsync(large, patience.Token);
        }
        catch (Exception cut) when (cut is SocketException or OperationCanceledException)
        {
            return socket; // Refused and cut off, or read no further.
        }

        return socket;
    }
}
