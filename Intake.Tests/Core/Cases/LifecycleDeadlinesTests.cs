using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Statements;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>The desks write the deadline rows that the lifecycle says a step starts and ends.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LifecycleDeadlinesTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task A_case_from_receipt_to_closing_has_the_deadlines_that_its_steps_name()
    {
        sent = await Sending.SendAsync(founded, CaseScene.Story);
        Assert.That((await RowsAsync()).Select(row => row.Kind), Is.EquivalentTo(CaseLifecycle.Receive.Starts));
        founded.Time.Advance(TimeSpan.FromDays(1));
        await StepAsync(() => scene.PassAsync(sent, "administrator 1"), CaseLifecycle.Acknowledge);
        await StepAsync(() => ScreenAsync(new ScreeningDecision.Inside(founded.Scheme.Categories[0].Name)), CaseLifecycle.ScreenInside);
        await StepAsync(ReferAsync, CaseLifecycle.Refer, CaseLifecycle.Offer);
        await StepAsync(() => scene.PassAsync(sent, "handler 1"), CaseLifecycle.Accept);
        var referral = (await RowsAsync()).Single(row => row.Kind == DeadlineKind.Statement).ReferralId!.Value;
        await StepAsync(() => scene.DoAsync<CaseDesk>("handler 1",
            (d, s) => d.AssessAsync(sent.ReportId, referral, s, Severity.Grave, "Magtforhold.", default)), CaseLifecycle.Assess);
        await StepAsync(() => scene.SendStatementAsync(sent, referral), CaseLifecycle.SendStatement);
        await StepAsync(() => scene.DoAsync<StatementDesk>("administrator 1",
            (d, s) => d.ReturnAsync(sent.ReportId, referral, s, "Mere.", default)), CaseLifecycle.ReturnStatement);
        await StepAsync(() => scene.SendStatementAsync(sent, referral), CaseLifecycle.SendStatement);
        await StepAsync(() => scene.DoAsync<StatementDesk>("administrator 1",
            (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, default)), CaseLifecycle.AcceptStatement, CaseLifecycle.Handle);
        await StepAsync(() => scene.DoAsync<CaseDesk>("administrator 1",
            (d, s) => d.AskAsync(sent.ReportId, s, "Hvornår?", default)), CaseLifecycle.Write);
        await StepAsync(() => scene.DoAsync<CaseDesk>("administrator 1",
            (d, s) => d.FeedbackAsync(sent.ReportId, s, "Det er undersøgt.", default)), CaseLifecycle.GiveFeedback);
        await StepAsync(() => scene.DoAsync<ClosingDesk>("administrator 1",
            (d, s) => d.CloseAsync(sent.ReportId, s, Outcome.Acted, null, default)), CaseLifecycle.Close);
    }

    [Test]
    public async Task A_report_outside_the_purpose_has_nothing_due_and_a_last_day()
    {
        sent = await Sending.SendAsync(founded, "Min løn er forkert.");
        await scene.PassAsync(sent, "administrator 1");
        var ground = founded.Scheme.Scope.Grounds[0];
        await StepAsync(() => ScreenAsync(new ScreeningDecision.Outside(ground.Name, ground.Help, "Nej.")), CaseLifecycle.ScreenOutside);
    }

    [Test]
    public async Task A_referral_that_its_last_handler_leaves_has_nothing_due_and_its_report_has()
    {
        sent = await scene.InScopeAsync();
        await scene.ReferAsync(sent);
        await StepAsync(() => RecuseAsync("handler 1"));
        await StepAsync(() => RecuseAsync("handler 2"), CaseLifecycle.Leave);
    }

    private async Task StepAsync(Func<Task> act, params CaseTransition[] steps)
    {
        var before = await RowsAsync();
        await act();
        var after = await RowsAsync();
        var started = after.Where(row => before.All(old => old.Id != row.Id)).Select(row => row.Kind);
        var ended = after.Where(row => row.MetOn is not null && before.Any(old => old.Id == row.Id && old.MetOn is null))
            .Select(row => row.Kind);
        var all = steps.FirstOrDefault(step => step.EndsAll);
        var open = before.Where(row => row.MetOn is null && (all is not ReferralTransition || row.ReferralId is not null))
            .Select(row => row.Kind);
        var name = string.Join(", ", steps.Select(step => step.Name));
        Assert.That(started,
            Is.EquivalentTo(
                steps.SelectMany(step => step.Starts.Concat(step.Recounts).Concat(step.Reopens)).Except([DeadlineKind.Retention])), name);
        Assert.That(ended, Is.EquivalentTo(all is not null ? open : steps.SelectMany(step => step.Ends)), name);
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Reports.AnyAsync(r => r.Id == sent.ReportId && r.KeepUntil != null),
            Is.EqualTo(steps.Any(step => step.Starts.Contains(DeadlineKind.Retention))), name);
    }

    private async Task<List<DeadlineRow>> RowsAsync()
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Deadlines.AsNoTracking().Where(row => row.ReportId == sent.ReportId).ToListAsync();
    }

    private Task ScreenAsync(ScreeningDecision decision)
        => scene.DoAsync<ScreeningDesk>("administrator 1", (d, s) => d.DecideAsync(sent.ReportId, s, decision, default));

    private Task RecuseAsync(string part) => scene.DoAsync<GateDesk>(part, (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));

    private Task ReferAsync() =>
        scene.DoAsync<ReferralDesk>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s, founded.Hospital.Id,
            [founded["handler 1"].Id, founded["handler 2"].Id], null, GrantAnswers.Confirmed, default));
}
