using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>After two minutes, and after a restart, a repeated post gets the page without the key, as ever.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SentTwiceLaterTests
{
    [Test, Promise(38)]
    public async Task After_two_minutes_and_after_a_restart_the_key_is_not_shown_again()
    {
        await using var site = await ReporterSite.StartAsync();
        using var check = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Senere"), ("Follow", "yes")]);
        var page = await check.PageAsync();
        using var receipt = await site.SendAsync(page);
        var key = (await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
        site.Founded.Time.Advance(TimeSpan.FromSeconds(119));
        using var soon = await site.SendAsync(page);
        Assert.That(await soon.Content.ReadAsStringAsync(), Does.Contain(key));
        site.Founded.Time.Advance(TimeSpan.FromSeconds(2));
        using var late = await site.SendAsync(page);
        Assert.That(await late.Content.ReadAsStringAsync(), Does.Not.Contain(key).And.Contain("data-why=\"Already\""));

        string ticket, other;
        await using (var first = await ReporterSite.StartWebAsync(site.Founded))
        {
            using var next = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Genstart"), ("Follow", "yes")]);
            ticket = ReporterSite.Ticket(await next.PageAsync());
            using var sent = await first.PostAsync(site.Home() + "/report/send", ("Ticket", ticket));
            other = (await sent.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
            using var known = await site.Web.PostAsync(site.Home() + "/report/send", ("Ticket", ticket));
            Assert.That(await known.Content.ReadAsStringAsync(), Does.Contain(other), "the other program knows");
        }

        using var ended = await site.Web.PostAsync(site.Home() + "/report/send", ("Ticket", ticket));
        Assert.That(await ended.Content.ReadAsStringAsync(), Does.Not.Contain(other).And.Contain("data-why=\"Already\""));
    }
}
