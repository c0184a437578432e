using System.Net.Sockets;
using System.Text;
using Intake.Tests.Support;
using Intake.Web.Site.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Forms;

/// <summary>
/// A body that is refused, sent as a browser sends it: all of it first, slowly, and only then the answer is read. The whole
/// page has to arrive.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LeftOverTests
{
    private const int Limit = 200_000;

    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start() => web = await WebHost.StartAsync(app =>
        app.MapPost("/da/form", (PostedForm form) => Results.Text(form.Text("Description"))).AcceptsBodyUpTo(Limit)
            .Takes(FormShape.Within(Limit).Text("Description", Limit)));

    [OneTimeTearDown]
    public async Task Stop() => await web.DisposeAsync();

    [TestCase(250_000), TestCase(3_000_000), TestCase(40_000_000)]
    public async Task Too_large_a_body_is_answered_with_the_page_after_all_of_it_was_sent(int length)
    {
        var answer = await SendSlowlyAsync("application/x-www-form-urlencoded", "Description=", length, 'a');
        AssertPage(answer, "413");
    }

    [Test]
    public async Task A_form_with_a_field_that_is_not_ours_is_answered_with_the_page_too()
    {
        var answer = await SendSlowlyAsync("application/x-www-form-urlencoded", "Forged=1&Description=", 150_000, 'a');
        AssertPage(answer, "400");
        Assert.That(await SendSlowlyAsync("text/plain", "", 150_000, 'a'), Does.StartWith("HTTP/1.1 415 "));
    }

    [Test]
    public async Task A_body_of_a_length_that_was_not_announced_is_read_past_as_well()
    {
        var (head, end) = ($"{(200_000).ToString("x", null)}\r\n", "\r\n");
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            Head("application/x-www-form-urlencoded") + "Transfer-Encoding: chunked\r\n\r\nc\r\nDescription=\r\n"));
        for (var chunk = 0; chunk < 10; chunk++)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(head));
            await SendAsync(socket, 200_000, 'a');
            await socket.SendAsync(Encoding.ASCII.GetBytes(end));
        }

        await socket.SendAsync("0\r\n\r\n"u8.ToArray());
        AssertPage(await ReadAsync(socket), "413");
    }

    private static void AssertPage(string answer, string status)
    {
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "));
        Assert.That(answer.TrimEnd(), Does.EndWith("</html>").Or.EndWith("0"), "the page came whole");
        Assert.That(answer, Does.Contain("</html>"));
    }

    private async Task<string> SendSlowlyAsync(string type, string beginning, int length, char with)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(Head(type) + $"Content-Length: {beginning.Length + length}\r\n\r\n{beginning}"));
        await SendAsync(socket, length, with);
        return await ReadAsync(socket);
    }

    /// <summary>In pieces, with a pause now and then, so that the server is done with its answer long before the end.</summary>
    private static async Task SendAsync(Socket socket, int length, char with)
    {
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)with);
        for (var sent = 0; sent < length;)
        {
            sent += await socket.SendAsync(piece.AsMemory(0, Math.Min(piece.Length, length - sent)));
            if (sent < 1_000_000) await Task.Delay(20);
        }
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        await Task.Delay(300);
        using var answer = new MemoryStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await socket.ReceiveAsync(buffer, patience.Token)) > 0) answer.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private string Head(string type) =>
        $"POST /da/form HTTP/1.1\r\nHost: {web.Address.Authority}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
        + $"Content-Type: {type}\r\n";

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(web.Address.Host, web.Address.Port);
        return socket;
    }
}
