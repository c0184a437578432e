using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Builder;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Shell;

[Parallelizable(ParallelScope.Self)]
public sealed class PageTests
{
    private static readonly string[] Paths =
    [
        "/da/privacy", "/en/privacy", "/da/accessibility", "/en/accessibility", "/da/leave", "/en/leave", "/da/privacy/nope", "/da/parts",
        "/da/parts?wrong=true",
    ];

    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start() => web = await WebHost.StartAsync(app =>
    {
        app.MapGet("/da/parts", (bool? wrong, string? typed) => Page.Of<PartsPage>(new { Wrong = wrong ?? false, Typed = typed ?? "" }));
    });

    [OneTimeTearDown]
    public async Task Stop() => await web.DisposeAsync();

    [TestCaseSource(nameof(Paths)), Promise(27), Promise(28), Promise(35)]
    public async Task A_page_holds_no_script_no_inline_style_and_nothing_from_elsewhere(string path)
    {
        var page = await web.Client.PageAsync(path);
        // Links that somebody follows by choice load nothing, and say nothing of where they stand.
        var addresses = page.All.Where(element => element.LocalName != "a" || element.GetAttribute("rel") != "noreferrer noopener")
            .SelectMany(element => new[] { "href", "src", "action", "srcset" }.Select(element.GetAttribute))
            .OfType<string>();
        Assert.Multiple(() =>
        {
            Assert.That(page.QuerySelectorAll("script, iframe, object, embed, style, [style], base, meta[http-equiv]"), Is.Empty);
            Assert.That(
                page.All.SelectMany(element => element.Attributes)
                    .Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)),
                Is.Empty);
            Assert.That(addresses, Has.All.Match("^(/(?!/)|#|\\?)"));
        });
    }

    [Test]
    public async Task The_address_that_the_law_names_leads_to_the_accessibility_statement()
    {
        using var answer = await web.Client.GetAsync("/was");
        Assert.That(answer.Headers.Location?.OriginalString, Is.EqualTo("/da/accessibility"));
    }

    [Test, Promise(27)]
    public void The_style_sheets_fetch_from_their_own_folder_alone()
    {
        foreach (var sheet in new[] { "site.css", "dkfds-11.2.0/dkfds.css" })
        {
            var css = File.ReadAllText(Repository.PathOf("Intake.Web", "wwwroot", sheet));
            var fetched = System.Text.RegularExpressions.Regex.Matches(css, @"url\(([^)]*)\)")
                .Select(match => match.Groups[1].Value).ToList();
            Assert.That(css, Does.Not.Contain("@import").And.Not.Contain("//"), sheet);
            var folder = Path.GetDirectoryName(Repository.PathOf("Intake.Web", "wwwroot", sheet))!;
            Assert.That(fetched, Has.All.Matches<string>(file => File.Exists(Path.Combine(folder, file!))), sheet);
        }
    }

    [Test, Promise(31)]
    public async Task Every_field_asks_the_browser_to_remember_nothing()
    {
        var page = await web.Client.PageAsync("/da/parts");
        Assert.That(page.QuerySelectorAll("input, textarea, select"), Has.Length.GreaterThan(8));
        Assert.That(page.QuerySelectorAll("input, textarea, select").Where(field => field.GetAttribute("autocomplete") != "off"), Is.Empty);
    }

    [TestCase("/da/parts")]
    [TestCase("/da/parts?wrong=true")]
    public async Task Ids_are_unique_every_label_has_its_field_and_every_note_exists(string path)
    {
        var page = await web.Client.PageAsync(path);
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        var pointed = page.QuerySelectorAll("[aria-describedby]")
            .SelectMany(element => element.GetAttribute("aria-describedby")!.Split(' '))
            .Concat(page.QuerySelectorAll("label").Select(label => label.GetAttribute("for")!))
            .Concat(page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..]));
        Assert.That(ids, Is.Unique);
        Assert.That(pointed.Where(id => !ids.Contains(id)), Is.Empty);
    }

    [Test]
    public async Task Errors_stand_first_in_the_page_link_to_their_fields_and_change_the_title()
    {
        var page = await web.Client.PageAsync("/da/parts?wrong=true");
        var summary = page.QuerySelector("#error-summary")!;
        Assert.Multiple(() =>
        {
            Assert.That(page.Title, Does.StartWith("Fejl: "));
            Assert.That(summary.HasAttribute("autofocus"), Is.True);
            Assert.That(
                summary.QuerySelectorAll("a").Select(link => link.GetAttribute("href")),
                Is.EqualTo(new[] { "#Description", "#Follow", "#On" }));
            Assert.That(page.QuerySelector("#Description")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
            Assert.That(
                page.QuerySelector("#Description")!.GetAttribute("aria-describedby"),
                Is.EqualTo("Description-hint Description-error"));
            Assert.That(summary.CompareDocumentPosition(page.QuerySelector("h1")!).HasFlag(DocumentPositions.Following), Is.True);
        });
    }

    [TestCase("\n\nto linjer foran")]
    [TestCase("</textarea><script>1</script>&amp;")]
    public async Task What_was_typed_comes_back_to_the_letter(string typed)
    {
        var page = await web.Client.PageAsync("/da/parts?typed=" + Uri.EscapeDataString(typed));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo(typed));
        Assert.That(page.QuerySelector("#Place")!.GetAttribute("value"), Is.EqualTo("Afsnit \"4\" <b>"));
    }

    [Test]
    public async Task Nothing_is_ticked_beforehand()
    {
        var page = await web.Client.PageAsync("/da/parts");
        Assert.That(page.QuerySelectorAll("input[type=radio][checked]"), Is.Empty);
    }

    [Test]
    public async Task The_language_switch_keeps_the_page()
    {
        var page = await web.Client.PageAsync("/da/parts?wrong=true");
        Assert.That(page.QuerySelector(".language a")!.GetAttribute("href"), Is.EqualTo("/en/parts?wrong=true"));
    }

    [Test]
    public async Task The_root_leads_to_Danish_and_an_unknown_language_is_not_found()
    {
        using var root = await web.Client.GetAsync("/");
        using var other = await web.Client.GetAsync("/sv/privacy");
        Assert.That(root.Headers.Location!.OriginalString, Is.EqualTo("/da/"));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await other.PageAsync()).DocumentElement.GetAttribute("lang"), Is.EqualTo("da"));
    }

    [TestCase("POST", "/da/privacy", HttpStatusCode.MethodNotAllowed)]
    [TestCase("GET", "/en/privacy/nope", HttpStatusCode.NotFound)]
    public async Task A_refusal_is_a_page_in_the_layout(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await web.Client.SendAsync(request);
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That(page.QuerySelector("main h1#problem"), Is.Not.Null);
        Assert.That(page.QuerySelector("footer"), Is.Not.Null);
    }
}
