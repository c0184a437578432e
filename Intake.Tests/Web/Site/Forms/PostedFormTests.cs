using System.Net.Sockets;
using System.Text;
using Intake.Tests.Support;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Microsoft.AspNetCore.Builder;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Forms;

/// <summary>When a form is read: after every access check, and never for a person who is not let in.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PostedFormTests
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Word", 8).Secret("Key");

    private OfficeHost office = null!;

    private static SecretField? kept;

    [OneTimeSetUp]
    public async Task Start() => office = await OfficeHost.StartAsync(map: app =>
    {
        var pages = app.MapOffice();
        pages.MapPost("/test-form", (PostedForm form) => $"{form.Text("Word")} {form.Faults("x-").For("x-Word")}")
            .ForReaders().Takes(Shape);
        pages.MapPost("/test-secret", (PostedForm form) => (kept = form.Secret("Key")).Length).ForReaders().Takes(Shape);
        pages.MapPost("/test-untaken", (PostedForm form) => form.Text("Word")).ForReaders();
    });

    [OneTimeTearDown]
    public async Task Stop() => await office.DisposeAsync();

    [TestCase("/da/office/test-form", "303")]
    [TestCase("/da/office/operations/mails/6b0dd9ac-93a4-4a25-b55e-d6ea2b3f36ba/try-again", "303")]
    [TestCase("/da/no-such-scheme/report/send", "404")]
    [TestCase("/da/no-such-scheme/report", "404")]
    public async Task Who_is_not_let_in_is_answered_before_a_byte_of_the_form_is_sent(string path, string status) =>
        Assert.That(await FirstLineAsync(path, cookie: null), Does.StartWith($"HTTP/1.1 {status} "));

    [Test]
    public async Task Whom_a_page_is_not_for_is_answered_before_a_byte_of_the_form_is_sent() =>
        Assert.That(
            await FirstLineAsync(
                "/da/office/people/6b0dd9ac-93a4-4a25-b55e-d6ea2b3f36ba/revoke", await office.CookieOfAsync(office.Founded["handler 1"])),
            Does.StartWith("HTTP/1.1 404 "));

    [Test]
    public async Task What_was_sent_and_what_is_wrong_with_it_reach_the_handler()
    {
        var cookie = await office.CookieOfAsync(office.Founded["handler 1"]);
        using var answer = await office.PostAsync("/da/office/test-form", cookie, ("Word", "et langt ord"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.StartWith("et langt ord ").And.Length.GreaterThan(20));
        using var undeclared = await office.PostAsync("/da/office/test-form", cookie, ("Other", "x"));
        Assert.That((int)undeclared.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task A_form_s_secret_is_zeroed_when_its_handler_is_done()
    {
        using var answer = await office.PostAsync(
            "/da/office/test-secret", await office.CookieOfAsync(office.Founded["handler 1"]), ("Key", "hemmelig"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("8"));
        Assert.That(kept!.Length, Is.Zero);
    }

    [Test]
    public async Task An_endpoint_that_does_not_say_which_form_it_takes_gets_none()
    {
        using var answer = await office.PostAsync(
            "/da/office/test-untaken", await office.CookieOfAsync(office.Founded["handler 1"]), ("Word", "ord"));
        Assert.That((int)answer.StatusCode, Is.EqualTo(500));
    }

    /// <summary>The first line of the answer to a post whose body never comes.</summary>
    private async Task<string?> FirstLineAsync(string path, string? cookie)
    {
        using var line = new TcpClient(office.Web.Address.Host, office.Web.Address.Port);
        await using var stream = line.GetStream();
        var head = $"POST {path} HTTP/1.1\r\nHost: {office.Web.Address.Authority}\r\nSec-Fetch-Site: same-origin\r\n"
            + (cookie is null ? "" : $"Cookie: {cookie}\r\n")
            + "Content-Type: multipart/form-data; boundary=never\r\nContent-Length: 500\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }
}
