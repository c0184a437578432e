using System.Diagnostics;
using System.Globalization;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;

namespace Intake.Bench;

/// <summary>
/// The worker's sweeps over more and more open cases of one scheme, in a durable PostgreSQL: first a run with nothing to do, then one
/// with little. See <see cref="SyntheticCases"/> for what is real of the cases.
/// </summary>
internal static class SweepBench
{
    private const int Due = 50;
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    public static async Task RunAsync()
    {
        Console.WriteLine($"Sweeps over open cases of one scheme with 28 units (seconds; {Due} statements become due, {Due} referrals are new)");
        await using var server = await PostgresServer.StartOwnAsync(new PostgresOptions(Durable: true));
        // Twenty minutes before the mail hour of 13:00, when what waits is looked for.
        await using var bench = await WorkerBench.CreateAsync(new DateTimeOffset(2026, 3, 3, 11, 40, 0, TimeSpan.Zero), server);
        var cases = new SyntheticCases(bench);
        await cases.AddStaffAsync();
        await TimeAsync(bench.RunAsync<SweepDeadlines>);
        await TimeAsync(bench.RunAsync<SweepNotices>);
        Print("open cases", "steps due", "deadlines", "deadlines, due", "notices, first", "notices", "notices, new", "expired", "deletion");
        var there = 0;
        foreach (var size in Sizes)
        {
            await cases.AddAsync(size - there, 0);
            await cases.AddClosedAsync((size - there) / 2);
            there = size;
            await bench.SqlAsync("VACUUM ANALYZE");
            var before = await StepsAsync(bench);
            var nothing = await TimeAsync(bench.RunAsync<SweepDeadlines>);
            var steps = await StepsAsync(bench) - before;
            await cases.AddAsync(Due, Due);
            var due = await TimeAsync(bench.RunAsync<SweepDeadlines>);
            var first = await TimeAsync(bench.RunAsync<SweepNotices>);
            var told = await TimeAsync(bench.RunAsync<SweepNotices>);
            await cases.ReferAsync(Due);
            var fresh = await TimeAsync(bench.RunAsync<SweepNotices>);
            var expired = await TimeAsync(bench.RunAsync<SweepExpired>);
            var deletion = await TimeAsync(bench.RunAsync<DestroyReports>);
            Print(size.ToString("N0", CultureInfo.InvariantCulture),
                [steps.ToString("N0", CultureInfo.InvariantCulture), .. new[] { nothing, due, first, told, fresh, expired, deletion }.Select(time => time.ToString("0.00", CultureInfo.InvariantCulture))]);
            there += 2 * Due;
        }
    }

    private static async Task<int> StepsAsync(WorkerBench bench) =>
        int.Parse(await bench.SqlAsync("SELECT count(*) FROM intake.escalation"), CultureInfo.InvariantCulture);

    private static async Task<double> TimeAsync(Func<CancellationToken, Task> run)
    {
        var clock = Stopwatch.StartNew();
        await run(default);
        return clock.Elapsed.TotalSeconds;
    }

    private static void Print(string size, params string[] figures) =>
        Console.WriteLine($"  {size,-12}" + string.Concat(figures.Select(figure => $"{figure,16}")));
}
