using System.Diagnostics;
using System.Globalization;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Bench;

/// <summary>
/// Mails a second from the outbox to a local SMTP server (python3-aiosmtpd), in a durable PostgreSQL, by one worker and by two: hosts
/// with connections of their own, in this process.
/// </summary>
internal static class OutboxBench
{
    private const int Mails = 2_000;

    public static async Task RunAsync()
    {
        Console.WriteLine($"The outbox ({Mails:N0} mails each time; worker, PostgreSQL and mail server on the same cores)");
        await using var server = await PostgresServer.StartOwnAsync(new PostgresOptions(Durable: true));
        await using var bench = await WorkerBench.CreateAsync(server: server);
        await TimeAsync(bench, workers: 1, mails: 50);
        foreach (var workers in new[] { 1, 2 })
        {
            var seconds = await TimeAsync(bench, workers, Mails);
            Rate.Print(string.Create(CultureInfo.InvariantCulture, $"{workers} worker{(workers == 1 ? "" : "s")}, all in {seconds:0.0} s"), Mails / seconds, "mails/s");
        }

        var arrived = bench.Sink.Mails();
        var twice = arrived.Count - arrived.Select(mail => mail.MessageId).Distinct().Count();
        Rate.Print("mails that came twice", twice, $"of {arrived.Count:N0}");
    }

    private static async Task<double> TimeAsync(WorkerBench bench, int workers, int mails)
    {
        await bench.AddMailsAsync(mails, bench.Founded["handler 1"].Id, bench.Time.GetUtcNow());
        var hosts = Enumerable.Range(0, workers).Select(_ => bench.BuildHost()).ToList();
        var before = bench.Sink.Mails().Count;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(hosts.Select(host => Task.Run(async () =>
        {
            await using var scope = host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SendMails>().RunAsync(default);
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        var sent = bench.Sink.Mails().Count - before;
        return sent == mails ? seconds : throw new InvalidOperationException($"{sent} of {mails} arrived.");
    }
}
