using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>A reporter's whole way over HTTP, errors and refusals included: every answer is kept and then checked.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class EveryAnswerTests
{
    private readonly List<(string Name, HttpResponseMessage Answer, IDocument? Page)> answers = [];
    private readonly List<string> keys = [];

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Walk()
    {
        site = await ReporterSite.StartAsync();
        foreach (var language in new[] { "da", "en" }) await WalkAsync(language);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var (_, answer, _) in answers) answer.Dispose();
        await site.DisposeAsync();
    }

    [Test, Promise(29)]
    public void Every_answer_carries_the_whole_set_of_headers_as_browsers_parse_them() => Assert.Multiple(() =>
    {
        Assert.That(
            answers.Select(answer => (int)answer.Answer.StatusCode),
            Is.SupersetOf(new[] { 200, 303, 403, 404, 405, 413, 415, 422 }));
        foreach (var (name, answer, _) in answers)
        {
            var policy = One(answer, "Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries)
                .Select(part => part.Split(' ')).ToDictionary(words => words[0], words => words[1..]);
            foreach (var directive in new[] { "default-src", "script-src", "base-uri", "frame-ancestors" })
                Assert.That(policy[directive], Is.EqualTo(new[] { "'none'" }), $"{name}: {directive}");
            Assert.That(policy["form-action"], Is.EqualTo(new[] { "'self'" }), name);
            Assert.That(One(answer, "Cross-Origin-Opener-Policy"), Is.AnyOf("same-origin", "noopener-allow-popups"), name);
            Assert.That(One(answer, "Cross-Origin-Embedder-Policy"), Is.AnyOf("require-corp", "credentialless"), name);
            Assert.That(One(answer, "Cross-Origin-Resource-Policy"), Is.EqualTo("same-origin"), name);
            Assert.That(
                answer.Headers.CacheControl, Is.EqualTo(new System.Net.Http.Headers.CacheControlHeaderValue { NoStore = true }), name);
            Assert.That(
                answer.Headers.ETag is null && answer.Content.Headers.LastModified is null && answer.Headers.Server.Count == 0,
                Is.True,
                name);
            Assert.That(Headers(answer).Where(header => Framework().IsMatch(header)), Is.Empty, name);
        }
    });

    [Test, Promise(25)]
    public void The_key_is_in_no_header_no_address_no_title_and_no_attribute() => Assert.Multiple(() =>
    {
        foreach (var key in keys.SelectMany(key => new[] { key, key.Replace("-", "", StringComparison.Ordinal), key.ToLowerInvariant() }))
        {
            foreach (var (name, answer, page) in answers)
            {
                Assert.That(Headers(answer), Has.None.Contains(key), name);
                if (page is null) continue;
                Assert.That(page.Title, Does.Not.Contain(key), name);
                // Posted back in a body, to get the text file.
                var posted = page.QuerySelectorAll("#note-form input[type=hidden][name=Key]");
                Assert.That(
                    page.All.Except(posted).SelectMany(element => element.Attributes).Select(attribute => attribute.Value),
                    Has.None.Contains(key),
                    name);
                Assert.That(
                    page.Body!.TextContent.Contains(key, StringComparison.Ordinal),
                    Is.EqualTo(
                        name.EndsWith(" receipt", StringComparison.Ordinal) && page.QuerySelector("#receipt-key")!.TextContent == key),
                    name);
            }
        }
    });

    [Test, Promise(26)]
    public void Only_the_open_mailbox_has_a_cookie() => Assert.Multiple(() =>
    {
        foreach (var (name, answer, _) in answers)
        {
            var may = name.Contains(" mailbox", StringComparison.Ordinal) || name.EndsWith(" left", StringComparison.Ordinal);
            if (!may) Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False, name);
        }
    });

    [Test, Promise(27), Promise(28), Promise(33), Promise(35)]
    public void No_page_holds_a_script_or_fetches_or_posts_anywhere_else_and_names_the_organisation_in_the_path_alone() =>
        Assert.Multiple(() =>
        {
            foreach (var (name, page) in Pages())
            {
                Assert.That(
                    page.QuerySelectorAll(
                        "script, iframe, object, embed, style, [style], base, meta[http-equiv], noscript, canvas, audio, video"),
                    Is.Empty,
                    name);
                Assert.That(
                    page.All.SelectMany(element => element.Attributes)
                        .Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)),
                    Is.Empty,
                    name);
                var fetched = page.All.SelectMany(element =>
                    new[] { "src", "srcset", "action", "formaction", "poster", "data", "ping" }.Select(element.GetAttribute))
                    .OfType<string>()
                    .Concat(page.QuerySelectorAll("link[href]").Select(link => link.GetAttribute("href")!));
                Assert.That(fetched, Has.All.Match("^(/(?!/)|#|\\?)"), name);
                foreach (var link in page.QuerySelectorAll("a[href]").Where(link => !Local().IsMatch(link.GetAttribute("href")!)))
                {
                    Assert.That(
                        link.GetAttribute("rel")?.Split(' '),
                        Has.Member("noreferrer"),
                        $"{name}: {link.GetAttribute("href")}, a place to turn to, learns not where one came from");
                }
            }
        });

    [Test, Promise(31)]
    public void Every_field_asks_the_browser_to_remember_nothing() => Assert.Multiple(() =>
    {
        var fields = Pages()
            .SelectMany(page => page.Page.QuerySelectorAll("input:not([type=hidden]), textarea, select")
                .Select(field => (page.Name, field)))
            .ToList();
        Assert.That(fields, Has.Count.GreaterThan(60));
        foreach (var (name, field) in fields)
            Assert.That(field.GetAttribute("autocomplete"), Is.EqualTo("off"), $"{name}: {field.GetAttribute("name")}");
    });

    private async Task WalkAsync(string language)
    {
        var home = site.Home(language);
        await KeepAsync(language + " schemes", await site.Web.Client.GetAsync($"/{language}/"));
        await KeepAsync(language + " start", await site.Web.Client.GetAsync(home + "?who=student"));
        var form = (await KeepAsync(language + " form", await site.Web.Client.GetAsync(home + "/report")))!;
        await KeepAsync(language + " form with errors", await site.Web.PostAsync(
            home + "/report", ReporterSite.Form(ReporterSite.Ticket(form), [("Description", ""), ("Period", "i går")])));
        var check = (await KeepAsync(language + " check", await site.Web.PostAsync(home + "/report", ReporterSite.Form(
            ReporterSite.Ticket(form), [("Description", "Jeg hedder noget. 20 30 40 50"), ("Follow", "yes")], ("brev.txt", [1, 2, 3])))))!;
        await KeepAsync(language + " edit", await site.Web.PostAsync(home + "/report/edit", ("Ticket", ReporterSite.Ticket(check))));
        var receipt = (await KeepAsync(language + " receipt", await site.SendAsync(check, language)))!;
        keys.Add(receipt.QuerySelector("#receipt-key")!.TextContent);
        await MailboxAsync(language, keys[^1]);
        await KeepAsync(language + " sent twice", await site.SendAsync(check, language));

        await KeepAsync(language + " too large", await site.Web.PostAsync($"/{language}/mailbox", ("Key", new string('x', 7_000_000))));
        await KeepAsync(language + " wrong type", await site.Web.PostAsync(
            $"/{language}/mailbox", new StringContent("{}", Encoding.UTF8, "application/json")));
        await KeepAsync(language + " from elsewhere", await site.Web.Client.PostAsync($"/{language}/mailbox", new StringContent("Key=")));
        await KeepAsync(language + " wrong method", await site.Web.PostAsync($"/{language}/privacy", ("A", "b")));
        foreach (var page in new[] { "privacy", "accessibility", "leave", "nowhere" })
            await KeepAsync($"{language} {page}", await site.Web.Client.GetAsync($"/{language}/{page}"));
    }

    private async Task MailboxAsync(string language, string key)
    {
        using var unused = ReceiptKey.New();
        await KeepAsync(language + " door", await site.Web.Client.GetAsync($"/{language}/mailbox"));
        await KeepAsync(language + " door, mistyped", await site.Web.PostAsync($"/{language}/mailbox", ("Key", "ABC")));
        await KeepAsync(language + " door, unknown", await site.Web.PostAsync($"/{language}/mailbox", ("Key", unused.ToPageText())));
        var door = await site.Web.PostAsync($"/{language}/mailbox", ("Key", key));
        await KeepAsync(language + " mailbox door", door);
        var cookie = ReporterSite.Cookie(door)!;
        var open = (await KeepAsync(language + " mailbox", await site.GetAsync(door.Headers.Location!.OriginalString, cookie)))!;
        await KeepAsync(language + " mailbox file", await site.GetAsync(open.QuerySelector("#thread a")!.GetAttribute("href")!, cookie));
        await KeepAsync(language + " mailbox empty reply", await site.PostAsync(
            $"/{language}/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "")])));
        await KeepAsync(language + " mailbox reply", await site.PostAsync(
            $"/{language}/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "Mere")])));
        await KeepAsync(language + " mailbox follow", await site.PostAsync(
            $"/{language}/mailbox/follow", cookie, new FormUrlEncodedContent([KeyValuePair.Create("Follow", "no")])));
        await KeepAsync(language + " mailbox again", await site.GetAsync($"/{language}/mailbox/open", cookie));
        await KeepAsync(language + " left", await site.PostAsync($"/{language}/leave", cookie, new FormUrlEncodedContent([])));
        await KeepAsync(language + " mailbox of nobody", await site.GetAsync($"/{language}/mailbox/open", "__Host-mailbox=forged"));
    }

    private async Task<IDocument?> KeepAsync(string name, HttpResponseMessage answer)
    {
        var page = answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.PageAsync() : null;
        answers.Add((name, answer, page));
        return page;
    }

    private IEnumerable<(string Name, IDocument Page)> Pages() =>
        from answer in answers where answer.Page is not null select (answer.Name, answer.Page);

    private static string One(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static IEnumerable<string> Headers(HttpResponseMessage answer) =>
        answer.Headers.Concat(answer.Content.Headers).Select(header => $"{header.Key}: {string.Join(',', header.Value)}");

    [GeneratedRegex("^(server|x-powered|x-aspnet|blazor)|kestrel|asp\\.?net|razor", RegexOptions.IgnoreCase)]
    private static partial Regex Framework();

    [GeneratedRegex("^(/(?!/)|#|\\?)")]
    private static partial Regex Local();
}
