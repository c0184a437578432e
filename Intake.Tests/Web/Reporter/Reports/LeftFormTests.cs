using System.Net;
using AngleSharp.Dom;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>
/// Somebody comes in, and the reporter presses the button to leave before anything is sent. The one who sits there next goes back, and
/// the browser posts from its memory what it posted before: this does the same to the byte.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LeftFormTests
{
    private const string Secret = "Hemmeligheden om vagtplanen";

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(30)]
    public async Task Left_on_the_check_page_no_post_of_the_browser_brings_the_report_back_and_nothing_of_it_is_kept()
    {
        var ticket = await site.TicketAsync();
        var check = await CheckAsync(ticket, ("noter.txt", "Tre vagter."u8.ToArray()));
        var staged = ReporterSite.Ticket(check);
        await using var db = site.Founded.Databases.AsOwner();
        var stagings = await db.Stagings.CountAsync();
        await LeaveAsync(check);

        Assert.That(await db.Stagings.CountAsync(), Is.EqualTo(stagings - 1));
        using var form = await site.PostFormAsync(ticket, Fields(), ("noter.txt", "Tre vagter."u8.ToArray()));
        await AssertLeftAsync(form);
        foreach (var page in new[] { "/edit", "/send", "/files", "/draft", "/receipt", "/check?carried=", "?carried=" })
        {
            using var again = await site.Web.PostAsync(
                site.Home() + "/report" + page, page == "?carried=" ? [("Ticket", ticket), .. Fields()] : [("Ticket", staged)]);
            await AssertLeftAsync(again);
        }
    }

    [Test, Promise(30)]
    public async Task Left_on_the_form_that_came_back_with_errors_it_does_not_come_back_again_also_when_it_is_too_old()
    {
        var ticket = await site.TicketAsync();
        using var refused = await site.PostFormAsync(ticket, [("Description", Secret)]);
        var page = await refused.PageAsync();
        Assert.That(page.QuerySelector("#Description")!.TextContent, Does.Contain(Secret));
        await LeaveAsync(page);
        await using var db = site.Founded.Databases.AsOwner();
        using var again = await site.PostFormAsync(ticket, [("Description", Secret)]);
        await AssertLeftAsync(again);
        site.Founded.Time.Advance(TimeSpan.FromHours(25));
        await site.Founded.Services.GetRequiredService<RingKeys>().EnsureAsync(db, default);
        using var late = await site.PostFormAsync(ticket, [("Description", Secret)]);
        await AssertLeftAsync(late);
    }

    [Test]
    public async Task Leaving_never_takes_a_saved_draft_or_a_report_away()
    {
        var check = await CheckAsync(await site.TicketAsync());
        using var saved = await site.Web.PostAsync(site.Home() + "/report/draft", ("Ticket", ReporterSite.Ticket(check)));
        var key = (await saved.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
        await LeaveAsync(check);
        using var door = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        Assert.That((await door.PageAsync()).QuerySelector("#Description")!.TextContent, Does.Contain(Secret));

        var sent = await CheckAsync(await site.TicketAsync());
        using var receipt = await site.SendAsync(sent);
        var report = (await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
        await LeaveAsync(sent);
        using var again = await site.PostFormAsync(ReporterSite.Ticket(sent), Fields());
        Assert.That((await again.PageAsync()).QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Already"));
        Assert.That(await site.OpenMailboxAsync(report), Is.Not.Empty);
    }

    [Test]
    public async Task Leaving_works_with_a_ticket_that_is_none_and_an_untouched_form_costs_nothing_to_leave()
    {
        var form = await site.Web.Client.PageAsync(site.Home() + "/report");
        Assert.That(form.QuerySelector("a#leave")!.GetAttribute("href"), Is.EqualTo("/da/leave"));
        foreach (var ticket in new[] { "", "AAAA", new string('x', 3000) })
        {
            using var leaving = await site.Web.PostAsync(site.Home() + "/report/leave", ("Ticket", ticket), ("Posted", ticket));
            Assert.That(leaving.Headers.Location?.OriginalString, Is.EqualTo("/da/leave"));
        }
    }

    [Test]
    public async Task A_slip_in_the_key_that_is_tried_leaves_the_key_on_the_receipt_until_it_is_not_shown_again()
    {
        var sent = await CheckAsync(await site.TicketAsync());
        using var receipt = await site.SendAsync(sent);
        var page = await receipt.PageAsync();
        var key = page.QuerySelector("#receipt-key")!.TextContent;
        var slip = key[..^1] + (key[^1] == '7' ? '8' : '7');
        foreach (var typed in new[] { slip, key[..^2], "" })
        {
            var again = await TryAsync(page, typed, HttpStatusCode.UnprocessableEntity);
            Assert.That(again.QuerySelector("#receipt-key")!.TextContent, Is.EqualTo(key), typed);
            Assert.That(again.QuerySelector("#Key-error"), Is.Not.Null);
        }

        site.Founded.Time.Advance(TimeSpan.FromMinutes(3));
        var late = await TryAsync(page, slip, HttpStatusCode.UnprocessableEntity);
        Assert.That(late.DocumentElement.OuterHtml, Does.Not.Contain(key));
        Assert.That(late.QuerySelector("#Key-error"), Is.Not.Null);
        using var right = await PostKeyAsync(page, key);
        Assert.That(right.Headers.Location?.OriginalString, Is.EqualTo("/da/mailbox/open"));
    }

    [Test, Promise(30)]
    public async Task Left_with_an_answer_on_the_page_the_mailbox_gives_its_text_to_no_browser_without_the_session()
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Venter"));
        HttpContent Answer() => ReporterSite.Form(null, [("Answers", ""), ("Text", Secret), ("Upload", Guid.NewGuid().ToString())]);
        using var refused = await site.PostAsync("/da/mailbox/reply", cookie, Answer());
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain(Secret));
        using var again = await site.Web.PostAsync("/da/mailbox/reply", Answer());
        var page = await again.PageAsync();
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain(Secret));
        Assert.That(page.QuerySelector("#left"), Is.Not.Null);
        using var naming = await site.Web.PostAsync("/da/mailbox/name", ("Names", Secret));
        Assert.That(await naming.Content.ReadAsStringAsync(), Does.Not.Contain(Secret));
        using var carried = await site.Web.PostAsync("/en/mailbox/open?carried=", ("Text", Secret));
        Assert.That(await carried.Content.ReadAsStringAsync(), Does.Not.Contain(Secret));
    }

    [Test]
    public async Task Text_of_a_mailbox_that_closed_goes_along_past_a_slip_in_the_key_into_the_open_mailbox()
    {
        var key = await site.ReportAsync("Venter");
        var cookie = await site.OpenMailboxAsync(key);
        site.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        using var late = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Answers", ""), ("Text", Secret)]));
        var page = await late.PageAsync();
        var name = page.QuerySelector($"#mailbox-key-form input[value='{Secret}']")!.GetAttribute("name")!;
        foreach (var typed in new[] { key[..^2], "" })
        {
            using var slip = await site.PostAsync("/da/mailbox", cookie, Fields(("Key", typed), (name, Secret)));
            Assert.That((await slip.PageAsync()).QuerySelector("#Kept")!.TextContent, Is.EqualTo(Secret));
        }

        using var right = await site.PostAsync("/da/mailbox", cookie, Fields(("Key", key), (name, Secret)));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.TemporaryRedirect));
        using var open = await site.PostAsync(
            right.Headers.Location!.OriginalString, ReporterSite.Cookie(right)!, Fields(("Key", key), (name, Secret)));
        var mailbox = await open.PageAsync();
        Assert.That(mailbox.QuerySelector("#thread"), Is.Not.Null);
        Assert.That(mailbox.QuerySelectorAll("textarea").Select(field => field.TextContent), Has.Some.EqualTo(Secret));
        Assert.That(mailbox.DocumentElement.OuterHtml, Does.Not.Contain(key));

        using var left = await site.Web.PostAsync(right.Headers.Location!.OriginalString, Fields(("Key", key), (name, Secret)));
        Assert.That(await left.Content.ReadAsStringAsync(), Does.Not.Contain(Secret).And.Not.Contain("id=\"thread\""));
    }

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    [TestCase("da"), TestCase("en")]
    public async Task The_page_that_is_left_to_says_over_a_shoulder_nothing_of_what_the_site_is_for_and_leads_on(string language)
    {
        var page = await site.Web.Client.PageAsync($"/{language}/leave");
        Assert.That(page.QuerySelector("title")!.TextContent, Is.EqualTo(page.QuerySelector("h1")!.TextContent));
        foreach (var details in page.QuerySelectorAll("details:not([open]) .details-text").ToList()) details.Remove();
        string[] telling = ["whistle", "indberet", "report", "nøgle", "key", "postkasse", "mailbox", site.Founded.Scheme.Title.Da];
        foreach (var word in telling)
        {
            Assert.That(page.DocumentElement.TextContent, Does.Not.Contain(word).IgnoreCase);
        }

        var onward = page.QuerySelector("#onward")!;
        Assert.That(onward.GetAttribute("href"), Is.EqualTo("https://www.dmi.dk/"));
        Assert.That(page.QuerySelectorAll("main a").Select(link => link.GetAttribute("rel")), Is.All.Contains("noreferrer"));
    }

    [Test]
    public async Task What_is_read_beside_a_form_opens_beside_it_so_that_nothing_typed_is_lost()
    {
        var form = await site.Web.Client.PageAsync(site.Home() + "/report");
        var start = await site.Web.Client.PageAsync(site.Home());
        Assert.That(form.QuerySelectorAll("footer a").Select(link => link.GetAttribute("target")), Is.All.EqualTo("_blank"));
        Assert.That(form.QuerySelector("footer")!.TextContent, Does.Contain("åbner i et nyt vindue"));
        Assert.That(start.QuerySelectorAll("footer a").Select(link => link.GetAttribute("target")), Is.All.Null);
    }

    private static (string, string)[] Fields() => [("Description", Secret), ("Follow", "yes")];

    private async Task<IDocument> CheckAsync(string ticket, params (string Name, byte[] Content)[] files)
    {
        using var check = await site.PostFormAsync(ticket, Fields(), files);
        return await check.PageAsync();
    }

    /// <summary>Presses the button on the page as its browser does.</summary>
    private async Task LeaveAsync(IDocument page)
    {
        var fields = page.QuerySelectorAll("#leave-now-form input").Select(one => (one.GetAttribute("name")!, one.GetAttribute("value")!));
        using var leaving = await site.Web.PostAsync(page.AddressOf("#leave-now-form"), [.. fields]);
        Assert.That(leaving.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(leaving.Headers.Location!.OriginalString, Is.EqualTo("/da/leave"));
    }

    private static async Task AssertLeftAsync(HttpResponseMessage answer)
    {
        var page = await answer.PageAsync();
        var where = answer.RequestMessage!.RequestUri!.PathAndQuery;
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain(Secret).And.Not.Contain("noter.txt"), where);
        Assert.That(page.QuerySelector("#not-received")?.GetAttribute("data-why"), Is.EqualTo("Left"), where);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), where);
    }

    private async Task<IDocument> TryAsync(IDocument receipt, string typed, HttpStatusCode status)
    {
        using var answer = await PostKeyAsync(receipt, typed);
        Assert.That(answer.StatusCode, Is.EqualTo(status), typed);
        return await answer.PageAsync();
    }

    private Task<HttpResponseMessage> PostKeyAsync(IDocument receipt, string typed) => site.Web.PostAsync(
        receipt.AddressOf("#mailbox-key-form"),
        ("Ticket", receipt.QuerySelector("#mailbox-key-form [name=Ticket]")!.GetAttribute("value")!), ("Key", typed));
}
