using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>
/// Two mailboxes in one browser, which has one cookie: what was written for the one is neither stored nor shown in the other, whether
/// somebody has two tabs or sits down after the one who left and goes back.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TwoMailboxesTests
{
    private const string Secret = "Hemmeligheden om vagtplanen";

    private ReporterSite site = null!;
    private string first = "";
    private string second = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        site = await ReporterSite.StartAsync();
        (first, second) = (await site.ReportAsync("Den ene."), await site.ReportAsync("Den anden."));
    }

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test]
    public async Task Each_form_of_a_page_is_taken_in_its_own_mailbox_alone()
    {
        var page = await OpenAsync(await site.OpenMailboxAsync(first));
        var strange = await site.OpenMailboxAsync(second);
        var (before, own) = (await EntriesAsync(second), await EntriesAsync(first));
        var form = page.QuerySelector("#reply-form")!;
        var buttons = form.QuerySelectorAll("button[formaction]").Where(button => !button.GetAttribute("formaction")!.Contains('?'));
        var doors = buttons
            .Select(button => (button.GetAttribute("formaction")!, button.GetAttribute("name"), button.GetAttribute("value")))
            .Append((form.GetAttribute("action")!, null, null)).ToList();
        Assert.That(doors.Select(door => door.Item1), Is.SupersetOf(
            new[] { "follow", "talk", "name", "reply" }.Select(act => $"/da/mailbox/{act}")));
        foreach (var (address, name, value) in doors)
        {
            using var posted = await site.PostAsync(address, strange, Content(form, address, name, value));
            Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), address);
            var answer = await posted.PageAsync();
            Assert.That(answer.QuerySelector("#anothers"), Is.Not.Null, address);
            Assert.That(answer.DocumentElement.OuterHtml, Does.Not.Contain(Secret), address);
        }

        Assert.That((await EntriesAsync(second), await EntriesAsync(first)), Is.EqualTo((before, own)), "nothing was stored");
        Assert.That((await OpenAsync(strange)).DocumentElement.OuterHtml, Does.Not.Contain(Secret));

        var reply = page.QuerySelector("#reply-form")!;
        using var taken = await site.PostAsync(
            reply.GetAttribute("action")!, await site.OpenMailboxAsync(first), Content(reply, reply.GetAttribute("action")!));
        Assert.That(
            (await taken.PageAsync()).QuerySelector("#done"), Is.Not.Null, "in a new session of its own mailbox it is, and the rest stays");
        Assert.That(await EntriesAsync(first), Is.EqualTo(own + 1));
    }

    [Test]
    public async Task What_a_change_of_language_or_a_key_carries_along_is_not_shown_in_another_mailbox()
    {
        var cookie = await site.OpenMailboxAsync(first);
        var reply = (await OpenAsync(cookie)).QuerySelector("#reply-form")!;
        var once = reply.QuerySelector("input[name=Once]")!.GetAttribute("value")!;
        using var carried = await site.PostAsync(
            "/en/mailbox/open?carried=", await site.OpenMailboxAsync(second), Fields(("Once", once), ("Text", Secret)));
        Assert.That(await carried.Content.ReadAsStringAsync(), Does.Not.Contain(Secret));

        site.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        using var late = await site.PostAsync("/da/mailbox/reply", cookie, Content(reply, "/da/mailbox/reply"));
        var kept = (await late.PageAsync()).QuerySelector("#mailbox-key-form")!;
        Assert.That(kept.QuerySelector("#Kept")!.TextContent, Does.StartWith(Secret));
        (string, string)[] fields = [("Once", kept.QuerySelector("input[name=Once]")!.GetAttribute("value")!), ("Text", Secret)];
        using var strange = await site.PostAsync("/da/mailbox", cookie, Fields([.. fields, ("Key", second)]));
        Assert.That(strange.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), "it opens, and nothing goes along");
        using var right = await site.PostAsync("/da/mailbox", cookie, Fields([.. fields, ("Key", first)]));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.TemporaryRedirect));
        using var open = await site.PostAsync(
            right.Headers.Location!.OriginalString, ReporterSite.Cookie(right)!, Fields([.. fields, ("Key", first)]));
        Assert.That((await open.PageAsync()).QuerySelectorAll("textarea").Select(field => field.TextContent), Has.Some.EqualTo(Secret));
    }

    /// <summary>The form with a text in each of its boxes.</summary>
    private static HttpContent Content(IElement form, string address, string? button = null, string? value = null)
    {
        var fields = form.QuerySelectorAll("input[type=hidden], textarea").Select(field => (
            Name: field.GetAttribute("name")!,
            Value: field.LocalName == "textarea" ? Secret : field.GetAttribute("value") ?? "")).ToList();
        if (button is not null) fields.Add((button, value!));
        return address.EndsWith("/reply", StringComparison.Ordinal) ? ReporterSite.Form(null, fields) : Fields([.. fields]);
    }

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private async Task<IDocument> OpenAsync(string cookie)
    {
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        return await open.PageAsync();
    }

    private async Task<int> EntriesAsync(string key)
    {
        var report = await site.ReportOfAsync(key);
        await using var db = site.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync(entry => db.Compartments.Any(c => c.Id == entry.CompartmentId && c.ReportId == report));
    }
}
