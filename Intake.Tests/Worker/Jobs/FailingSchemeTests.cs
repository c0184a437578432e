using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Tests.Core.Storage;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>A scheme whose file no longer reads, beside one in order.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class FailingSchemeTests
{
    private WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        var broken = await bench.Founded.AddAsync("koege-kommune");
        await using var db = bench.AsOwner();
        await db.Schemes.Where(scheme => scheme.Id == broken.Id).ExecuteUpdateAsync(row => row
            .SetProperty(scheme => scheme.Document, [0]).SetProperty(scheme => scheme.DocumentHash, SampleRows.Bytes(32)));
    }

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task The_others_deadlines_are_swept_and_the_run_says_that_one_failed()
    {
        var today = CopenhagenClock.Today(bench.Time);
        await bench.AddDeadlineAsync(DeadlineKind.Acknowledgement, today.AddDays(-30), today.AddDays(-23));
        await Assert.ThatAsync(() => bench.RunAsync<SweepDeadlines>(), Throws.InstanceOf<AggregateException>());
        await using var db = bench.AsOwner();
        Assert.That(await db.Escalations.AnyAsync(), Is.True);
        Assert.That(await db.Mails.AnyAsync(mail => mail.Kind == MailKind.Escalation), Is.True);
    }

    [Test]
    public async Task The_days_root_is_made_and_the_others_administrators_get_it()
    {
        await Sending.SendAsync(bench.Founded, "Det skete igen.");
        bench.Time.Advance(TimeSpan.FromDays(1));
        await Assert.ThatAsync(() => bench.RunAsync<SealDailyRoot>(), Throws.InstanceOf<AggregateException>());
        await using var db = bench.AsOwner();
        Assert.That(await db.DailyRoots.CountAsync(), Is.EqualTo(1));
        Assert.That(await db.Mails.CountAsync(mail => mail.Kind == MailKind.DailyRoot), Is.EqualTo(3), "two administrators and the deputy");
    }
}
