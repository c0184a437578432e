using System.Net;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Privacy;

[Parallelizable(ParallelScope.Self)]
public sealed class SameOriginPostsTests
{
    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start() => web = await WebHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await web.DisposeAsync();

    [TestCase("same-origin", null, HttpStatusCode.OK)]
    [TestCase("same-origin", "null", HttpStatusCode.OK)]
    [TestCase("same-site", WebHost.PublicOrigin, HttpStatusCode.Forbidden)]
    [TestCase("cross-site", WebHost.PublicOrigin, HttpStatusCode.Forbidden)]
    [TestCase("none", WebHost.PublicOrigin, HttpStatusCode.Forbidden)]
    [TestCase("Same-Origin", null, HttpStatusCode.Forbidden)]
    [TestCase(null, WebHost.PublicOrigin, HttpStatusCode.OK)]
    [TestCase(null, "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [TestCase(null, "http://portal.example.dk", HttpStatusCode.Forbidden)]
    [TestCase(null, "https://portal.example.dk.evil.example", HttpStatusCode.Forbidden)]
    [TestCase(null, "null", HttpStatusCode.Forbidden)]
    [TestCase(null, null, HttpStatusCode.Forbidden)]
    public async Task A_post_passes_only_from_our_own_pages(string? site, string? origin, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/da/leave");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site is null ? [] : [site]);
        request.Headers.TryAddWithoutValidation("Origin", origin is null ? [] : [origin]);
        using var answer = await web.Client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_refused_post_gets_a_page_that_says_why_in_its_language()
    {
        using var answer = await web.Client.PostAsync("/en/leave", null);
        var page = await answer.PageAsync();
        Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
        Assert.That(page.QuerySelector("#problem")!.GetAttribute("data-status"), Is.EqualTo("403"));
        Assert.That(answer.Headers.Contains("Clear-Site-Data"), Is.False);
    }

    [Test]
    public async Task Leaving_expires_each_cookie_that_came_and_asks_the_browser_to_forget()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/da/leave");
        request.Headers.Add("Cookie", "__Host-mailbox=secret");
        using var answer = await web.Client.SendAsync(request);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.That(answer.Headers.GetValues("Clear-Site-Data").Single(), Is.EqualTo("\"cache\", \"cookies\", \"storage\""));
        Assert.That(cookie, Does.StartWith("__Host-mailbox=;").And.Contain("max-age=0").And.Contain("secure").And.Not.Contain("secret"));
    }

    [Test]
    public async Task A_link_from_another_site_signs_nobody_out()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/da/leave");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Cookie", "__Host-mailbox=secret");
        using var answer = await web.Client.SendAsync(request);
        Assert.That(answer.Headers.Contains("Set-Cookie") || answer.Headers.Contains("Clear-Site-Data"), Is.False);
    }

    [Test]
    public void A_public_origin_with_a_path_stops_the_start()
    {
        var settings = new Dictionary<string, string?> { ["Intake:PublicOrigins:0"] = "https://portal.example.dk/da" };
        Assert.That(
            async () => await WebHost.StartAsync(settings: settings),
            Throws.InvalidOperationException.With.Message.Contains("PublicOrigins"));
    }
}
