using System.Net;
using AngleSharp.Dom;
using Intake.Core.Storage;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>
/// Acts as the person who sits down at a computer that a reporter left, with the browser's history and a report of their own: what was
/// posted once is posted again.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LeftMailboxTests
{
    private const string Secret = "Hemmeligheden om vagtplanen";

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await site.DisposeAsync();

    [Test, Promise(30)]
    public async Task Text_of_a_mailbox_whose_session_is_over_is_shown_to_no_browser_in_which_another_one_was_opened()
    {
        var (cookie, form) = await TypedAsync();
        var strange = await site.OpenMailboxAsync(await site.ReportAsync("Den anden."));
        site.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        foreach (var act in new[] { "follow", "name", "talk" })
        {
            using var again = await site.PostAsync($"/da/mailbox/{act}", strange, Content([.. form, ("Follow", "no")]));
            await AssertNothingAsync(again, act);
        }

        using var reply = await site.PostAsync("/da/mailbox/reply", strange, ReporterSite.Form(null, form));
        await AssertNothingAsync(reply, "reply");
        using var broken = await site.PostAsync("/da/mailbox/name", "__Host-mailbox=x", Content(form));
        await AssertNothingAsync(broken, "a cookie of nobody's");

        // The one who typed it has it still, also past a slip in the key; the stranger has not.
        using var late = await site.PostAsync("/da/mailbox/name", cookie, Content(form));
        var door = (await late.PageAsync()).Fill("#mailbox-key-form", ("Key", "ABCD"));
        using var own = await site.PostAsync("/da/mailbox", cookie, Content(door));
        Assert.That((await own.PageAsync()).QuerySelector("#Kept")!.TextContent, Does.Contain(Secret));
        using var theirs = await site.PostAsync("/da/mailbox", strange, Content(door));
        await AssertNothingAsync(theirs, "the page of a slip in the key");
    }

    [Test]
    public async Task The_page_on_which_a_drafts_key_was_typed_opens_it_once()
    {
        using var saved = await site.Web.PostAsync(
            site.Home() + "/report", ReporterSite.Form(await site.TicketAsync(), [("Description", Secret), ("Save", "draft")]));
        var key = (await saved.PageAsync()).GetElementById("receipt-key")!.TextContent;
        using var first = await site.Web.PostAsync("/da/mailbox", await DoorAsync(key));
        Assert.That(await first.Content.ReadAsStringAsync(), Does.Contain(Secret));

        var door = await DoorAsync(key);
        using var open = await site.Web.PostAsync("/da/mailbox", door);
        Assert.That(await open.Content.ReadAsStringAsync(), Does.Contain(Secret), "typed again it opens again");
        using var twice = await site.Web.PostAsync("/da/mailbox", door);
        Assert.That(await twice.Content.ReadAsStringAsync(), Does.Contain(Secret), "a double click");
        site.Founded.Time.Advance(FormUse.TwiceWithin + TimeSpan.FromSeconds(1));
        foreach (var path in new[] { "/da/mailbox", "/da/Mailbox", "/en/mailbox" })
        {
            using var again = await site.Web.PostAsync(path, door);
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), path);
            Assert.That(await again.Content.ReadAsStringAsync(), Does.Not.Contain(Secret));
        }
    }

    [Test]
    public async Task As_much_as_the_largest_form_holds_comes_back_from_every_button_and_past_the_key()
    {
        var key = await site.ReportAsync("Venter");
        var cookie = await site.OpenMailboxAsync(key);
        var much = new string('ø', 200_000);
        var form = (await OpenAsync(cookie)).Fill("#reply-form", ("Text", much), ("Follow", "no"), ("Names", "Kim Holm"));
        foreach (var act in new[] { "follow", "name", "talk", "talk-reply" })
        {
            using var answer = await site.PostAsync($"/da/mailbox/{act}", cookie, Content(form));
            Assert.That((await answer.PageAsync()).GetElementById("Text")!.TextContent, Is.EqualTo(much), act);
        }

        site.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        using var late = await site.PostAsync("/da/mailbox/follow", cookie, Content(form));
        using var right = await site.PostAsync(
            "/da/mailbox", cookie, Content((await late.PageAsync()).Fill("#mailbox-key-form", ("Key", key))));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.TemporaryRedirect));
    }

    private async Task<(string Cookie, (string Name, string Value)[] Form)> TypedAsync()
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Den ene."));
        return (cookie, (await OpenAsync(cookie)).Fill("#reply-form", ("Text", Secret), ("Names", Secret)));
    }

    private async Task<(string Name, string Value)[]> DoorAsync(string key) =>
        (await site.Web.Client.PageAsync("/da/mailbox")).Fill("#mailbox-key-form", ("Key", key));

    private async Task<IDocument> OpenAsync(string cookie)
    {
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        return await open.PageAsync();
    }

    private static async Task AssertNothingAsync(HttpResponseMessage answer, string what)
    {
        Assert.That((int)answer.StatusCode, Is.AnyOf(403, 404, 409, 422), what);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain(Secret), what);
    }

    private static FormUrlEncodedContent Content((string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
