using System.Net;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Privacy;

[Parallelizable(ParallelScope.Self)]
public sealed class OneHostNameTests
{
    private const string Onion = "http://intake2gzv3pqwmno5vrbxldkfzj7sqpmqdauzyutjlnqbpnbqkx4id.onion";

    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start() =>
        web = await WebHost.StartAsync(settings: new Dictionary<string, string?> { ["Intake:PublicOrigins:2"] = Onion });

    [OneTimeTearDown]
    public async Task Stop() => await web.DisposeAsync();

    [TestCase("elsewhere.example")]
    [TestCase("hospital.portal.example.dk")]
    [TestCase("portal.example.dk.elsewhere.example")]
    [TestCase("127.0.0.2")]
    [TestCase("xn--portal.example.dk")]
    [Promise(33)]
    public async Task Another_name_or_a_name_of_an_organisations_own_gets_no_byte_of_a_page(string host)
    {
        foreach (var path in new[] { "/", "/da/privacy", "/da/leave", "/site.css", "/nowhere" })
        {
            using var answer = await AskAsync(host, path);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MisdirectedRequest), path);
            Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.Empty, path);
            Assert.That(answer.Headers.Contains("Content-Security-Policy"), Is.True, path);
        }
    }

    [Test, Promise(33)]
    public async Task The_onion_name_gets_the_same_pages_to_the_byte_and_may_post()
    {
        foreach (var path in new[] { "/da/privacy", "/en/accessibility", "/da/leave", "/da/nope" })
        {
            using var site = await AskAsync("portal.example.dk", path);
            using var onion = await AskAsync(new Uri(Onion).Host, path);
            Assert.That(onion.StatusCode, Is.EqualTo(site.StatusCode), path);
            Assert.That(await onion.Content.ReadAsStringAsync(), Is.EqualTo(await site.Content.ReadAsStringAsync()), path);
            Assert.That(Headers(onion), Is.EqualTo(Headers(site)), path);
        }

        using var post = new HttpRequestMessage(HttpMethod.Post, "/da/leave");
        post.Headers.Host = new Uri(Onion).Host;
        post.Headers.Add("Origin", Onion);
        using var left = await web.Client.SendAsync(post);
        Assert.That(left.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_health_probe_comes_by_address()
    {
        using var answer = await AskAsync("10.0.0.7:5080", "/health/live");
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("ok"));
    }

    private Task<HttpResponseMessage> AskAsync(string host, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return web.Client.SendAsync(request);
    }

    private static IEnumerable<string> Headers(HttpResponseMessage answer) =>
        answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
}
