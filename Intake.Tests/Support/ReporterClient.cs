using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Intake.Tests.Support;

/// <summary>A reporter over plain HTTP against a running portal: form, check page, receipt, mailbox. Sends what a browser would, and canaries if asked.</summary>
public sealed partial class ReporterClient : IDisposable
{
    private const string Scheme = "/da/region-hovedstaden";
    private readonly HttpClient client;

    public ReporterClient(Uri address, IPAddress? from = null)
    {
        client = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                if (from is not null) socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = address };
    }

    public HttpRequestHeaders Headers => client.DefaultRequestHeaders;

    /// <summary>The form's ticket, freshly issued.</summary>
    public async Task<string> TicketAsync() => TicketIn(await client.GetStringAsync(Scheme + "/report"));

    /// <summary>Sends a report whole and gives its receipt key.</summary>
    public async Task<string> SendAsync(string description, params (string Name, byte[] Bytes)[] files)
    {
        using var form = Form(await TicketAsync(), description, files);
        using var check = await client.SendAsync(Post(Scheme + "/report", form));
        var ticket = TicketIn(await check.Content.ReadAsStringAsync());
        using var receipt = await client.SendAsync(Post(Scheme + "/report/send", new FormUrlEncodedContent([new("Ticket", ticket)])));
        var key = Key().Match(await receipt.Content.ReadAsStringAsync());
        return key.Success ? key.Value : throw new InvalidOperationException($"No receipt: {receipt.StatusCode}");
    }

    /// <summary>The mailbox's page as the key opens it; null when it opens none.</summary>
    public async Task<string?> MailboxAsync(string key)
    {
        using var answer = await client.SendAsync(Post("/da/mailbox", new FormUrlEncodedContent([new("Key", key)])));
        if (answer.StatusCode != HttpStatusCode.SeeOther) return null;
        using var open = new HttpRequestMessage(HttpMethod.Get, answer.Headers.Location);
        open.Headers.Add("Cookie", answer.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        using var page = await client.SendAsync(open);
        return await page.Content.ReadAsStringAsync();
    }

    /// <summary>Begins a post with a file and sends half of it; the caller decides what becomes of the connection.</summary>
    public static async Task<System.Net.Sockets.TcpClient> SendHalfAsync(Uri address, string ticket, string description, int announced, byte[] half)
    {
        const string boundary = "halfway";
        var head = new StringBuilder();
        foreach (var (name, value) in new[] { ("Ticket", ticket), ("Description", description), ("Follow", "yes") })
            head.Append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        head.Append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"Files\"; filename=\"halvt.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        var body = Encoding.UTF8.GetBytes(head.ToString());
        var tcp = new System.Net.Sockets.TcpClient(address.Host, address.Port);
        var request = $"POST {Scheme}/report HTTP/1.1\r\nHost: {address.Authority}\r\nSec-Fetch-Site: same-origin\r\n"
            + $"Content-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {body.Length + announced}\r\n\r\n";
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        await tcp.GetStream().WriteAsync(body);
        await tcp.GetStream().WriteAsync(half);
        return tcp;
    }

    public void Dispose() => client.Dispose();

    private static MultipartFormDataContent Form(string ticket, string description, (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(ticket), "Ticket" }, { new StringContent(description), "Description" }, { new StringContent("yes"), "Follow" } };
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(part, "Files", name);
        }

        return form;
    }

    private static HttpRequestMessage Post(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    private static string TicketIn(string page) => Ticket().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"Ticket\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Ticket();

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}")]
    private static partial Regex Key();
}
