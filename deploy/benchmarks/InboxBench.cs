using System.Diagnostics;
using System.Globalization;
using Intake.Core.Cases.Inbox;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Bench;

/// <summary>
/// The first page of My day over more and more open cases for an administrator who holds all of them, as a request does it: a scope,
/// its queries, its rows. Half as many closed cases of others lie beside them. First with nothing remembered, as after a night; then
/// as the rest of the day; then after one case changed each time.
/// </summary>
internal static class InboxBench
{
    private const int Rounds = 15;
    private static readonly int[] Sizes = [100, 1_000, 10_000];

    public static async Task RunAsync()
    {
        Console.WriteLine("First page of My day (milliseconds, median and slowest of 15)");
        await using var server = await PostgresServer.StartOwnAsync(new PostgresOptions(Durable: true));
        await using var bench = await WorkerBench.CreateAsync(new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero), server);
        var cases = new SyntheticCases(bench);
        await cases.AddStaffAsync();
        var there = 0;
        foreach (var size in Sizes)
        {
            await cases.AddAsync(size - there, 0);
            await cases.AddClosedAsync((size - there) / 2);
            there = size;
            await bench.SqlAsync("VACUUM ANALYZE");
            var (first, late) = (new InboxQuery(), new InboxQuery(InboxShow.Overdue));
            await PrintAsync(bench, size, "nothing remembered", first, () => bench.SqlAsync("SELECT intake.forget_changes()"));
            await PrintAsync(bench, size, "waiting first", first);
            await PrintAsync(bench, size, "overdue", late);
            await PrintAsync(bench, size, "a case reference", new InboxQuery(InboxShow.All, Search: "K4"));
            await PrintAsync(bench, size, "after a change", first, () => bench.SqlAsync(
                "UPDATE intake.gate_pass SET read_to = read_to + 1 WHERE holder IN (SELECT holder FROM intake.gate_pass LIMIT 1)"));
        }
    }

    private static async Task PrintAsync(WorkerBench bench, int size, string what, InboxQuery query, Func<Task>? before = null)
    {
        using var self = bench.Founded["administrator 1"].Unlock();
        var times = new List<double>();
        var shown = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            if (before is not null) await before();
            await using var scope = bench.Founded.Services.CreateAsyncScope();
            var clock = Stopwatch.StartNew();
            shown = (await scope.ServiceProvider.GetRequiredService<InboxDesk>().ListAsync(self, query, default)).Total;
            if (round > 0) times.Add(clock.Elapsed.TotalMilliseconds);
        }

        Rate.Print(string.Create(CultureInfo.InvariantCulture, $"{size:N0} open cases, {what} ({shown:N0} match)"),
            string.Create(CultureInfo.InvariantCulture, $"{Rate.Median(times),8:N0} {times.Max(),8:N0}"));
    }
}
