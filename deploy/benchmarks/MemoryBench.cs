using System.Net;
using Intake.Core;
using Intake.Core.Sealing;
using Intake.Tests.Support;

namespace Intake.Bench;

/// <summary>What the web process takes while eight derivations run or wait, all the time: passwords, receipt keys, then both. By engine.</summary>
internal static class MemoryBench
{
    private const int Waiting = 8;
    private const int Derivations = 32;

    public static async Task RunAsync()
    {
        Console.WriteLine("Memory of the web process");
        foreach (var (engine, aim) in new[] { (Argon2idEngine.Konscious, 500), (Argon2idEngine.Libsodium, 300) }) await OfAsync(engine, aim);
    }

    private static async Task OfAsync(Argon2idEngine engine, int aim)
    {
        await using var portal = await RunningPortal.StartAsync(
            new Dictionary<string, string>(WebBench.Settings()) { [Argon2Setting.Key.Replace(":", "__", StringComparison.Ordinal)] = engine.ToString() });
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 2 * Waiting }) { BaseAddress = portal.Address };
        var web = portal.ProcessIdOf("Intake.Web.dll");
        await Task.WhenAll(SignInAsync(client), KnockAsync(client));
        Rate.Print($"{engine}, idle", WebBench.Resident(web), "MB");
        await PeakAsync($"{engine}, {Waiting} passwords waiting (aim: {aim})", web, () => AllAsync(() => SignInAsync(client)));
        await PeakAsync($"{engine}, {Waiting} receipt keys waiting", web, () => AllAsync(() => KnockAsync(client)));
        await PeakAsync($"{engine}, {Waiting} of each waiting", web, () => Task.WhenAll(AllAsync(() => SignInAsync(client)), AllAsync(() => KnockAsync(client))));
        await Task.Delay(TimeSpan.FromSeconds(10));
        Rate.Print($"{engine}, ten seconds later", WebBench.Resident(web), "MB");
    }

    /// <summary>The most that the process held while this ran, looked at every ten milliseconds.</summary>
    private static async Task PeakAsync(string what, int process, Func<Task> load)
    {
        var most = 0.0;
        var running = load();
        while (!running.IsCompleted)
        {
            most = Math.Max(most, WebBench.Resident(process));
            await Task.WhenAny(running, Task.Delay(10));
        }

        await running;
        Rate.Print(what, most, "MB at most");
    }

    private static async Task AllAsync(Func<Task> once)
    {
        var left = Derivations;
        await Task.WhenAll(Enumerable.Range(0, Waiting).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await once();
        }));
    }

    /// <summary>An address that nobody has: one derivation, and nothing is locked.</summary>
    private static Task SignInAsync(HttpClient client) => PostAsync(client, "/da/office/sign-in", HttpStatusCode.UnprocessableEntity,
        new("Email", "ingen@portal.example"), new("Password", "en lang adgangskode"), new("Code", "000000"));

    private static Task KnockAsync(HttpClient client)
    {
        using var unused = ReceiptKey.New();
        return PostAsync(client, "/da/mailbox", HttpStatusCode.NotFound, new KeyValuePair<string, string>("Key", unused.ToPageText()));
    }

    private static async Task PostAsync(HttpClient client, string path, HttpStatusCode expected, params KeyValuePair<string, string>[] fields)
    {
        using var answer = await client.SendAsync(WebBench.Post(path, new FormUrlEncodedContent(fields)));
        if (answer.StatusCode != expected) throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
    }
}
