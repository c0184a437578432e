using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using Intake.Core.Mailboxes;
using Intake.Core.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Intake.Tests.Support;

/// <summary>
/// The real web program on the founded scheme's databases and files, under the web role and the same movable clock, seen
/// by a reporter without a browser: forms are read from the page and posted as a browser would.
/// </summary>
public sealed class ReporterSite : IAsyncDisposable
{
    private ReporterSite(FoundedScheme founded, WebHost web) => (Founded, Web) = (founded, web);

    public FoundedScheme Founded { get; }

    public WebHost Web { get; }

    /// <summary>The scheme's address in a language, such as /da/region-hovedstaden.</summary>
    public string Home(string language = "da") => $"/{language}/{Founded.Scheme.Name}";

    /// <summary>Starts it; a form may be sent at once unless a test asks for the minimum age.</summary>
    public static async Task<ReporterSite> StartAsync(
        int minimumAge = 0, PostgresServer? server = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var founded = await FoundedScheme.CreateAsync(server: server);
        return new ReporterSite(founded, await StartWebAsync(founded, minimumAge, settings));
    }

    /// <summary>The web program alone, on databases that a test keeps.</summary>
    public static Task<WebHost> StartWebAsync(
        FoundedScheme founded, int minimumAge = 0, IReadOnlyDictionary<string, string?>? settings = null, LogLevel? logLevel = null) =>
        WebHost.StartAsync(
            configure: builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(new RealWaits(founded.Time));
                if (logLevel is { } level) builder.Logging.SetMinimumLevel(level).AddFilter(_ => true);
            },
            settings: new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
            {
                ["ConnectionStrings:Intake"] = founded.Databases.Server.WebConnectionString(founded.Databases.Name),
                ["ConnectionStrings:Vault"] = founded.Databases.Server.WebConnectionString(founded.Databases.VaultName),
                ["Intake:FileSecret"] = founded.FileSecretPath,
                ["Intake:SchemeRoot"] = founded.SchemeRootPath,
                ["Intake:TicketMinimumAge"] = minimumAge.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });

    /// <summary>A fresh form's ticket.</summary>
    public async Task<string> TicketAsync(string language = "da") => Ticket(await Web.Client.PageAsync(Home(language) + "/report"));

    /// <summary>The ticket in a page's first form.</summary>
    public static string Ticket(IDocument page) => page.QuerySelector("input[name=Ticket]")!.GetAttribute("value")!;

    /// <summary>The form as multipart: the ticket first, then the fields, then the files.</summary>
    public static MultipartFormDataContent Form(
        string? ticket, IEnumerable<(string Name, string Value)> fields, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent("----reporter" + Guid.NewGuid().ToString("N"));
        foreach (var (name, value) in ticket is null ? fields : fields.Prepend(("Ticket", ticket)))
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(value)), name);
        }

        foreach (var (name, content) in files)
        {
            var file = new ByteArrayContent(content);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(file, "Files", name);
        }

        return form;
    }

    public Task<HttpResponseMessage> PostFormAsync(
        string? ticket, IEnumerable<(string Name, string Value)> fields, params (string Name, byte[] Content)[] files) =>
        Web.PostAsync(Home() + "/report", Form(ticket, fields, files));

    /// <summary>Sends from the check page; files that could not be cleaned are sent as they are.</summary>
    public async Task<HttpResponseMessage> SendAsync(IDocument check, string language = "da")
    {
        foreach (var file in check.QuerySelectorAll("button[name=AsItIs]"))
        {
            using var decided = await DecideAsync(check, "AsItIs", file.GetAttribute("value")!, language);
        }

        return await Web.PostAsync(Home(language) + "/report/send", ("Ticket", Ticket(check)));
    }

    /// <summary>Presses the button of a file on the check page.</summary>
    public Task<HttpResponseMessage> DecideAsync(IDocument check, string button, string file, string language = "da") =>
        Web.PostAsync(Home(language) + "/report/files", ("Ticket", Ticket(check)), (button, file));

    /// <summary>From fresh form to receipt; returns the key.</summary>
    public async Task<string> ReportAsync(string description, params (string Name, byte[] Content)[] files)
    {
        using var check = await PostFormAsync(await TicketAsync(), [("Description", description), ("Follow", "yes")], files);
        using var receipt = await SendAsync(await check.PageAsync());
        return (await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
    }

    /// <summary>Answers in an open mailbox; files that could not be cleaned are sent as they are.</summary>
    public async Task<HttpResponseMessage> ReplyAsync(
        string cookie, string text, (string Name, byte[] Content)[] files, string language = "da")
    {
        var answer = await PostAsync($"/{language}/mailbox/reply", cookie, Form(null, [("Text", text)], files));
        if (answer.StatusCode != System.Net.HttpStatusCode.UnprocessableEntity) return answer;
        var page = await answer.PageAsync();
        answer.Dispose();
        (string, string)[] kept = [("Upload", page.QuerySelector("input[name=Upload]")!.GetAttribute("value")!), ("Text", text)];
        foreach (var file in page.QuerySelectorAll("button[name=AsItIs]"))
        {
            using var decided = await PostAsync(
                $"/{language}/mailbox/reply", cookie, Form(null, kept.Append(("AsItIs", file.GetAttribute("value")!))));
        }

        return await PostAsync($"/{language}/mailbox/reply", cookie, Form(null, kept));
    }

    /// <summary>Opens a mailbox and returns its cookie as a Cookie header.</summary>
    public async Task<string> OpenMailboxAsync(string key)
    {
        using var answer = await Web.PostAsync("/da/mailbox", ("Key", key));
        return Cookie(answer) ?? throw new InvalidOperationException($"The mailbox answered {answer.StatusCode}.");
    }

    /// <summary>The mailbox cookie that an answer sets, as name=value; null when it sets none.</summary>
    public static string? Cookie(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single().Split(';')[0] : null;

    public async Task<HttpResponseMessage> GetAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        return await Web.Client.SendAsync(request);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string cookie, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await Web.Client.SendAsync(request);
    }

    /// <summary>The report that a key opens.</summary>
    public async Task<Guid> ReportOfAsync(string key)
    {
        await using var scope = Founded.Services.CreateAsyncScope();
        if (!ReceiptKey.TryParse(Encoding.UTF8.GetBytes(key), out var parsed)) throw new ArgumentException("That is no key.", nameof(key));
        using var mailbox = await scope.ServiceProvider.GetRequiredService<MailboxDesk>().OpenAsync(parsed, default);
        return mailbox!.Report.ReportId;
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Founded.DisposeAsync();
    }
}
