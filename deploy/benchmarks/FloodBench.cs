using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Intake.Core.Sealing;
using Intake.Tests.Support;

namespace Intake.Bench;

/// <summary>
/// Each costly door of the running product flooded from many connections: how long a report, a mailbox opening and a sign-in
/// take meanwhile, and the most that the web process holds. People who are asked to wait try again each second.
/// </summary>
internal static partial class FloodBench
{
    private const string Scheme = "/da/region-hovedstaden";
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(60);

    public static async Task RunAsync()
    {
        Console.WriteLine("Floods (web, worker, PostgreSQL, the flood and its victims on the same cores; each line on its own)");
        await using var portal = await RunningPortal.StartAsync(new Dictionary<string, string> { ["Intake__TicketMinimumAge"] = "0" });
        using var reporter = new ReporterClient(portal.Address);
        var key = await reporter.SendAsync("Til postkassen.");
        await reporter.MailboxAsync(await reporter.SendAsync("Fyldt."));
        for (var i = 0; i < 4; i++) await reporter.ReplyAsync(new string('æ', 200_000));
        var (filled, large) = (reporter.Cookie!, Large());
        var staff = new Queue<DemoSignIn>(portal.SignIns);
        (string Name, int Connections, Func<HttpClient, int, CancellationToken, Task> Once)[] floods =
        [
            ("nothing", 0, (_, _, _) => Task.CompletedTask),
            ("140 x sign-in", 140, (client, number, end) =>
                SignInAsync(client, $"nobody{number}@portal.example", "forkert adgangskode", "000000", end)),
            ("140 x recovery", 140, RecoverAsync),
            ("230 x one filled mailbox", 230, (client, _, end) => GetAsync(client, "/da/mailbox/open", filled, end)),
            ("150 x 2 MB without a ticket", 150, (client, _, end) => PourAsync(client, large, end)),
            ("100 x forms and keys", 100, FormAndKeyAsync),
            ("60 x uploads that never end", 60, (_, _, end) => HoldAsync(portal.Address, end)),
        ];
        foreach (var flood in floods) await OfAsync(portal, flood.Name, flood.Connections, flood.Once, key, staff.Dequeue());
    }

    private static async Task OfAsync(RunningPortal portal, string name, int connections,
        Func<HttpClient, int, CancellationToken, Task> once, string key, DemoSignIn person)
    {
        using var client = NewClient(portal.Address);
        using var people = NewClient(portal.Address);
        using var end = new CancellationTokenSource();
        var flood = Enumerable.Range(0, connections)
            .Select(number => Task.Run(() => OverAndOverAsync(() => once(client, number, end.Token), end.Token)));
        var running = flood.ToList();
        var memory = Task.Run(() => MostAsync(portal.ProcessIdOf("Intake.Web.dll"), end.Token));
        await Task.Delay(TimeSpan.FromSeconds(connections == 0 ? 0 : 4));
        var report = await TimeAsync(() => ReportAsync(people));
        var opening = await TimeAsync(() => OpenAsync(people, key));
        var signIn = await TimeAsync(async () =>
            (await SignInAsync(people, person.Email, person.Password, RunningPortal.CodeOf(person), default)) == HttpStatusCode.SeeOther);
        await end.CancelAsync();
        await Task.WhenAll(running);
        var most = await memory;
        Rate.Print($"{name}: report / mailbox / sign-in",
            string.Create(CultureInfo.InvariantCulture, $"{report} / {opening} / {signIn}; web {most:0} MB at most"));
        await Task.Delay(TimeSpan.FromSeconds(8));
    }

