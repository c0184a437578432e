using Intake.Core.Accountability;
using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Inbox;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Tests.Core.Cases;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>A legal hold: set and lifted by two people, who are asked for it, and kept to by the worker.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HoldTests
{
    private WorkerBench bench = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task SetUp() => scene = new CaseScene((bench = await WorkerBench.CreateAsync()).Founded);

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task An_administrator_who_proposes_again_and_again_keeps_no_case_alone()
    {
        var sent = await scene.InScopeAsync("Holdes hen.");
        await scene.FeedbackAsync(sent, "administrator 1", "Det er undersøgt.");
        await scene.DoAsync<ClosingDesk>("administrator 1", async (d, s) =>
            (await d.CloseAsync(sent.ReportId, s, CaseScene.Closing(Outcome.NoGround), default)).Answer);
        await using var db = bench.AsOwner();
        var until = (await db.Reports.AsNoTracking().SingleAsync()).KeepUntil!.Value;
        bench.Time.Advance(TimeSpan.FromDays(until.DayNumber - CopenhagenClock.Today(bench.Time).DayNumber - Deletion.DaysAhead));
        await bench.RunAsync<DestroyReports>();
        bench.Time.Advance(TimeSpan.FromDays(Deletion.DaysAhead));
        foreach (var days in new[] { HoldDesk.DaysToAnswer - 4, 4 })
        {
            await Propose();
            await Refuse();
            await Propose();
            bench.Time.Advance(TimeSpan.FromDays(days));
            await bench.RunAsync<DestroyReports>();
            Assert.That(await db.Reports.AnyAsync(), Is.True, $"after {days} days: there is time to answer");
            await Refuse();
        }

        await Propose();
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<DestroyReports>();
        Assert.That(await db.Reports.AnyAsync(), Is.False);

        async Task Propose() => Assert.That(await scene.ActAsync<HoldDesk, CaseResult>(
            "administrator 1", (d, s) => d.ProposeAsync(sent.ReportId, s, "Retssag", default)), Is.EqualTo(CaseResult.Done));
        async Task Refuse() => Assert.That(await scene.ActAsync<HoldDesk, CaseResult>(
            "administrator 1", (d, s) => d.AnswerAsync(sent.ReportId, s, false, "Alligevel ikke", default)), Is.EqualTo(CaseResult.Done));
    }

    [Test]
    public async Task A_hold_takes_two_people_to_set_and_two_to_lift()
    {
        var sent = await scene.InScopeAsync("Holdes.");
        await scene.FeedbackAsync(sent, "administrator 1", "Det er undersøgt.");
        await scene.DoAsync<ClosingDesk>("administrator 1", async (d, s) =>
            (await d.CloseAsync(sent.ReportId, s, CaseScene.Closing(Outcome.NoGround), default)).Answer);
        Task<CaseResult> Propose(string who, string? why = "Retssag") =>
            scene.ActAsync<HoldDesk, CaseResult>(who, (d, s) => d.ProposeAsync(sent.ReportId, s, why, default));
        Task<CaseResult> Answer(string who, bool agree = true) =>
            scene.ActAsync<HoldDesk, CaseResult>(who, (d, s) => d.AnswerAsync(sent.ReportId, s, agree, "Enig", default));
        Assert.That(await Propose("administrator 1", " "), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await Answer("administrator 2"), Is.EqualTo(CaseResult.NotNow));
        Assert.That(await Propose("administrator 1"), Is.EqualTo(CaseResult.Done));
        Assert.That(await AskedAsync(), Is.EqualTo((0, NextAction.Hold)), "the other one alone, also of a closed case");
        await using (var worker = bench.Founded.Databases.AsWorker())
        {
            var staff = await SchemeStaff.ReadAsync(
                worker, bench.Service<CertificateBooks>(), bench.Founded.Scheme, bench.Time, default);
            var services = bench.Founded.Services;
            var waiting = new WaitingThings(worker, services.GetRequiredService<HolderPseudonyms>(), new HoldProposals(worker,
                services.GetRequiredService<CertificateBooks>(), services.GetRequiredService<FileSecret>()),
                new SchemeErrands(worker, services.GetRequiredService<CertificateBooks>(),
                    services.GetRequiredService<DailyRoots>(), bench.Time));
            Assert.That((await waiting.OfAsync(staff, [.. staff.People], default))
                .Where(thing => thing.Topic.StartsWith("hold ", StringComparison.Ordinal)).Select(thing => thing.PersonId),
                Is.EqualTo(new[] { bench.Founded["administrator 2"].Id }), "and a mail");
        }

        Assert.That(await Answer("administrator 1"), Is.EqualTo(CaseResult.OwnProposal));
        await using var db = bench.AsOwner();
        Assert.That(await db.Reports.AnyAsync(row => row.LegalHold), Is.False);
        Assert.That(await Answer("administrator 2"), Is.EqualTo(CaseResult.Done));
        Assert.That(await db.Reports.AnyAsync(row => row.LegalHold), Is.True);
        var kept = await scene.ActAsync<InboxDesk, InboxView>("administrator 2", (d, s) => d.ListAsync(s, new(InboxShow.All), default));
        Assert.That(kept.Rows.Single().Next?.Kind, Is.Not.EqualTo(DeadlineKind.Retention), "it is not deleted on any day");

        bench.Time.Advance(TimeSpan.FromDays(400));
        await bench.RunAsync<DestroyReports>();
        Assert.That(await db.Reports.AnyAsync(), Is.True);
        Assert.That(await Propose("administrator 2"), Is.EqualTo(CaseResult.Done));
        Assert.That(await Answer("administrator 2"), Is.EqualTo(CaseResult.OwnProposal));
        Assert.That(await Answer("administrator 2", agree: false), Is.EqualTo(CaseResult.Done), "taken back");
        Assert.That(await Propose("administrator 2"), Is.EqualTo(CaseResult.Done));
        Assert.That(await Answer("administrator 1"), Is.EqualTo(CaseResult.Done));
        Assert.That((await db.Audit.OrderBy(row => row.At).Select(row => row.Action).ToListAsync()).Where(action =>
            action is >= AuditAction.HoldAsked and <= AuditAction.HoldRefused or AuditAction.Noted), Is.EqualTo(new[]
        {
            AuditAction.HoldAsked, AuditAction.HoldSet, AuditAction.LiftAsked, AuditAction.HoldRefused, AuditAction.LiftAsked,
            AuditAction.HoldLifted,
        }), "each in words of its own, and no note");
        await bench.RunAsync<DestroyReports>();
        Assert.That(await db.Reports.AnyAsync(), Is.True, "a month begins when the hold is lifted");
        bench.Time.Advance(TimeSpan.FromDays(Deletion.DaysAhead));
        await bench.RunAsync<DestroyReports>();
        Assert.That(await db.Reports.AnyAsync(), Is.False);

        async Task<(int Proposers, NextAction Others)> AskedAsync()
        {
            var own = await scene.ActAsync<InboxDesk, InboxView>("administrator 1", (d, s) => d.ListAsync(s, new(), default));
            var others = await scene.ActAsync<InboxDesk, InboxView>("administrator 2", (d, s) => d.ListAsync(s, new(), default));
            return (own.Counts.Waiting, others.Rows.Single().Waits);
        }
    }
}
