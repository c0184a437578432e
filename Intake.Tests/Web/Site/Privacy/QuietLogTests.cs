using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Intake.Core.Logging;
using Intake.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Privacy;

[Parallelizable(ParallelScope.Self)]
public sealed class QuietLogTests
{
    private const string Canary = "canary-7f3a-telling";

    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start() => web = await WebHost.StartAsync(app =>
    {
        app.MapPost("/da/bug", string () => throw new InvalidOperationException(Canary, new ArgumentException(Canary)));
        app.MapPost("/da/gone", string () => throw new GoneDatabase(Canary));
        app.MapPost("/da/slow", string () => throw new TimeoutException(Canary));
        app.MapPost("/da/unsealed", string () => throw new CryptographicException(Canary));
    });

    [OneTimeTearDown]
    public async Task Stop() => await web.DisposeAsync();

    [TestCase("/da/bug", HttpStatusCode.InternalServerError), Promise(7)]
    [TestCase("/da/gone", HttpStatusCode.ServiceUnavailable)]
    [TestCase("/da/slow", HttpStatusCode.ServiceUnavailable)]
    [TestCase("/da/unsealed", HttpStatusCode.ServiceUnavailable)]
    public async Task An_exception_gives_a_plain_page_and_a_line_without_its_message(string path, HttpStatusCode status)
    {
        using var answer = await web.PostAsync($"{path}?q={Canary}", ("Text", Canary));
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That(page.QuerySelector("#problem"), Is.Not.Null);
        Assert.That(page.QuerySelector(".alert"), Is.Not.Null, "what became of the things that were sent");
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain(Canary));
        Assert.That(web.Log, Does.Contain($"answered {(int)status} | ").And.Contain("Intake.Tests.Web.Site.Privacy.QuietLogTests"));
        Assert.That(web.Log, Does.Not.Contain(Canary));
    }

    [TestCase(LogLevel.Warning), TestCase(LogLevel.Trace), Promise(8)]
    public async Task No_answer_of_any_kind_leaves_a_path_an_address_or_a_header_in_the_log_however_much_is_logged(LogLevel level)
    {
        await using var talking = await WebHost.StartAsync(
            app => app.MapPost("/da/{what}", string () => throw new InvalidOperationException(Canary)),
            builder => builder.Logging.SetMinimumLevel(level).AddFilter(at => at >= level));
        var seen = new HashSet<int>();
        foreach (var (method, path, type) in new[]
        {
            ("GET", "/da/privacy", null), ("GET", "/", null), ("GET", "/da/leave", null), ("GET", "/da/" + Canary, null),
            ("GET", "/" + Canary + "/x", null),
            ("POST", "/da/leave", Canary), ("DELETE", "/da/privacy", null), ("POST", "/da/" + Canary, null), ("GET", "/site.css", null),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?{Canary}");
            request.Headers.Add("User-Agent", Canary);
            request.Headers.Add("Accept-Language", "x-" + Canary);
            request.Headers.Add("Cookie", "__Host-mailbox=" + Canary);
            request.Headers.Add("Referer", "https://portal.example.dk/" + Canary);
            if (method != "GET") request.Headers.Add("Sec-Fetch-Site", type is null ? "same-origin" : "cross-site");
            using var answer = await talking.Client.SendAsync(request);
            seen.Add((int)answer.StatusCode);
        }

        Assert.That(seen, Is.SupersetOf(new[] { 200, 302, 403, 404, 405, 500 }));
        Assert.That(
            await talking.SendRawAsync(Encoding.ASCII.GetBytes($"GET /{Canary} HTTP/1.1\r\n{Canary}\r\n\r\n")),
            Does.StartWith("HTTP/1.1 400"));
        Assert.That(
            await talking.SendRawAsync(
                Encoding.ASCII.GetBytes($"GET /{Canary} HTTP/1.1\r\nHost: {Canary}.dk\r\nConnection: close\r\n\r\n")),
            Does.StartWith("HTTP/1.1 421"));
        Assert.That(
            await talking.SendRawAsync(
                Encoding.ASCII.GetBytes($"GET /{new string('x', 5000)}{Canary} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")),
            Does.StartWith("HTTP/1.1 414"));
        await talking.HangUpAfterAsync(Encoding.ASCII.GetBytes(
            $"POST /da/leave HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 9000\r\n\r\n{Canary}"));
        var lines = talking.Log.Split('\n').Where(line => !line.Contains("Now listening", StringComparison.Ordinal)).ToList();
        Assert.That(
            lines.Any(line => line.StartsWith(level == LogLevel.Trace ? "Trace " : "Error ", StringComparison.Ordinal)),
            Is.True,
            "it did log");
        Assert.That(
            lines.Where(line => line.Contains(Canary, StringComparison.Ordinal) || line.Contains("127.0.0.1", StringComparison.Ordinal)),
            Is.Empty);
    }

    [Test]
    public void Nothing_that_writes_a_key_ring_is_left_among_the_services() =>
        Assert.That(
            web.Services.GetService(typeof(IEnumerable<IHostedService>)),
            Has.None.Matches<IHostedService>(
                service => service!.GetType().Assembly.GetName().Name!.Contains("DataProtection", StringComparison.Ordinal)));

    [Test]
    public void An_outline_names_the_chain_and_the_state_and_no_message()
    {
        var outline = ExceptionOutline.Of(new InvalidOperationException(Canary, new GoneDatabase(Canary)));
        Assert.That(
            outline,
            Does.StartWith("System.InvalidOperationException < ").And.EndWith("GoneDatabase(57P01)").And.Not.Contain(Canary));
    }

    private sealed class GoneDatabase(string message) : DbException(message)
    {
        public override string SqlState => "57P01";

        public override bool IsTransient => true;
    }
}
