using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Intake.Tests.Support;
using Intake.Core.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;

namespace Intake.Tests.Web.Privacy;

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
        Assert.That(web.Log, Does.Contain($"answered {(int)status} | ").And.Contain("Intake.Tests.Web.Privacy.QuietLogTests"));
        Assert.That(web.Log, Does.Not.Contain(Canary));
    }

    [Test, Promise(8)]
    public async Task No_answer_of_any_kind_leaves_a_path_an_address_or_a_header_in_the_log()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/da/" + Canary);
        request.Headers.Add("User-Agent", Canary);
        request.Headers.Add("Accept-Language", "x-" + Canary);
        using var missing = await web.Client.SendAsync(request);
        using var found = await web.Client.GetAsync("/da/privacy?" + Canary);
        var broken = await web.SendRawAsync(Encoding.ASCII.GetBytes($"GET /{Canary} HTTP/1.1\r\n{Canary}\r\n\r\n"));
        await web.HangUpAfterAsync(Encoding.ASCII.GetBytes(
            $"POST /da/leave HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 9000\r\n\r\n{Canary}"));
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(broken, Does.StartWith("HTTP/1.1 400"));
        Assert.That(web.Log, Does.Not.Contain(Canary));
        Assert.That(web.Log.Split('\n').Where(line => !line.Contains("Now listening", StringComparison.Ordinal)), Has.None.Contains("127.0.0.1"));
    }

    [Test]
    public void Nothing_that_writes_a_key_ring_is_left_among_the_services() =>
        Assert.That(
            web.Services.GetService(typeof(IEnumerable<IHostedService>)),
            Has.None.Matches<IHostedService>(service => service!.GetType().Assembly.GetName().Name!.Contains("DataProtection", StringComparison.Ordinal)));

    [Test]
    public void An_outline_names_the_chain_and_the_state_and_no_message()
    {
        var outline = ExceptionOutline.Of(new InvalidOperationException(Canary, new GoneDatabase(Canary)));
        Assert.That(outline, Does.StartWith("System.InvalidOperationException < ").And.EndWith("GoneDatabase(57P01)").And.Not.Contain(Canary));
    }

    private sealed class GoneDatabase(string message) : DbException(message)
    {
        public override string SqlState => "57P01";

        public override bool IsTransient => true;
    }
}
