using System.Diagnostics;
using System.Globalization;
using System.Text;
using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Tests.Worker.Year;

namespace Intake.Bench;

/// <summary>
/// Two real workers on one durable PostgreSQL and one SMTP server, each with every job every few seconds. SIGKILL meets one or the
/// other at random moments, and it is started again, while reports, deadlines, deletions and mails come due. Then it is counted
/// what was lost and what came twice. INTAKE_BENCH_KILLS (200) and INTAKE_BENCH_SEED change the run; a fault ends it with status 1.
/// </summary>
internal static class KillsBench
{
    private const int SlotsADay = 6;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(6.5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);

    private static readonly Dictionary<string, string?> Often =
        "make-ring-keys send-mails sweep-deadlines sweep-notices seal-daily-root make-accountability-reports sweep-expired destroy-reports"
            .Split(' ').ToDictionary(job => $"Intake:Schedule:{job}", string? (_) => "*/3 * * * * *")
            .Append(new("Intake:Schedule:nightly-rewrite", "*/20 * * * * *")).ToDictionary();

    public static async Task RunAsync()
    {
        var kills = Number("INTAKE_BENCH_KILLS") ?? 200;
        var seed = Number("INTAKE_BENCH_SEED") ?? Environment.TickCount & 0xFFFF;
        var spacing = TimeSpan.FromMinutes(Math.Max(1, Math.Round(kills * LongestPause.TotalMinutes / 2 / (SlotsADay - 0.5))));
        Console.WriteLine($"Kills (two workers, PostgreSQL with fsync, an SMTP server; {kills} of SIGKILL, seed {seed})");
        await using var server = await PostgresServer.StartOwnAsync(new PostgresOptions(Durable: true));
        await using var bench = await WorkerBench.CreateAsync(TimeProvider.System.GetUtcNow().AddDays(-3), server);
        await using var count = await KillsCount.BeginAsync(bench);
        await DaysBeforeAsync(bench, count);
        await bench.MakeJobTablesAsync();
        var slots = await LoadSlotsAsync(bench, spacing);

        using var end = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var acts = Task.Run(() => ActAsync(bench, count, slots[^1] - TimeSpan.FromSeconds(90), end.Token));
        await KillAsync(bench, kills, new SeededDie(seed));
        Rate.Print("minutes of kills", clock.Elapsed.TotalMinutes, "");
        await end.CancelAsync();
        await acts;
        using (var first = bench.StartProcess(Often))
        using (var second = bench.StartProcess(Often))
        {
            await count.UntilQuietAsync(slots, first, second);
            await Task.Delay(TimeSpan.FromSeconds(10));
            await Task.WhenAll(first.StopAsync(), second.StopAsync());
        }

        if (!await count.PrintAsync(slots)) Environment.ExitCode = 1;
    }

    private static async Task KillAsync(WorkerBench bench, int kills, SeededDie random)
    {
        var workers = new[] { bench.StartProcess(Often), bench.StartProcess(Often) };
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                await Task.Delay(ShortestPause + random.NextDouble() * (LongestPause - ShortestPause));
                var met = random.Next(workers.Length);
                await workers[met].KillAsync();
                workers[met].Dispose();
                workers[met] = bench.StartProcess(Often);
            }
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }
    }

    /// <summary>Two days with reports and a root, so that the chain has a beginning and the workers a day to seal.</summary>
    private static async Task DaysBeforeAsync(WorkerBench bench, KillsCount count)
    {
        for (var day = 0; day < 3; day++)
        {
            await count.SendReportAsync(close: false);
            bench.Time.Advance(TimeSpan.FromDays(1));
            if (day == 2) return;
            await using var db = bench.Founded.Databases.AsWorker();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await bench.Service<DailyRoots>().SealAsync(db, default);
            await transaction.CommitAsync();
        }
    }

    /// <summary>The scheme with mail hours so far apart from now on, and a mail to administrators too when something waits.</summary>
    private static async Task<IReadOnlyList<DateTimeOffset>> LoadSlotsAsync(WorkerBench bench, TimeSpan spacing)
    {
        var now = CopenhagenClock.At(TimeProvider.System.GetUtcNow());
        var hours = Enumerable.Range(1, SlotsADay).Select(slot => now + slot * spacing).ToList();
        if (hours[^1].Date != now.Date) throw new InvalidOperationException("This bench does not run over midnight in Copenhagen.");
        var words = hours.Select(hour => $"\"{hour:HH:mm}\"");
        var file = Encoding.UTF8.GetString(FoundedScheme.RegionFile())
            .Replace("\"07:30\", \"13:00\"", string.Join(", ", words), StringComparison.Ordinal)
            .Replace("\"eachWorkingDay\"", "\"whenSomethingWaits\"", StringComparison.Ordinal);
        await using var owner = bench.AsOwner();
        var loaded = await new SchemeLoader(owner, bench.Time).LoadAsync(Encoding.UTF8.GetBytes(file), default);
        return loaded.Scheme is { } scheme
            ? [.. scheme.Deadlines.MailHours.Select(hour => CopenhagenClock.Instant(DateOnly.FromDateTime(now), hour))]
            : throw new InvalidOperationException(string.Join('\n', loaded.Faults));
    }

    /// <summary>What people and the calendar bring, over and over; from the last mail hour on only mails that are due at once.</summary>
    private static async Task ActAsync(WorkerBench bench, KillsCount count, DateTimeOffset last, CancellationToken end)
    {
        for (var act = 0; !end.IsCancellationRequested; act++)
        {
            bench.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
            // Due at once, and of an hour that is no mail hour, so that each counts by itself.
            await bench.AddMailsAsync(5, bench.Founded["deputy"].Id, DateTimeOffset.UnixEpoch);
            if (TimeProvider.System.GetUtcNow() < last)
            {
                await count.AddDeadlineAsync(act);
                if (act % 4 == 0) await count.SendReportAsync(close: act % 8 == 0);
            }

            await Task.Delay(TimeSpan.FromSeconds(1.2), CancellationToken.None);
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
