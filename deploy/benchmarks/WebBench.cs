using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Intake.Tests.Support;

namespace Intake.Bench;

/// <summary>The running product over HTTP, client and server on the same cores: submissions, mailbox openings, start page, memory.</summary>
internal static partial class WebBench
{
    private const string Scheme = "/da/region-hovedstaden";

    public static async Task RunAsync()
    {
        Console.WriteLine("The running product (web, worker, PostgreSQL with fsync and this client on the same cores)");
        await using var portal = await RunningPortal.StartAsync(Settings());
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 }) { BaseAddress = portal.Address };
        await SubmitAsync(client);
        var web = portal.ProcessIdOf("Intake.Web.dll");
        Rate.Print("memory of the web process, idle", Resident(web), "MB");

        await StartPageAsync(client, portal);
        var keys = new ConcurrentBag<string>();
        await SubmissionsAsync(client, 4, 40, keys);
        keys.Clear();
        foreach (var clients in new[] { 1, 8 }) await SubmissionsAsync(client, clients, clients * 40, keys);
        foreach (var clients in new[] { 1, 8 }) await OpeningsAsync(client, clients, [.. keys.Take(clients * 30)]);
        await DoorAsync(client, portal, [.. keys.Take(40)]);
        Rate.Print("memory of the web process, after the load", Resident(web), "MB");
    }

    /// <summary>No minimum age and no waiting: what is measured is the work.</summary>
    internal static Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string> { ["Intake__TicketMinimumAge"] = "0" };
        foreach (var act in new[] { "Stage", "Send", "Open" })
        {
            foreach (var part in new[] { "PerSecond", "Burst", "SchemePerSecond", "SchemeBurst" }) settings[$"Intake__Waiting__Rates__{act}__{part}"] = "100000";
        }

        return settings;
    }

    /// <summary>How long the door takes for keys of deleted reports and for keys that never were, by turns: the two must not differ beyond their noise.</summary>
    private static async Task DoorAsync(HttpClient client, RunningPortal portal, string[] keys)
    {
        await portal.SqlAsync("delete from intake.report");
        var (gone, never) = (new List<double>(), new List<double>());
        for (var i = 0; i < 5 * keys.Length; i++)
        {
            gone.Add(await KnockAsync(client, keys[i % keys.Length]));
            using var unused = Core.Sealing.ReceiptKey.New();
            never.Add(await KnockAsync(client, unused.ToPageText()));
        }

        var differences = gone.Zip(never, (one, other) => one - other).ToList();
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Count - 1) / differences.Count);
        Rate.Print("door, deleted and never made keys: p50 each", string.Create(CultureInfo.InvariantCulture, $"{Rate.Quantile(gone, 0.5),10:0.00} / {Rate.Quantile(never, 0.5):0.00} ms"));
        Rate.Print("  mean difference and its standard error", string.Create(CultureInfo.InvariantCulture, $"{mean,10:0.000} ± {error:0.000} ms"));
    }

    private static async Task<double> KnockAsync(HttpClient client, string key)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await client.SendAsync(Post("/da/mailbox", new FormUrlEncodedContent([new("Key", key)])));
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == HttpStatusCode.NotFound ? clock.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"The door answered {answer.StatusCode}.");
    }

    private static async Task StartPageAsync(HttpClient client, RunningPortal portal)
    {
        await client.GetStringAsync(Scheme);
        if (File.Exists("/usr/bin/wrk"))
        {
            var ran = await ProcessRun.RunAsync("/usr/bin/wrk", ["-t1", "-c16", "-d5s", new Uri(portal.Address, Scheme).AbsoluteUri]);
            var rate = Requests().Match(ran.Output).Groups[1].Value;
            Rate.Print("start page (aim: 5,000 or more)", double.Parse(rate, CultureInfo.InvariantCulture), "requests a second");
            return;
        }

        Rate.Print("start page", "not measured: install wrk");
    }

    private static async Task SubmissionsAsync(HttpClient client, int clients, int total, ConcurrentBag<string> keys)
    {
        var failed = 0;
        var left = total;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                if (await SubmitAsync(client) is { } key) keys.Add(key);
                else Interlocked.Increment(ref failed);
            }
        }));
        Rate.Print($"complete submissions, {clients} client(s), {total} reports" + (clients == 8 ? " (aim: 60)" : ""), total / clock.Elapsed.TotalSeconds, $"a second, {failed} failed");
    }

    private static async Task OpeningsAsync(HttpClient client, int clients, string[] keys)
    {
        var times = new ConcurrentBag<double>();
        var queue = new ConcurrentQueue<string>(keys);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (queue.TryDequeue(out var key))
            {
                var clock = Stopwatch.StartNew();
                using var answer = await client.SendAsync(Post("/da/mailbox", new FormUrlEncodedContent([new("Key", key)])));
                var cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
                if (answer.StatusCode == HttpStatusCode.SeeOther)
                {
                    using var open = new HttpRequestMessage(HttpMethod.Get, answer.Headers.Location);
                    open.Headers.Add("Cookie", cookie);
                    using var page = await client.SendAsync(open);
                    page.EnsureSuccessStatusCode();
                }

                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }));
        Rate.Print($"mailbox opened, {clients} client(s): p50 / p95" + (clients == 1 ? " (aim: 40 ms)" : ""), string.Create(CultureInfo.InvariantCulture,
            $"{Rate.Quantile([.. times], 0.5),10:0.0} / {Rate.Quantile([.. times], 0.95):0.0} ms"));
    }

    /// <summary>Form, check page, send, as a browser does. The receipt key, or null when it failed.</summary>
    private static async Task<string?> SubmitAsync(HttpClient client)
    {
        var ticket = Ticket().Match(await client.GetStringAsync(Scheme + "/report")).Groups[1].Value;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(ticket), "Ticket" },
            { new StringContent("Der bliver sagt ting på afdelingen, som ingen siger fra over for. Det har stået på siden efteråret."), "Description" },
            { new StringContent("yes"), "Follow" },
        };
        using var check = await client.SendAsync(Post(Scheme + "/report", form));
        ticket = Ticket().Match(await check.Content.ReadAsStringAsync()).Groups[1].Value;
        using var receipt = await client.SendAsync(Post(Scheme + "/report/send", new FormUrlEncodedContent([new("Ticket", ticket)])));
        var key = Receipt().Match(await receipt.Content.ReadAsStringAsync());
        return key.Success ? key.Value : null;
    }

    internal static HttpRequestMessage Post(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    internal static double Resident(int process)
        => long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize / 1e6;

    [GeneratedRegex("name=\"Ticket\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Ticket();

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}")]
    private static partial Regex Receipt();

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Requests();
}
