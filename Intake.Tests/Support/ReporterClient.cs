using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Intake.Tests.Support;

/// <summary>
/// A reporter over plain HTTP against a running portal: form, check page, receipt, mailbox. Sends what a browser would,
/// and canaries if asked.
/// </summary>
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

    /// <summary>The mailbox's cookie, once a key has opened one.</summary>
    public string? Cookie { get; private set; }

    /// <summary>The form's ticket, freshly issued.</summary>
    public async Task<string> TicketAsync() => TicketIn(await client.GetStringAsync(Scheme + "/report"));

    /// <summary>
    /// Fills the form in and stops at the check page, where files that can't be cleaned are kept as they are; returns that
    /// page's ticket, the only key to what was staged.
    /// </summary>
    public async Task<string> StageAsync(string description, params (string Name, byte[] Bytes)[] files)
    {
        using var form = Form(await TicketAsync(), description, files);
        using var check = await client.SendAsync(Post(Scheme + "/report", form));
        var page = await check.Content.ReadAsStringAsync();
        var ticket = TicketIn(page);
        foreach (Match undecided in Undecided().Matches(page))
        {
            using var decided = await client.SendAsync(Post(
                Scheme + "/report/files", new FormUrlEncodedContent([new("Ticket", ticket), new("AsItIs", undecided.Groups[1].Value)])));
        }

        return ticket;
    }

    /// <summary>Posts the filled-in form towards its check page, once.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string ticket, string description)
    {
        using var form = Form(ticket, description, []);
        return await client.SendAsync(Post(Scheme + "/report", form));
    }

    /// <summary>Presses "send" on a check page; the answer is a receipt or says why there is none.</summary>
    public Task<HttpResponseMessage> ConfirmAsync(string ticket)
        => client.SendAsync(Post(Scheme + "/report/send", new FormUrlEncodedContent([new("Ticket", ticket)])));

    /// <summary>Sends a whole report and returns its receipt key.</summary>
    public async Task<string> SendAsync(string description, params (string Name, byte[] Bytes)[] files)
    {
        using var receipt = await ConfirmAsync(await StageAsync(description, files));
        var key = Key().Match(await receipt.Content.ReadAsStringAsync());
        return key.Success ? key.Value : throw new InvalidOperationException($"No receipt: {receipt.StatusCode}");
    }

    /// <summary>The mailbox's page as the key opens it; null when it opens none.</summary>
    public async Task<string?> MailboxAsync(string key)
    {
        using var answer = await client.SendAsync(Post("/da/mailbox", new FormUrlEncodedContent([new("Key", key)])));
        if (answer.StatusCode != HttpStatusCode.SeeOther) return null;
        Cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        using var page = await GetAsync(answer.Headers.Location!.OriginalString);
        return await page.Content.ReadAsStringAsync();
    }

    /// <summary>Writes in the mailbox that was opened last.</summary>
    public async Task ReplyAsync(string text, params (string Name, byte[] Bytes)[] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent(text), "Text" } };
        AddFiles(form, files);
        using var request = Post("/da/mailbox/reply", form);
        request.Headers.Add("Cookie", Cookie);
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.SeeOther) return;
        var page = await answer.Content.ReadAsStringAsync();
        foreach (Match undecided in Undecided().Matches(page)) await AgainAsync(page, text, undecided.Groups[1].Value);
        if (await AgainAsync(page, text, "") is var last and not HttpStatusCode.SeeOther)
            throw new InvalidOperationException($"The reply was answered {last}.");
    }

    /// <summary>Posts an answer again after its files were kept, and sends one or all of them as they are.</summary>
    private async Task<HttpStatusCode> AgainAsync(string page, string text, string asItIs)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Upload().Match(page).Groups[1].Value), "Upload" }, { new StringContent(text), "Text" },
            { new StringContent(asItIs), "AsItIs" },
        };
        using var request = Post("/da/mailbox/reply", form);
        request.Headers.Add("Cookie", Cookie);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Any page, with the mailbox's cookie if one is open.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (Cookie is not null) request.Headers.Add("Cookie", Cookie);
        return await client.SendAsync(request);
    }

    /// <summary>Begins a post with a file and sends half of it; the caller decides what happens to the connection.</summary>
    public static async Task<System.Net.Sockets.TcpClient> SendHalfAsync(
        Uri address, string ticket, string description, int announced, byte[] half)
    {
        const string boundary = "halfway";
        var head = new StringBuilder();
        foreach (var (name, value) in new[] { ("Ticket", ticket), ("Description", description), ("Follow", "yes") })
            head.Append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        head.Append("--" + boundary
            + "\r\nContent-Disposition: form-data; name=\"Files\"; filename=\"halvt.bin\"\r\nContent-Type: "
            + "application/octet-stream\r\n\r\n");
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
        var form = new MultipartFormDataContent
        {
            { new StringContent(ticket), "Ticket" }, { new StringContent(description), "Description" },
            { new StringContent("yes"), "Follow" }
        };
        AddFiles(form, files);
        return form;
    }

    private static void AddFiles(MultipartFormDataContent form, (string Name, byte[] Bytes)[] files)
    {
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(part, "Files", name);
        }
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

    [GeneratedRegex("name=\"Upload\" value=\"([^\"]+)\"")]
    private static partial Regex Upload();

    [GeneratedRegex("name=\"AsItIs\" value=\"([^\"]+)\"")]
    private static partial Regex Undecided();

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}")]
    private static partial Regex Key();
}
