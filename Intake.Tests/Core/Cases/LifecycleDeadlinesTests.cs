using Intake.Core.Accountability;
using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Dates;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Statements;
using Intake.Core.Certification;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
            (d, s) => d.ReturnAsync(sent.ReportId, referral, s, "Mere.", OutboundAnswer.Checked, default)), CaseLifecycle.ReturnStatement);
        await StepAsync(() => scene.SendStatementAsync(sent, referral), CaseLifecycle.SendStatement);
        await StepAsync(() => scene.DoAsync<StatementDesk>("administrator 1",
            (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, OutboundAnswer.Checked, default)),
            CaseLifecycle.AcceptStatement, CaseLifecycle.Handle);
        await StepAsync(() => scene.AskAsync(sent, "administrator 1", "Hvornår?"), CaseLifecycle.Write);
        await StepAsync(() => scene.FeedbackAsync(sent, "administrator 1", "Det er undersøgt."),
            CaseLifecycle.GiveFeedback);
        await StepAsync(() => scene.DoAsync<ClosingDesk>("administrator 1",
            async (d, s) =>
            (await d.CloseAsync(sent.ReportId, s, CaseScene.Closing(Outcome.Acted), default)).Answer), CaseLifecycle.Close);
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
    public async Task A_referral_that_its_last_handler_leaves_is_ended_unmet_and_waits_for_others_to_take_it_on()
    {
        sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        founded.Time.Advance(TimeSpan.FromDays(6));
        await StepAsync(() => RecuseAsync("handler 1"));
        await StepAsync(() => RecuseAsync("handler 2"), CaseLifecycle.Leave);
        var today = CopenhagenClock.Today(founded.Time);
        var view = (await scene.ReadAsync(sent, "administrator 1"))!.Referrals.Single();
        var statement = view.Deadlines.Single(one => one.Deadline.Kind == DeadlineKind.Statement);
        var acceptance = view.Deadlines.Single(one => one.Deadline.Kind == DeadlineKind.Acceptance);
        Assert.That(statement, Is.EqualTo(statement with { MetOn = null, EndedOn = today, EndedBy = DeadlineEnd.Abandoned }));
        Assert.That(acceptance.IsOpen && acceptance.Deadline == DeadlinePolicy.AcceptanceAgain(today, founded.Scheme.Deadlines), Is.True);

        // Referred again: the new unit's time runs, and the old one's is over without having been kept.
        await scene.DoAsync<ReferralDesk>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s, founded.OtherHospital.Id,
            [founded["other handler 1"].Id, founded["other handler 2"].Id], null, GrantAnswers.Confirmed, default));
        view = (await scene.ReadAsync(sent, "administrator 1"))!.Referrals.Single(one => one.Id == referral);
        Assert.That(view.Deadlines.Single(one => one.Deadline.Kind == DeadlineKind.Acceptance).EndedBy,
            Is.EqualTo(DeadlineEnd.ReferredAgain));
        await RecuseAsync("administrator 2");
        Assert.That((await RowsAsync()).Count(row => row is { Kind: DeadlineKind.Acceptance, MetOn: null, EndedOn: null }), Is.EqualTo(1),
            "somebody else who leaves begins nothing again");
    }

    [Test]
    public async Task A_referral_whose_last_handler_is_off_boarded_is_left_too_and_signed_for_also_after_an_operators_act()
    {
        sent = await scene.InScopeAsync();
        await scene.ReferAsync(sent);
        founded.Time.Advance(TimeSpan.FromDays(6));
        await StepAsync(() => OffboardAsync("handler 1"));
        await StepAsync(() => OffboardAsync("handler 2"), CaseLifecycle.Leave);
        var today = CopenhagenClock.Today(founded.Time);
        Assert.That((await RowsAsync()).Single(row => row is { Kind: DeadlineKind.Acceptance }), Has
            .Property(nameof(DeadlineRow.StartsOn)).EqualTo(today)
            .And.Property(nameof(DeadlineRow.DueOn)).EqualTo(DeadlinePolicy.AcceptanceAgain(today, founded.Scheme.Deadlines).Due));
        await StepAsync(() => OffboardAsync("handler 3"));

        // An operator takes grants and signs for no case: the next administrator who refers does.
        await scene.ReferAsync(sent, "other handler 1", "other handler 2", founded.OtherHospital.Id);
        await using var db = founded.Databases.AsOwner();
        await db.Grants.Where(grant => db.Compartments.Any(room => room.Id == grant.CompartmentId
            && room.Kind == CompartmentKind.WorkFile)).ExecuteDeleteAsync();
        await scene.DoAsync<ReferralDesk>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s, founded.OtherHospital.Id,
            [founded["other handler 2"].Id, founded["other handler 3"].Id], null, GrantAnswers.Confirmed, default));
        var rows = await RowsAsync();
        Assert.That(rows.Where(row => row.Kind == DeadlineKind.Statement).Select(row => row.EndedBy),
            Is.All.EqualTo(DeadlineEnd.Abandoned));
        Assert.That(rows.Count(row => row is { Kind: DeadlineKind.Acceptance, MetOn: null, EndedOn: null }),
            Is.EqualTo(1), "the new one's");
        var found = await founded.Services.GetRequiredService<RootCheck>().RunAsync(db, new Dictionary<DateOnly, byte[]>(), default);
        Assert.That(found.Where(one => one.Fault is RootFault.ColumnDiffers or RootFault.StateDoesNotFit), Is.Empty);
    }

    [Test]
    public async Task A_closed_case_is_followed_up_by_a_message_and_then_has_nothing_due()
    {
        sent = await scene.InScopeAsync();
        await scene.FeedbackAsync(sent, "administrator 1", "Det er undersøgt.");
        await StepAsync(() => scene.DoAsync<ClosingDesk>("administrator 1",
            async (d, s) =>
            (await d.CloseAsync(sent.ReportId, s, CaseScene.Closing(Outcome.NoGround), default)).Answer), CaseLifecycle.Close);
        Assert.That((await RowsAsync()).Single(row => row.Kind == DeadlineKind.Routing).EndedBy, Is.EqualTo(DeadlineEnd.Closed));
        Assert.That(await scene.ActAsync<AfterClosingDesk, CaseResult>(
            "administrator 1", (d, s) => d.CheckInAsync(sent.ReportId, s, " ", OutboundAnswer.Checked, default)),
            Is.EqualTo(CaseResult.TextMissing));
        await StepAsync(() => scene.DoAsync<AfterClosingDesk>("administrator 1",
            (d, s) => d.CheckInAsync(sent.ReportId, s, "Hvordan går det nu?", OutboundAnswer.Checked, default)), CaseLifecycle.CheckIn);
        Assert.That((await RowsAsync()).Where(row => row is { MetOn: null, EndedOn: null }), Is.Empty);
    }

    [Test]
    public async Task A_date_set_by_hand_is_changed_only_with_a_reason_and_its_history_stays()
    {
        sent = await scene.InScopeAsync();
        var today = CopenhagenClock.Today(founded.Time);
        await StepAsync(() => SetAsync(DeadlineKind.AgreedTalk, today.AddDays(7), null), CaseLifecycle.AgreeTalk);
        Assert.That(await TrySetAsync(DeadlineKind.AgreedTalk, today.AddDays(9), null), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await TrySetAsync(DeadlineKind.AgreedTalk, today.AddDays(-1), "Før"), Is.EqualTo(CaseResult.DayImpossible));
        await StepAsync(() => SetAsync(DeadlineKind.AgreedTalk, today.AddDays(9), "Sygdom"), CaseLifecycle.AgreeTalk);
        await StepAsync(() => SetAsync(DeadlineKind.OpenWindow, today.AddDays(30), null), CaseLifecycle.OpenWindow);
        await StepAsync(() => scene.DoAsync<DateDesk>("administrator 1",
            (d, s) => d.MeetAsync(sent.ReportId, s, DeadlineKind.AgreedTalk, null, default)), CaseLifecycle.HoldTalk);

        var said = (await scene.ReadAsync(sent, "administrator 1"))!.Thread.Where(entry => entry.Kind == EntryKind.Decision)
            .Select(entry => entry.As<DecisionContent>()).ToList();
        Assert.That(said, Is.EqualTo(new[]
        {
            new DecisionContent(nameof(DecisionKind.TalkAgreed), today.AddDays(7), ""),
            new DecisionContent(nameof(DecisionKind.TalkAgreed), today.AddDays(9), "Sygdom", today.AddDays(7)),
            new DecisionContent(nameof(DecisionKind.WindowOpened), today.AddDays(30), ""),
            new DecisionContent(nameof(DecisionKind.TalkHeld), today, ""),
        }));
        await using var db = founded.Databases.AsOwner();
        var found = await founded.Services.GetRequiredService<RootCheck>().RunAsync(db, new Dictionary<DateOnly, byte[]>(), default);
        Assert.That(found.Where(one => one.Fault is RootFault.ColumnDiffers or RootFault.StateDoesNotFit), Is.Empty,
            "what is due stands as it was signed");
        await db.Deadlines.Where(row => row.ReportId == sent.ReportId && row.Kind == DeadlineKind.OpenWindow).ExecuteUpdateAsync(row =>
            row.SetProperty(one => one.EndedOn, today).SetProperty(one => one.EndedBy, DeadlineEnd.Closed));
        found = await founded.Services.GetRequiredService<RootCheck>().RunAsync(db, new Dictionary<DateOnly, byte[]>(), default);
        Assert.That(found.Count(one => one.Fault is RootFault.ColumnDiffers), Is.EqualTo(2), "an end that nobody signed is found");
    }

    private Task SetAsync(DeadlineKind kind, DateOnly day, string? reason) => scene.DoAsync<DateDesk>("administrator 1",
        (d, s) => d.SetAsync(sent.ReportId, s, kind, day, null, reason, default));

    private Task<CaseResult> TrySetAsync(DeadlineKind kind, DateOnly day, string? reason) => scene.ActAsync<DateDesk, CaseResult>(
        "administrator 1", (d, s) => d.SetAsync(sent.ReportId, s, kind, day, null, reason, default));

    private async Task StepAsync(Func<Task> act, params CaseTransition[] steps)
    {
        var before = await RowsAsync();
        var wasKept = await IsKeptAsync();
        await act();
        var after = await RowsAsync();
        var started = after.Where(row => before.All(old => old.Id != row.Id)).Select(row => row.Kind);
        var opened = before.Where(row => row is { MetOn: null, EndedOn: null }).ToList();
        var met = after.Where(row => row.MetOn is not null && opened.Any(old => old.Id == row.Id)).Select(row => row.Kind).ToList();
        var ended = after.Where(row => row.EndedOn is not null && opened.Any(old => old.Id == row.Id)).ToList();
        var all = steps.FirstOrDefault(step => step.EndsAll is not null);
        var begun = steps.SelectMany(step => step.Starts.Concat(step.Restarts).Concat(step.Recounts).Concat(step.Reopens))
            .Except([DeadlineKind.Retention]).ToList();
        var meets = steps.SelectMany(step => step.Ends.Concat(step.MeetsOfReport)).Intersect(opened.Select(row => row.Kind)).ToList();
        var name = string.Join(", ", steps.Select(step => step.Name));
        Assert.That(started, Is.EquivalentTo(begun), name);
        Assert.That(met, Is.EquivalentTo(meets), name);
        // What begins again has a new row; the rest of what was open has ended, and is not called met.
        var unmet = all is null ? [] : opened.Where(row => all is not ReferralTransition || row.ReferralId is not null)
            .Select(row => row.Kind).Except(meets).Except(begun).ToList();
        Assert.That(ended.Select(row => row.Kind), Is.EquivalentTo(unmet), name);
        Assert.That(ended.Select(row => row.EndedBy), Is.All.EqualTo(all?.EndsAll), name);
        Assert.That(await IsKeptAsync(), Is.EqualTo(wasKept || steps.Any(step => step.Starts.Contains(DeadlineKind.Retention))), name);
    }

    private async Task<bool> IsKeptAsync()
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Reports.AnyAsync(r => r.Id == sent.ReportId && r.KeepUntil != null);
    }

    private async Task<List<DeadlineRow>> RowsAsync()
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Deadlines.AsNoTracking().Where(row => row.ReportId == sent.ReportId).ToListAsync();
    }

    private Task ScreenAsync(ScreeningDecision decision)
        => scene.DoAsync<ScreeningDesk>("administrator 1",
            (d, s) => d.DecideAsync(sent.ReportId, s, decision, OutboundAnswer.Checked, default));

    private Task RecuseAsync(string part) => scene.DoAsync<GateDesk>(part, (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));

    private async Task OffboardAsync(string part)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<RingKeys>().EnsureAsync(services.GetRequiredService<IntakeDb>(), default);
        var cookie = await founded["administrator 1"].BeginSessionAsync(
            services.GetRequiredService<IntakeDb>(), services.GetRequiredService<RingKeys>(), founded.Time);
        using var by = await services.GetRequiredService<Sessions>().UnlockAsync(cookie, default);
        Assert.That(await services.GetRequiredService<OffboardingDesk>().OffboardAsync(by!, founded[part].Id, default),
            Is.EqualTo(CertificationResult.Done));
    }

    private Task ReferAsync() =>
        scene.DoAsync<ReferralDesk>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s, founded.Hospital.Id,
            [founded["handler 1"].Id, founded["handler 2"].Id], null, GrantAnswers.Confirmed, default));
}
