using NUnit.Framework;

namespace Intake.Tests.Worker.Year;

/// <summary>The simulated year at a small size; <c>deploy/bench year</c> runs the full one.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SimulatedYearTests
{
    [Test]
    public async Task Every_clock_is_met_or_escalated_and_no_mail_comes_twice_or_not_at_all_and_the_figures_are_those_of_what_was_done()
    {
        await using var bench = await WorkerBench.CreateAsync(SimulatedYear.Start);
        await using var year = await SimulatedYear.CreateAsync(
            new(LongTest.Seconds("INTAKE_YEAR_SEED", 2026), LongTest.Seconds("INTAKE_YEAR_REPORTS", 60),
                LongTest.Seconds("INTAKE_YEAR_DAYS", 75), 3, 4), bench);
        await year.RunAsync();
        await TestContext.Out.WriteLineAsync(year.Summary());
        Assert.That(year.Differences, Is.Empty);
        Assert.That(year.Compared["mails that arrived"], Is.GreaterThan(500));
    }
}
