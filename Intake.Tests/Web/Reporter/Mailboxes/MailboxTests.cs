using System.Net;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

[Parallelizable(ParallelScope.Self)]
public sealed class MailboxTests
{
    private static readonly byte[] File = [.. Enumerable.Range(0, 2_500_000).Select(i => (byte)(i * 31 >> 3))];

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(26)]
    public async Task The_right_key_gives_one_session_cookie_that_the_browser_forgets_and_the_mailbox()
    {
        var key = await site.ReportAsync("Det jeg fortalte");
        using var door = await site.Web.PostAsync(
            "/da/mailbox", ("Key", key.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()));
        var cookie = door.Headers.GetValues("Set-Cookie").Single();
        Assert.Multiple(() =>
        {
            Assert.That(door.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
            Assert.That(door.Headers.Location!.OriginalString, Is.EqualTo("/da/mailbox/open"));
            Assert.That(
                cookie.Split("; ").Skip(1).Select(part => part.ToLowerInvariant()),
                Is.EquivalentTo(new[] { "path=/", "secure", "httponly", "samesite=strict" }));
            Assert.That(cookie, Does.StartWith("__Host-mailbox="));
        });
        using var open = await site.GetAsync("/da/mailbox/open", ReporterSite.Cookie(door)!);
        var page = await open.PageAsync();
        Assert.That(open.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(open.Headers.CacheControl!.NoStore, Is.True);
        Assert.That(ReporterSite.Cookie(open), Is.Not.Null, "renewed");
        Assert.That(page.QuerySelector("#mailbox-status")!.TextContent, Is.EqualTo("Modtaget"));
        Assert.That(page.QuerySelector("#mailbox-dates")!.TextContent, Does.Contain("modtaget 3. marts 2026 + 7 dage = 10. marts 2026"));
        Assert.That(page.QuerySelectorAll("#thread article").Single().TextContent, Does.Contain("Det jeg fortalte"));
    }

    [Test, Promise(37)]
    public async Task An_answer_with_a_file_stands_in_the_thread_and_the_file_comes_back_byte_for_byte_under_a_name_that_tells_nothing()
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Først"));
        using var reply = await site.ReplyAsync(cookie, "Her er mere.", [("Maja fra 4B.JPG", File)]);
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        using var open = await site.GetAsync(reply.Headers.Location!.OriginalString, cookie);
        var page = await open.PageAsync();
        Assert.That(page.QuerySelector("#done"), Is.Not.Null);
        Assert.That(
            page.QuerySelectorAll("#thread article").Select(entry => entry.GetAttribute("data-kind")),
            Is.EqualTo(new[] { "Report", "Answer", "Attachment" }));

        using var download = await site.GetAsync(page.QuerySelector("#thread a")!.GetAttribute("href")!, cookie);
        Assert.That((await download.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(File), Is.True);
        Assert.That(download.Content.Headers.ContentDisposition!.ToString(), Is.EqualTo("attachment; filename=\"fil.jpg\""));
        Assert.That(download.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(download.Content.Headers.LastModified, Is.Null);
    }

    [Test]
    public async Task The_follow_choice_can_be_changed_and_back()
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Følger"));
        foreach (var (choice, next) in new[] { ("no", "yes"), ("yes", "no") })
        {
            using var changed = await site.PostAsync(
                "/da/mailbox/follow", cookie, new FormUrlEncodedContent([KeyValuePair.Create("Follow", choice)]));
            using var open = await site.GetAsync(changed.Headers.Location!.OriginalString, cookie);
            Assert.That((await open.PageAsync()).QuerySelector("#follow-form button")!.GetAttribute("value"), Is.EqualTo(next));
        }
    }

    [Test, Promise(40)]
    public async Task A_session_ends_after_twenty_idle_minutes_and_gives_back_what_was_typed()
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Venter"));
        site.Founded.Time.Advance(TimeSpan.FromMinutes(19));
        using var renewed = await site.GetAsync("/da/mailbox/open", cookie);
        cookie = ReporterSite.Cookie(renewed)!;
        site.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        using var late = await site.PostAsync(
            "/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Answers", ""), ("Text", "Skrevet længe")], ("foto.jpg", File)));
        var page = await late.PageAsync();
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(page.QuerySelector("#mailbox-key-form"), Is.Not.Null);
        Assert.That(page.QuerySelector("#Kept")!.TextContent, Is.EqualTo("Skrevet længe"));
    }

    [TestCase("", "Skriv din kvitteringsnøgle."), TestCase("ABC", "25 tegn"), TestCase("UUUUU-UUUUU-UUUUU-UUUUU-UUUUU", "ikke U")]
    public async Task A_malformed_key_is_refused_at_once_with_kind_words(string key, string words)
    {
        using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await answer.PageAsync()).QuerySelector("#Key-error")!.TextContent, Does.Contain(words));
    }
}
