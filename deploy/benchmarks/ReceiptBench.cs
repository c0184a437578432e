using System.Diagnostics;
using Intake.Tests.Support;

namespace Intake.Bench;

/// <summary>A report from its text to committed rows, through the real desks and a durable private PostgreSQL.</summary>
internal static class ReceiptBench
{
    public static async Task RunAsync()
    {
        await using var server = await PostgresServer.StartOwnAsync(new PostgresOptions(Durable: true));
        await using var founded = await FoundedScheme.CreateAsync(server: server);
        Console.WriteLine("A receipt, from text to committed rows (desks and PostgreSQL with fsync, no HTTP)");
        for (var i = 0; i < 5; i++) await Sending.SendAsync(founded, "Varm op.");
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var clock = Stopwatch.StartNew();
            await Sending.SendAsync(founded, "Der bliver sagt ting på afdelingen, som ingen siger fra over for.");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        Rate.Print("staged, received, durable: p50", Rate.Quantile(times, 0.5), "ms");
        Rate.Print("staged, received, durable: p95", Rate.Quantile(times, 0.95), "ms");
    }
}
