using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>What can be wrong with a posted report form: a clear page, the text back where it was read, and no half report.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class BadInputTests
{
    private ReporterSite site = null!;
    private int reportsBefore;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [SetUp]
    public async Task Count() => reportsBefore = await ReportsAsync();

    [TearDown]
    public async Task No_report_came_of_it() => Assert.That(await ReportsAsync(), Is.EqualTo(reportsBefore));

    [Test]
    public async Task An_empty_post_asks_for_the_two_answers_and_nothing_else()
    {
        using var answer = await site.PostFormAsync(await site.TicketAsync(), []);
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(
            page.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EqualTo(new[] { "#Description", "#Follow" }));
        Assert.That(page.QuerySelectorAll("input[name=Follow][checked]"), Is.Empty);
    }

    [Test]
    public async Task A_post_without_a_body_is_an_empty_form()
    {
        using var answer = await site.Web.PostAsync(site.Home() + "/report", new ByteArrayContent([]));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await answer.PageAsync()).QuerySelector("#report-form"), Is.Not.Null);
    }

    [TestCase("application/json"), TestCase("text/plain"), TestCase("application/x-www-form-urlencoded; charset=iso-8859-1")]
    public async Task Another_content_type_is_refused(string type)
    {
        var content = new ByteArrayContent("Description=x"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await site.Web.PostAsync(site.Home() + "/report", content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That((await answer.PageAsync()).QuerySelector("#problem"), Is.Not.Null);
    }

    [Test]
    public async Task Bytes_that_are_no_text_come_back_without_them_and_are_told()
    {
        var form = ReporterSite.Form(await site.TicketAsync(), [("Follow", "no")]);
        form.Add(new ByteArrayContent([0x41, 0xFF, 0x42, 0x00, 0x43]), "Description");
        using var answer = await site.Web.PostAsync(site.Home() + "/report", form);
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("ABC"));
        Assert.That(page.QuerySelector("#Description-error"), Is.Not.Null);
    }

    [Test]
    public async Task A_code_point_that_is_no_character_is_taken_out_and_told()
    {
        using var answer = await site.PostFormAsync(await site.TicketAsync(), [("Description", "A\uFFFEB\uFDD0C"), ("Follow", "no")]);
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("ABC"));
        Assert.That(page.QuerySelector("#Description-error"), Is.Not.Null);
    }

    [Test]
    public async Task Ten_thousand_lines_reach_the_check_page_whole()
    {
        var text = string.Join('\n', Enumerable.Range(1, 10_000).Select(i => $"linje {i} med lidt mere om, hvad der skete den dag"));
        using var answer = await site.PostFormAsync(await site.TicketAsync(), [("Description", text), ("Follow", "no")]);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await answer.PageAsync()).QuerySelector(".answers dd")!.TextContent, Is.EqualTo(text));
    }

    [Test]
    public async Task A_text_over_its_limit_comes_back_whole_and_one_beyond_all_limits_is_a_413()
    {
        var ticket = await site.TicketAsync();
        using var kept = await site.PostFormAsync(ticket, [("Description", new string('a', 1_100_000)), ("Follow", "no")]);
        using var refused = await site.PostFormAsync(ticket, [("Description", new string('a', 3_000_000)), ("Follow", "no")]);
        Assert.That(kept.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await kept.PageAsync()).QuerySelector("#Description")!.TextContent, Has.Length.EqualTo(1_100_000));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task A_file_without_bytes_and_one_over_the_limit_are_left_out_and_told_and_the_rest_is_kept()
    {
        var tooLarge = new byte[(site.Founded.Scheme.Limits.FileMegabytes * 1024 * 1024) + 1];
        using var answer = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Med filer"), ("Follow", "yes")], ("tom.txt", []), ("god.txt", [1]),
            ("stor.bin", tooLarge));
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(
            page.QuerySelectorAll("#error-summary li").Select(item => item.TextContent),
            Has.Some.Contains("tom").And.Some.Contains("for stor"));
        Assert.That(page.QuerySelectorAll("#staged-files .file-name").Select(name => name.TextContent), Is.EqualTo(new[] { "god.txt" }));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("Med filer"));
    }

    [Test]
    public async Task More_files_than_the_scheme_takes_are_left_out_and_told()
    {
        var files = Enumerable.Range(1, site.Founded.Scheme.Limits.FilesPerPost + 3)
            .Select(i => ($"fil{i}.txt", new byte[] { 1 })).ToArray();
        using var answer = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Mange"), ("Follow", "yes")], files);
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelectorAll("#staged-files li"), Has.Length.EqualTo(site.Founded.Scheme.Limits.FilesPerPost));
        Assert.That(page.QuerySelector("#Files-error"), Is.Not.Null);
    }

    [TestCase("Unit", "no-such-unit"), TestCase("Category", "../../etc"), TestCase("Named", "somebody"), TestCase("OwnStatus", "king")]
    public async Task A_choice_that_the_page_does_not_offer_is_told_at_its_field(string field, string value)
    {
        using var answer = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Forfalsket"), ("Follow", "yes"), (field, value)]);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await answer.PageAsync()).QuerySelector($"#{field}-error"), Is.Not.Null);
    }

    [Test]
    public async Task A_field_that_the_form_does_not_have_is_refused()
    {
        using var answer = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "x"), ("Follow", "no"), ("State", "Closed")]);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase(""), TestCase("forged"), TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_forged_ticket_brings_the_form_back_with_a_new_one_and_the_text_and_stores_no_file(string ticket)
    {
        await using var db = site.Founded.Databases.AsOwner();
        var files = await db.Attachments.CountAsync();
        using var answer = await site.PostFormAsync(ticket, [("Description", "Stadig her"), ("Follow", "yes")], ("fil.txt", [1, 2]));
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("Stadig her"));
        Assert.That(page.QuerySelector("#Files-error")!.TextContent, Does.Contain("Vælg dem igen"));
        Assert.That(await db.Attachments.CountAsync(), Is.EqualTo(files));
        using var again = await site.PostFormAsync(
            ReporterSite.Ticket(page), [("Description", "Stadig her"), ("Follow", "yes")], ("fil.txt", [1, 2]));
        Assert.That((await again.PageAsync()).QuerySelector("#staged-files")!.TextContent, Does.Contain("fil.txt"));
    }

    [Test]
    public async Task An_expired_ticket_brings_the_form_back_and_cannot_be_sent()
    {
        var ticket = await site.TicketAsync();
        using var check = await site.PostFormAsync(ticket, [("Description", "Gammel"), ("Follow", "no")]);
        var page = await check.PageAsync();
        site.Founded.Time.Advance(TimeSpan.FromHours(25));
        using var late = await site.PostFormAsync(ticket, [("Description", "Gammel tekst"), ("Follow", "no")]);
        using var sent = await site.SendAsync(page);
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await late.PageAsync()).QuerySelector("#Description")!.TextContent, Is.EqualTo("Gammel tekst"));
        Assert.That((await sent.PageAsync()).QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Expired"));
    }

    [Test]
    public async Task A_form_that_is_not_in_order_cannot_be_sent_around_its_check()
    {
        using var wrong = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Uden valg")], ("fil.txt", [1]));
        using var sent = await site.SendAsync(await wrong.PageAsync());
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await sent.PageAsync()).QuerySelector("#report-form"), Is.Not.Null);
    }

    [Test]
    public async Task A_ticket_of_a_form_never_posted_sends_nothing()
    {
        using var sent = await site.Web.PostAsync(site.Home() + "/report/send", ("Ticket", await site.TicketAsync()));
        Assert.That((await sent.PageAsync()).QuerySelector("#not-received"), Is.Not.Null);
    }

    [Test]
    public async Task An_upload_that_breaks_off_leaves_no_file_and_no_report()
    {
        await using var db = site.Founded.Databases.AsOwner();
        var files = await db.Attachments.CountAsync();
        var ticket = await site.TicketAsync();
        var head = $"--b\r\nContent-Disposition: form-data; name=\"Ticket\"\r\n\r\n{ticket}\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"Description\"\r\n\r\nAfbrudt\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"Files\"; filename=\"halv.bin\"\r\n\r\n" + new string('x', 200_000);
        await site.Web.HangUpAfterAsync(Encoding.ASCII.GetBytes(
            $"POST {site.Home()}/report HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
            + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n{head}"));
        Assert.That(await db.Attachments.CountAsync(), Is.EqualTo(files));
        Assert.That(site.Web.Log, Does.Not.Contain("Error "));
    }

    [TestCase("/da/no-such-scheme"), TestCase("/da/no-such-scheme/report"), TestCase("/sv/region-hovedstaden")]
    [TestCase("/da/region-hovedstaden/reports")]
    public async Task Unknown_schemes_languages_and_pages_are_not_found(string path)
    {
        using var answer = await site.Web.Client.GetAsync(path);
        using var post = await site.Web.PostAsync(path, ("a", "b"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(post.StatusCode, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [TestCase("send"), TestCase("edit")]
    public async Task Reloading_a_page_that_answered_a_post_leads_to_the_form(string step)
    {
        using var answer = await site.Web.Client.GetAsync($"{site.Home()}/report/{step}");
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo(site.Home() + "/report"));
    }

    [Test, Promise(30)]
    public async Task A_used_form_posted_again_as_browsers_do_on_refresh_shows_nothing_of_what_was_written_and_leads_to_a_new_one()
    {
        var ticket = await site.TicketAsync();
        using var check = await site.PostFormAsync(ticket, [("Description", "Den første"), ("Follow", "no")]);
        using var receipt = await site.SendAsync(await check.PageAsync());
        reportsBefore++;
        using var again = await site.PostFormAsync(ticket, [("Description", "Den første"), ("Follow", "no")], ("fil.txt", [1]));
        var page = await again.PageAsync();
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain("Den første"));
        Assert.That(page.QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Already"));
        Assert.That(page.QuerySelector($"a[href='{site.Home()}/report']"), Is.Not.Null);
    }

    private async Task<int> ReportsAsync()
    {
        await using var db = site.Founded.Databases.AsOwner();
        return await db.Reports.CountAsync();
    }
}