    private static async Task<string> TimeAsync(Func<Task<bool>> act)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < GiveUp)
        {
            try
            {
                if (await act().WaitAsync(GiveUp))
                    return string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.0} s");
            }
            catch (Exception broken) when (broken is HttpRequestException or TimeoutException or IOException or OperationCanceledException)
            {
                Console.Error.WriteLine(broken.GetType().Name);
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        return "not within 60 s";
    }

    private static async Task OverAndOverAsync(Func<Task> once, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await once();
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static async Task<double> MostAsync(int process, CancellationToken end)
    {
        var most = 0.0;
        while (!end.IsCancellationRequested)
        {
            most = Math.Max(most, WebBench.Resident(process));
            await Task.Delay(20, CancellationToken.None);
        }

        return most;
    }

    private static async Task<bool> ReportAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(Scheme + "/report");
        for (var i = 0; i < 60; i++)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(Field(page, "Ticket")), "Ticket" }, { new StringContent(Field(page, "Turn")), "Turn" },
                { new StringContent("Midt i støjen."), "Description" }, { new StringContent("yes"), "Follow" },
            };
            (var status, page) = await SendAsync(client, WebBench.Post(Scheme + "/report", form));
            if (status == HttpStatusCode.OK) break;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        for (var i = 0; i < 60; i++)
        {
            (_, page) = await SendAsync(client, WebBench.Post(Scheme + "/report/send", new FormUrlEncodedContent(
                [new("Ticket", Field(page, "Ticket")), new("Turn", Field(page, "Turn"))])));
            if (page.Contains("receipt-key", StringComparison.Ordinal)) return true;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        return false;
    }

    private static async Task<bool> OpenAsync(HttpClient client, string key)
    {
        using var door = await client.SendAsync(WebBench.Post("/da/mailbox", new FormUrlEncodedContent([new("Key", key)])));
        if (door.StatusCode != HttpStatusCode.SeeOther) return false;
        return await GetAsync(client, "/da/mailbox/open",
            door.Headers.GetValues("Set-Cookie").First().Split(';')[0], default) == HttpStatusCode.OK;
    }

    private static async Task<HttpStatusCode> SignInAsync(HttpClient client, string email, string password, string code,
        CancellationToken end)
    {
        using var answer = await client.SendAsync(WebBench.Post("/da/office/sign-in", new FormUrlEncodedContent(
            [new("Email", email), new("Password", password), new("Code", code)])), end);
        return answer.StatusCode;
    }

    private static async Task RecoverAsync(HttpClient client, int number, CancellationToken end)
    {
        using var answer = await client.SendAsync(WebBench.Post("/da/office/recovery", new FormUrlEncodedContent(
            [new("Email", $"nobody{number}@portal.example"), new("RecoveryCode", "forkert"), new("Code", "000000"),
                new("Password", "syv grønne hatte på hylden"), new("PasswordAgain", "syv grønne hatte på hylden")])), end);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string path, string cookie, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request, end);
        return answer.StatusCode;
    }

    private static async Task PourAsync(HttpClient client, byte[] large, CancellationToken end)
    {
        using var body = new ByteArrayContent(large);
        body.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var answer = await client.SendAsync(WebBench.Post(Scheme + "/report", body), end);
    }

    private static async Task FormAndKeyAsync(HttpClient client, int number, CancellationToken end)
    {
        var page = await client.GetStringAsync(Scheme + "/report", end);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Field(page, "Ticket")), "Ticket" }, { new StringContent("Støj"), "Description" },
            { new StringContent("no"), "Follow" },
        };
        await SendAsync(client, WebBench.Post(Scheme + "/report", form));
        using var key = ReceiptKey.New();
        await SendAsync(client, WebBench.Post("/da/mailbox", new FormUrlEncodedContent([new("Key", key.ToPageText())])));
    }

    private static async Task HoldAsync(Uri address, CancellationToken end)
    {
        using var client = NewClient(address);
        var ticket = Field(await client.GetStringAsync(Scheme + "/report", end), "Ticket");
        using var half = await ReporterClient.SendHalfAsync(address, ticket, "Halvt", 40_000_000, new byte[2_000_000]);
        while (!end.IsCancellationRequested)
        {
            await half.GetStream().WriteAsync(new byte[6_000], end);
            await Task.Delay(TimeSpan.FromSeconds(1), end);
        }
    }

    private static async Task<(HttpStatusCode Status, string Page)> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await client.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private static byte[] Large() => Encoding.ASCII.GetBytes(
        "--b\r\nContent-Disposition: form-data; name=\"Ticket\"\r\n\r\nforged\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"Description\"\r\n\r\n" + new string('x', 1_900_000) + "\r\n--b--\r\n");

    private static HttpClient NewClient(Uri address) =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = GiveUp };

    private static string Field(string page, string name) => Hidden().Matches(page)
        .Where(field => field.Groups[1].Value == name).Select(field => field.Groups[2].Value).FirstOrDefault("");

    [GeneratedRegex("name=\"(Ticket|Turn)\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
