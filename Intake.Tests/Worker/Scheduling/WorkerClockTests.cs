using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Operations;
using Intake.Worker.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;

namespace Intake.Tests.Worker.Scheduling;

/// <summary>A worker whose clock is wrong, on a database whose clock is right or, on the same machine, just as wrong.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WorkerClockTests
{
    private const string Made =
        "select (select count(*) from intake.daily_root), (select count(*) from intake.escalation), (select count(*) from intake.mail)";

    private static readonly DateOnly Today = CopenhagenClock.Today(TimeProvider.System);

    private WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync(TimeProvider.System.GetUtcNow());

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task A_clock_that_leaps_a_year_makes_no_root_no_step_and_no_mail_and_is_told()
    {
        await bench.MakeJobTablesAsync();
        await bench.AddDeadlineAsync(DeadlineKind.Feedback, Today, Today.AddDays(90));
        var clock = new LeapingClock();
        var often = Schedule.Jobs.ToDictionary(job => $"Intake:Schedule:{job.Name}", string? (_) => "*/2 * * * * *");
        var host = bench.BuildHost(often, clock);
        await host.StartAsync();
        await UntilAsync(async () => (await bench.SqlAsync(Made)).StartsWith("1|0|", StringComparison.Ordinal), "the right clock works");

        // No run is under way when it leaps: one that had looked at the clock before would go on under a wrong one.
        await using var owner = bench.AsOwner();
        await using var transaction = await owner.Database.BeginTransactionAsync();
        await owner.Database.ExecuteSqlRawAsync("SELECT name FROM hangfire.intake_running FOR UPDATE");
        var before = await bench.SqlAsync(Made);
        clock.Leap = TimeSpan.FromDays(366);
        await UntilAsync(() => Task.FromResult(bench.Log.ToString().Contains("Nothing is done", StringComparison.Ordinal)), "it is told");
        await UntilAsync(() => Task.FromResult(Schedule.Jobs.All(job => Held(job.Name) > 0)), "each job is held");
        await transaction.RollbackAsync();
        var held = Schedule.Jobs.ToDictionary(job => job.Name, job => Held(job.Name));
        await UntilAsync(() => Task.FromResult(Schedule.Jobs.All(job => Held(job.Name) > held[job.Name])), "each job is held again");
        var readiness = await host.Services.GetRequiredService<Readiness>().LookAsync(default);
        await host.StopAsync();

        Assert.That(await bench.SqlAsync(Made), Is.EqualTo(before));
        Assert.That(readiness.Ready, Is.False);

        int Held(string job) => bench.Log.ToString()
            .Split($"The job {job} failed | Intake.Worker.Scheduling.WrongClockException").Length - 1;
    }

    [TestCase(-3600, ExpectedResult = "this machine's clock and the database's differ by more than minutes. Set the wrong one right.")]
    [TestCase(3600, ExpectedResult = "this machine's clock and the database's differ by more than minutes. Set the wrong one right.")]
    [TestCase(60, ExpectedResult = null)]
    [TestCase(-60, ExpectedResult = null)]
    public Task<string?> It_is_compared_with_the_databases(int seconds)
    {
        var clock = new LeapingClock { Leap = TimeSpan.FromSeconds(seconds) };
        return ClockOf(bench.BuildHost(time: clock)).WhyNotAsync(default);
    }

    [Test]
    public async Task One_that_is_set_while_the_worker_runs_is_not_trusted_though_the_database_shares_it()
    {
        var clock = new LeapingClock { Leap = TimeSpan.FromHours(-1) };
        var watched = ClockOf(bench.BuildHost(time: clock));
        clock.Leap = TimeSpan.Zero;
        Assert.That(await watched.WhyNotAsync(default), Does.StartWith("the clock was set while the worker ran"));
    }

    [TestCase(0, "", ExpectedResult = false)]
    [TestCase(-1, "", ExpectedResult = true)]
    [TestCase(-31, "", ExpectedResult = true)]
    [TestCase(-32, "", ExpectedResult = false)]
    [TestCase(-400, "today", ExpectedResult = true)]
    [TestCase(-400, "2026-01-01", ExpectedResult = false)]
    public async Task<bool> One_that_was_wrong_from_the_start_is_seen_by_the_newest_root_and_an_operator_can_confirm_it(
        int days, string confirmed)
    {
        await using (var db = bench.AsOwner())
        {
            var root = DailyRootSeal.Make(bench.Service<FileSecret>(), Today.AddDays(days), [], DailyRootSeal.Beginning);
            db.DailyRoots.Add(new DailyRoot
            {
                Day = root.Day, Root = root.TreeHash, Previous = root.Previous, LeafCount = root.LeafCount, Signature = root.Signature,
            });
            await db.SaveChangesAsync();
        }

        var settings = new Dictionary<string, string?>
        {
            [WorkerClock.Confirmed] = confirmed == "today" ? $"{Today:yyyy-MM-dd}" : confirmed,
        };
        return await ClockOf(bench.BuildHost(settings, TimeProvider.System)).WhyNotAsync(default) is null;
    }

    private static WorkerClock ClockOf(IHost host) => host.Services.GetRequiredService<WorkerClock>();

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await holds()) return;
            await Task.Delay(200);
        }

        Assert.Fail("Not seen: " + what);
    }

    /// <summary>A clock that somebody sets; the time that passes is the machine's.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        public TimeSpan Leap { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Leap;
    }
}
