using System.Net;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>The form when the database goes away or nobody could read a report, and when it is filled in impossibly fast.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class BrokenSurroundingsTests
{
    [Test]
    public async Task Without_a_database_the_text_comes_back_and_later_the_same_form_is_sent()
    {
        await using var server = await PostgresServer.StartOwnAsync();
        await using var site = await ReporterSite.StartAsync(server: server);
        var ticket = await site.TicketAsync();
        await server.StopAsync();
        using var down = await site.PostFormAsync(
            ticket, [("Description", "Alt det jeg skrev"), ("Follow", "yes"), ("Place", "4B")], ("fil.txt", [1, 2, 3]));
        var page = await down.PageAsync();
        Assert.Multiple(() =>
        {
            Assert.That(down.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("Alt det jeg skrev"));
            Assert.That(page.QuerySelector("#Place")!.GetAttribute("value"), Is.EqualTo("4B"));
            Assert.That(page.QuerySelector("#notice")!.TextContent, Does.Contain("Intet er sendt"));
        });
        await RecoverAsync(server, site);
        using var check = await site.PostFormAsync(ReporterSite.Ticket(page), [("Description", "Alt det jeg skrev"), ("Follow", "yes")]);
        var checkPage = await check.PageAsync();
        Assert.That(check.StatusCode, Is.EqualTo(HttpStatusCode.OK));

        await server.StopAsync();
        site.Founded.Time.Advance(TimeSpan.FromMinutes(1)); // The site's cached schemes are no longer fresh.
        using var changed = await site.Web.PostAsync(site.Home() + "/report/edit", ("Ticket", ReporterSite.Ticket(checkPage)));
        Assert.That((await changed.PageAsync()).QuerySelector("#edit-form"), Is.Not.Null, "the ticket stays");
        using var unsent = await site.SendAsync(checkPage);
        var retry = await unsent.PageAsync();
        Assert.That(unsent.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(retry.QuerySelector("#receipt-key"), Is.Null);
        await RecoverAsync(server, site);
        using var sent = await site.SendAsync(retry);
        Assert.That((await sent.PageAsync()).QuerySelector("#receipt-key"), Is.Not.Null);
    }

    [Test]
    public async Task Without_a_database_an_answer_in_the_mailbox_comes_back_too()
    {
        await using var server = await PostgresServer.StartOwnAsync();
        await using var site = await ReporterSite.StartAsync(server: server);
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Før"));
        await server.StopAsync();
        using var down = await site.PostAsync(
            "/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "Mit svar")], ("fil.txt", [1])));
        Assert.That(down.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await down.PageAsync()).QuerySelector("#Kept")!.TextContent, Is.EqualTo("Mit svar"));
        Assert.That(ReporterSite.Cookie(down), Is.Null, "the session stays");
        await RecoverAsync(server, site);
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        Assert.That(open.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_form_that_comes_sooner_than_people_can_write_comes_back_filled()
    {
        await using var site = await ReporterSite.StartAsync(minimumAge: 3);
        using var early = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Hurtig"), ("Follow", "no")], ("fil.txt", [1]));
        var page = await early.PageAsync();
        Assert.That(early.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("Hurtig"));
        Assert.That(page.QuerySelector("#Files-error")!.TextContent, Does.Contain("Vælg dem igen"));
        await using var db = site.Founded.Databases.AsOwner();
        Assert.That(await db.Attachments.CountAsync(), Is.Zero, "nothing is stored of what a machine sends");
        site.Founded.Time.Advance(TimeSpan.FromSeconds(4));
        using var later = await site.PostFormAsync(ReporterSite.Ticket(page), [("Description", "Hurtig"), ("Follow", "no")]);
        Assert.That(later.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_scheme_that_nobody_could_read_for_shows_the_other_ways_and_receives_nothing()
    {
        await using var site = await ReporterSite.StartAsync();
        using var check = await site.PostFormAsync(await site.TicketAsync(), [("Description", "For sent"), ("Follow", "no")]);
        var page = await check.PageAsync();
        await using (var db = site.Founded.Databases.AsOwner())
        {
            await db.CertificateSignatures.ExecuteDeleteAsync();
        }

        using var sent = await site.SendAsync(page);
        var answer = await sent.PageAsync();
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("NotOpen"));
        Assert.That(answer.QuerySelectorAll(".help-list li"), Is.Not.Empty);
        await using var owner = site.Founded.Databases.AsOwner();
        Assert.That(await owner.Reports.CountAsync(), Is.Zero);

        await using var fresh = await ReporterSite.StartWebAsync(site.Founded);
        Assert.That((await fresh.Client.PageAsync(site.Home())).QuerySelector("#not-open"), Is.Not.Null);
        using var form = await fresh.Client.GetAsync(site.Home() + "/report");
        Assert.That(form.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    /// <summary>Starts the server again and waits until the web process has noticed, as it does by itself.</summary>
    private static async Task RecoverAsync(PostgresServer server, ReporterSite site)
    {
        await server.StartAgainAsync();
        for (var tries = 0; tries < 50; tries++)
        {
            using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", "00000-00000-00000-00000-00000"));
            using var form = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Er du der?"), ("Follow", "no")]);
            if (answer.StatusCode == HttpStatusCode.NotFound && form.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("The site did not recover.");
    }
}
