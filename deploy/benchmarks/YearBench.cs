using System.Diagnostics;
using System.Globalization;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Tests.Worker.Year;

namespace Intake.Bench;

/// <summary>
/// The simulated year of the tests at its full size: 5,000 reports over 40 units in 5 schemes. <c>INTAKE_YEAR_SEED</c>,
/// <c>INTAKE_YEAR_REPORTS</c> and <c>INTAKE_YEAR_DAYS</c> change it. The program ends with 1 when anything is not as the models have it.
/// </summary>
internal static class YearBench
{
    public static async Task RunAsync()
    {
        Console.WriteLine("A simulated year (the worker's jobs on PostgreSQL without fsync, mails to a local SMTP server)");
        await using var server = await PostgresServer.StartOwnAsync();
        await using var bench = await WorkerBench.CreateAsync(SimulatedYear.Start, server);
        var size = new YearSize(LongTest.Seconds("INTAKE_YEAR_SEED", 2026), LongTest.Seconds("INTAKE_YEAR_REPORTS", 5_000),
            LongTest.Seconds("INTAKE_YEAR_DAYS", 365), Schemes: 5, UnitsOfEach: 8);
        await using var year = await SimulatedYear.CreateAsync(size, bench);
        var clock = Stopwatch.StartNew();
        try
        {
            await year.RunAsync(day =>
            {
                if (day.AddDays(1).Day == 1)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {day:yyyy-MM-dd}, {clock.Elapsed.TotalSeconds:0} s"));
            });
        }
        catch (Exception failed)
        {
            // Ending the servers may fail too, and would hide it.
            Console.WriteLine(failed);
            throw;
        }

        Console.WriteLine(year.Summary());
        foreach (var difference in year.Differences) Console.WriteLine($"  DIFFERENT: {difference}");
        if (year.Differences.Count > 0) Environment.ExitCode = 1;
    }
}
