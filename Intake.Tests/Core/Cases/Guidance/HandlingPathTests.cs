using Intake.Core.Cases;
using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Guidance;
using Intake.Core.Cases.Planning;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Guidance;

/// <summary>The path follows what the case holds, and the hints what it lacks.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HandlingPathTests
{
    private CaseScene scene = null!;

    [OneTimeSetUp]
    public async Task Found() => scene = new CaseScene(await FoundedScheme.CreateAsync());

    [OneTimeTearDown]
    public async Task Close() => await scene.Founded.DisposeAsync();

    [Test]
    public async Task Each_stage_is_done_by_what_is_written_and_nothing_is_stored_for_it()
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        Assert.That(await NowAsync(sent), Is.EqualTo(PathStage.Assess));
        await scene.DoAsync<CaseDesk>(
            "handler 1", (d, s) => d.AssessAsync(sent.ReportId, referral, s, Severity.Serious, "Gentaget.", default));
        Assert.That(await NowAsync(sent), Is.EqualTo(PathStage.Plan));
        await WorkAsync((d, s) => d.PlanAsync(
            sent.ReportId, referral, s, new(default, "Ring til HR.", "Open") { Owner = "Karen" }, default));
        Assert.That((await StepAsync(sent, PathStage.Plan)).OpenThings, Is.EqualTo(1));
        var task = WorkPlan.Of(await FileAsync(sent)).Tasks.Single();
        await WorkAsync((d, s) => d.PlanAsync(sent.ReportId, referral, s, task.Now with { State = "Done" }, default));
        Assert.That(await NowAsync(sent), Is.EqualTo(PathStage.Hear));
        await WorkAsync((d, s) => d.HearAsync(sent.ReportId, referral, s, new("Affected", true), default));
        Assert.That((await StepAsync(sent, PathStage.Hear)).OpenThings, Is.EqualTo(1));
        await WorkAsync((d, s) => d.HearAsync(
            sent.ReportId, referral, s, new("Accused", false) { Why = "Ingen ved, hvem det er." }, default));
        Assert.That(await NowAsync(sent), Is.EqualTo(PathStage.Act));
        var check = CopenhagenClock.Today(scene.Founded.Time).AddDays(30);
        await WorkAsync((d, s) => d.ActAsync(
            sent.ReportId, referral, s, new(default, "Culture", "Done") { Owner = "Karen", CheckOn = check }, default));
        var act = await StepAsync(sent, PathStage.Act);
        Assert.That((act.State, act.Due, act.OpenThings), Is.EqualTo((PathState.Now, (DateOnly?)check, 1)));
        var action = ActionRegister.Of(await FileAsync(sent)).Single();
        await WorkAsync((d, s) => d.ActAsync(
            sent.ReportId, referral, s, action.Now with { State = "Checked", Effect = "Tonen er blevet bedre." }, default));
        Assert.That(await NowAsync(sent), Is.EqualTo(PathStage.Feedback));
        Assert.That((await StepAsync(sent, PathStage.Feedback)).Due, Is.Not.Null);
        await scene.FeedbackAsync(sent, "handler 1", "Vi har handlet.");
        Assert.That(await NowAsync(sent), Is.EqualTo(PathStage.Statement));
        await scene.SendStatementAsync(sent, referral);
        Assert.That(await NowAsync(sent), Is.EqualTo(PathStage.Close));
    }

    [Test]
    public async Task What_is_changed_stays_in_its_history_and_a_forged_id_changes_nothing()
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        await WorkAsync((d, s) => d.ActAsync(sent.ReportId, referral, s, new(default, "Talk", "Planned") { Owner = "Karen" }, default));
        var action = ActionRegister.Of(await FileAsync(sent)).Single();
        await WorkAsync((d, s) => d.ActAsync(sent.ReportId, referral, s, action.Now with { State = "Done" }, default));
        var other = await scene.InScopeAsync();
        var theirs = await scene.ReferAsync(other);
        foreach (var (report, file, id) in new[] { (sent, referral, Guid.NewGuid()), (other, theirs, action.Id) })
        {
            var answer = await scene.ActAsync<WorkDesk, CaseResult>("handler 1", (d, s) => d.ActAsync(
                report.ReportId, file, s, new(id, "Talk", "Dropped") { Owner = "Karen" }, default));
            Assert.That(answer, Is.EqualTo(CaseResult.NotFound));
        }

        var now = ActionRegister.Of(await FileAsync(sent)).Single();
        Assert.That((now.State, now.History.Count), Is.EqualTo(((ActionState?)ActionState.Done, 2)));
        Assert.That(ActionRegister.Of(await FileAsync(other)), Is.Empty);
    }

    [TestCase("administrator 1")]
    [TestCase("handler 3")]
    [TestCase("other handler 1")]
    public async Task Nobody_but_the_units_handlers_writes_of_its_work(string who)
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        Assert.That(await scene.ActAsync<WorkDesk, CaseResult>(who, (d, s) => d.HearAsync(
            sent.ReportId, referral, s, new("Affected", true), default)), Is.EqualTo(CaseResult.NotFound));
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Referrals.Single().WorkFile, Is.Null);
    }

    [Test]
    public void Hints_stand_where_a_mistake_is_near_and_go_when_it_is_not()
    {
        var sanction = new RegisteredAction(Guid.NewGuid(), new(Guid.NewGuid(), "Sanction", "Planned"), []);
        var checkedOn = sanction with { Now = sanction.Now with { CheckOn = new(2026, 4, 1) } };
        var (unheard, heard) = (WorkPlan.Of([]), WorkPlan.Of([]) with
        {
            Heard = Enum.GetValues<CaseParty>().ToDictionary(
                party => party, _ => (new HearingContent("Affected", true), new DateOnly(2026, 3, 3))),
        });
        Assert.Multiple(() =>
        {
            Assert.That(WorkHints.ForActions([], unheard), Is.Empty);
            Assert.That(WorkHints.ForActions([sanction], unheard), Is.EqualTo(new[] { WorkHint.TooHasty, WorkHint.NoFollowUp }));
            Assert.That(WorkHints.ForActions([checkedOn], heard), Is.Empty);
            Assert.That(WorkHints.ForActions([sanction with { Now = sanction.Now with { State = "Dropped" } }], unheard), Is.Empty);
            Assert.That(WorkHints.ForStatement(unheard), Is.EqualTo(new[] { WorkHint.OneSided }));
            Assert.That(WorkHints.ForStatement(heard), Is.Empty);
        });
    }

    private async Task<PathStage> NowAsync(Sent sent) => (await PathAsync(sent)).Single(step => step.State == PathState.Now).Stage;

    private async Task<PathStep> StepAsync(Sent sent, PathStage stage) => (await PathAsync(sent)).Single(step => step.Stage == stage);

    private async Task<IReadOnlyList<PathStep>> PathAsync(Sent sent)
    {
        var view = (await scene.ReadAsync(sent, "handler 1"))!;
        return HandlingPath.Of(view, view.Referrals.Single());
    }

    private async Task<IReadOnlyList<Intake.Core.Reports.ReadEntry>> FileAsync(Sent sent) =>
        (await scene.ReadAsync(sent, "handler 2"))!.Referrals.Single().WorkFile!;

    private Task WorkAsync(Func<WorkDesk, UnlockedStaff, Task<CaseResult>> act) => scene.DoAsync("handler 1", act);
}
