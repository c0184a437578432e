using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>
/// A report or draft posted twice, as a double click over a slow line does: the second answer shows the key that the first
/// showed, for two minutes, until the mailbox is opened or the reader leaves.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SentTwiceTests
{
    private ReporterSite site = null!;
    private WebHost other = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        site = await ReporterSite.StartAsync();
        other = await ReporterSite.StartWebAsync(site.Founded);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await other.DisposeAsync();
        await site.DisposeAsync();
    }

    [Test, Promise(38)]
    public async Task Posted_at_once_to_two_programs_and_again_afterwards_each_answer_shows_the_one_key_and_nothing_is_kept_for_it()
    {
        var check = await CheckAsync("To klik");
        await using var db = site.Founded.Databases.AsOwner();
        var reports = await db.Reports.CountAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(turn => SendAsync(turn % 2 == 0 ? site.Web : other, check)));
        var keys = new List<string?>();
        foreach (var answer in answers) keys.Add(await KeyAsync(answer));
        keys.Add(await KeyAsync(await SendAsync(site.Web, check)));
        keys.Add(await KeyAsync(await SendAsync(other, check)));
        Assert.That(keys, Is.All.Not.Null.And.All.EqualTo(keys[0]));
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(reports + 1));
        using var door = await other.PostAsync("/da/mailbox", ("Key", keys[0]!));
        Assert.That(door.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test, Promise(38)]
    public async Task A_ticket_copied_from_the_empty_form_shows_nobody_the_key_of_the_person_who_filled_it_in()
    {
        var copied = await site.TicketAsync();
        using var form = await site.PostFormAsync(copied, [("Description", "Udfyldt bagefter"), ("Follow", "yes")]);
        var check = await form.PageAsync();
        Assert.That(await KeyAsync(await SendAsync(site.Web, check)), Is.Not.Null);
        using var stolen = await site.Web.PostAsync(site.Home() + "/report/send", ("Ticket", copied));
        Assert.That((await stolen.PageAsync()).QuerySelector("#receipt-key"), Is.Null);
        Assert.That(await KeyAsync(await SendAsync(site.Web, check)), Is.Not.Null, "a double click still shows it");
    }

    [Test, Promise(38)]
    public async Task Once_the_mailbox_was_opened_at_either_program_the_key_is_not_shown_again()
    {
        foreach (var opener in new[] { site.Web, other })
        {
            var check = await CheckAsync("Åbnet");
            var key = await KeyAsync(await SendAsync(site.Web, check));
            using var door = await opener.PostAsync("/da/mailbox", ("Key", key!));
            await AssertAlreadyAsync(check, key!);
        }
    }

    [Test, Promise(30), Promise(38)]
    public async Task Once_its_reader_has_left_by_the_button_the_key_is_not_shown_again()
    {
        foreach (var left in new[] { site.Web, other })
        {
            var check = await CheckAsync("Forladt");
            using var receipt = await SendAsync(site.Web, check);
            var page = await receipt.PageAsync();
            var mark = page.QuerySelector("#leave-now-form input")!;
            using var leaving = await left.PostAsync(
                page.AddressOf("#leave-now-form"), (mark.GetAttribute("name")!, mark.GetAttribute("value")!));
            Assert.That(leaving.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(leaving.Headers.GetValues("Clear-Site-Data").Single(), Does.Contain("cache"));
            await AssertAlreadyAsync(check, page.QuerySelector("#receipt-key")!.TextContent);
        }
    }

    [Test]
    public async Task A_mark_that_is_none_ends_nothing_and_leaving_works_all_the_same()
    {
        var check = await CheckAsync("Andre går");
        var key = await KeyAsync(await SendAsync(site.Web, check));
        foreach (var mark in new[] { "", "AAAAAAAAAAA", "!!", "xxxxxxxxxxxxxxxx" })
        {
            using var leaving = await site.Web.PostAsync("/da/leave", ("Mark", mark));
            Assert.That(leaving.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That(await KeyAsync(await SendAsync(site.Web, check)), Is.EqualTo(key));
    }

    [Test]
    public async Task A_draft_saved_twice_at_once_from_the_check_page_shows_one_key_and_goes_on_from_either_page()
    {
        var check = await CheckAsync("Gemmes to gange");
        var answers = await Task.WhenAll(new[] { site.Web, other, site.Web }.Select(
            web => web.PostAsync(site.Home() + "/report/draft", ("Ticket", ReporterSite.Ticket(check)))));
        await AssertOneDraftAsync(answers, "Gemmes to gange");
    }

    [Test]
    public async Task A_draft_saved_twice_at_once_from_the_form_with_its_file_shows_one_key_and_a_changed_one_comes_back_whole()
    {
        var ticket = await site.TicketAsync();
        var file = ("noter.txt", "Tre vagter."u8.ToArray());
        HttpContent Form(string text) => ReporterSite.Form(ticket, [("Description", text), ("Save", "draft")], file);
        var answers = await Task.WhenAll(
            new[] { site.Web, other, site.Web }.Select(web => web.PostAsync(site.Home() + "/report", Form("Fra formularen"))));
        var key = await AssertOneDraftAsync(answers, "Fra formularen");

        using var changed = await site.Web.PostAsync(site.Home() + "/report", Form("Skrevet om"));
        var page = await changed.PageAsync();
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain(key).And.Contain("Skrevet om"), "what was typed since is not lost");
        using var door = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        using var late = await site.Web.PostAsync(site.Home() + "/report", Form("Fra formularen"));
        Assert.That(await late.Content.ReadAsStringAsync(), Does.Not.Contain(key), "the draft has been opened");
    }

    [Test]
    public async Task A_drafts_report_sent_twice_is_answered_twice_with_the_receipt_that_shows_no_key()
    {
        var check = await CheckAsync("Kladde sendes");
        using var saved = await site.Web.PostAsync(site.Home() + "/report/draft", ("Ticket", ReporterSite.Ticket(check)));
        var ticket = ReporterSite.Ticket(await saved.PageAsync());
        foreach (var web in new[] { site.Web, other })
        {
            using var sent = await web.PostAsync(site.Home() + "/report/send", ("Ticket", ticket));
            var page = await sent.PageAsync();
            Assert.That(page.QuerySelector("#known-key"), Is.Not.Null, $"{sent.StatusCode}");
            Assert.That(page.QuerySelector("#receipt-key"), Is.Null);
        }
    }

    [Test]
    public async Task Under_a_new_key_the_second_answer_is_the_same_and_says_that_the_drafts_key_is_replaced()
    {
        var check = await CheckAsync("Ny nøgle");
        using var saved = await site.Web.PostAsync(site.Home() + "/report/draft", ("Ticket", ReporterSite.Ticket(check)));
        var draft = await saved.PageAsync();
        var keys = new List<string?>();
        foreach (var web in new[] { site.Web, other, site.Web })
        {
            using var sent = await web.PostAsync(
                site.Home() + "/report/send", ("Ticket", ReporterSite.Ticket(draft)), ("NewKey", "yes"));
            var page = await sent.PageAsync();
            keys.Add(page.QuerySelector("#receipt-key")?.TextContent);
            Assert.That(page.QuerySelector("#replaced-key"), Is.Not.Null);
        }

        Assert.That(keys, Is.All.Not.Null.And.All.EqualTo(keys[0]));
        Assert.That(keys[0], Is.Not.EqualTo(draft.QuerySelector("#receipt-key")!.TextContent));
    }

    private async Task<IDocument> CheckAsync(string text)
    {
        using var check = await site.PostFormAsync(await site.TicketAsync(), [("Description", text), ("Follow", "yes")]);
        return await check.PageAsync();
    }

    private Task<HttpResponseMessage> SendAsync(WebHost web, IDocument check) =>
        web.PostAsync(site.Home() + "/report/send", ("Ticket", ReporterSite.Ticket(check)));

    private static async Task<string?> KeyAsync(HttpResponseMessage receipt) =>
        (await receipt.PageAsync()).QuerySelector("#receipt-key")?.TextContent;

    private async Task AssertAlreadyAsync(IDocument check, string key)
    {
        foreach (var web in new[] { site.Web, other })
        {
            using var again = await SendAsync(web, check);
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            var page = await again.PageAsync();
            Assert.That(page.QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Already"));
            Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain(key));
        }
    }

    private async Task<string> AssertOneDraftAsync(HttpResponseMessage[] answers, string text)
    {
        var keys = new HashSet<string?>();
        foreach (var answer in answers)
        {
            var page = await answer.PageAsync();
            keys.Add(page.QuerySelector("#receipt-key")?.TextContent);
            using var edit = await site.Web.PostAsync(site.Home() + "/report/edit", ("Ticket", ReporterSite.Ticket(page)));
            Assert.That(await edit.Content.ReadAsStringAsync(), Does.Contain(text));
        }

        Assert.That(keys, Has.Count.EqualTo(1).And.None.Null);
        return keys.Single()!;
    }
}
