using System.Net;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Privacy;

[Parallelizable(ParallelScope.Self)]
public sealed class SecurityHeadersTests
{
    private static readonly string[] Dynamic =
        ["/", "/da/privacy", "/en/accessibility", "/da/leave", "/da/nope", "/health/live", "/en/", "/tout/autre"];

    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start() => web = await WebHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await web.DisposeAsync();

    [TestCaseSource(nameof(Dynamic)), Promise(29)]
    public async Task Every_page_forbids_all_that_it_does_not_need(string path)
    {
        using var answer = await web.Client.GetAsync(path);
        var policy = Directives(One(answer, "Content-Security-Policy"));
        Assert.Multiple(() =>
        {
            foreach (var none in new[] { "default-src", "script-src", "base-uri", "frame-ancestors" })
            {
                Assert.That(policy[none], Is.EqualTo(new[] { "'none'" }), none);
            }

            foreach (var self in new[] { "style-src", "img-src", "font-src", "form-action" })
            {
                Assert.That(policy[self], Is.EqualTo(new[] { "'self'" }), self);
            }

            Assert.That(policy, Has.Count.EqualTo(8));
        });
    }

    [TestCaseSource(nameof(Dynamic)), Promise(29)]
    public async Task Every_page_is_alone_in_its_browsing_context_and_never_kept(string path)
    {
        using var answer = await web.Client.GetAsync(path);
        Assert.Multiple(() =>
        {
            Assert.That(One(answer, "Cross-Origin-Opener-Policy"), Is.EqualTo("same-origin"));
            Assert.That(One(answer, "Cross-Origin-Resource-Policy"), Is.EqualTo("same-origin"));
            Assert.That(One(answer, "Cross-Origin-Embedder-Policy"), Is.EqualTo("require-corp"));
            Assert.That(One(answer, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(One(answer, "Referrer-Policy"), Is.EqualTo("same-origin"));
            Assert.That(answer.Headers.CacheControl, Is.EqualTo(new System.Net.Http.Headers.CacheControlHeaderValue { NoStore = true }));
            Assert.That(answer.Headers.ETag, Is.Null);
            Assert.That(answer.Content.Headers.LastModified, Is.Null);
        });
    }

    [TestCaseSource(nameof(Dynamic)), Promise(29), Promise(26)]
    public async Task No_header_names_the_program_and_none_sets_a_cookie(string path)
    {
        using var answer = await web.Client.GetAsync(path);
        var names = answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key).ToList();
        string[] revealing = ["server", "x-powered", "x-aspnet", "blazor", "set-cookie"];
        Assert.That(
            names.Where(name => revealing.Any(word => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))), Is.Empty);
    }

    [Test, Promise(29)]
    public async Task Powers_are_all_given_up_in_valid_structured_syntax()
    {
        using var answer = await web.Client.GetAsync("/da/privacy");
        var members = One(answer, "Permissions-Policy").Split(',', StringSplitOptions.TrimEntries);
        Assert.That(members, Has.All.Match("^[a-z][a-z-]*=\\(\\)$"));
        Assert.That(members, Is.SupersetOf(new[] { "camera=()", "microphone=()", "geolocation=()" }));
    }

    [Test, Promise(30)]
    public async Task Only_a_versioned_address_may_be_kept_and_only_for_a_day()
    {
        var page = await web.Client.PageAsync("/da/privacy");
        foreach (var sheet in page.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href")!))
        {
            using var answer = await web.Client.GetAsync(sheet);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), sheet);
            Assert.That(answer.Headers.CacheControl!.MaxAge, Is.EqualTo(TimeSpan.FromDays(1)), sheet);
            Assert.That(answer.Headers.ETag, Is.Null, sheet);
            Assert.That(answer.Content.Headers.LastModified, Is.Null, sheet);
        }

        using var bare = await web.Client.GetAsync("/site.css");
        Assert.That(bare.Headers.CacheControl!.NoStore, Is.True);
    }

    private static string One(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static Dictionary<string, string[]> Directives(string policy) => policy
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(directive => directive.Split(' '))
        .ToDictionary(words => words[0], words => words[1..]);
}
