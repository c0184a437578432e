using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Statements;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>
/// The desks refuse what the lifecycle refuses and do what it allows: each state, each step, each role, on a real
/// database.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LifecycleAtTheDesksTests
{
    private static readonly string[] Parts = ["administrator 1", "handler 1"];

    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;
    private Guid referral;

    [OneTimeSetUp]
    public async Task Found()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync();
        referral = await scene.ReferAsync(sent);
        await scene.FeedbackAsync(sent, "handler 1", "Det er undersøgt.");
    }

    [OneTimeTearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task Each_step_of_a_report_is_taken_by_whom_and_from_where_the_lifecycle_says()
    {
        foreach (var (state, part) in from state in Enum.GetValues<ReportState>() from part in Parts select (state, part))
        {
            await ExpectAsync(CaseLifecycle.ScreenInside, state, part,
                () => ScreenAsync(part, new ScreeningDecision.Inside(founded.Scheme.Categories[0].Name)));
            var ground = founded.Scheme.Scope.Grounds[0];
            await ExpectAsync(CaseLifecycle.ScreenOutside, state, part,
                () => ScreenAsync(part, new ScreeningDecision.Outside(ground.Name, ground.Help, "Nej.")));
            await ExpectAsync(CaseLifecycle.Close, state, part, () => scene.ActAsync<ClosingDesk, CaseResult>(part,
                async (d, s) => (await d.CloseAsync(sent.ReportId, s, CaseScene.Closing(Outcome.Acted), default)).Answer));
            await ExpectAsync(CaseLifecycle.CheckIn, state, part, () => scene.ActAsync<AfterClosingDesk, CaseResult>(part,
                (d, s) => d.CheckInAsync(sent.ReportId, s, "Hvordan går det nu?", OutboundAnswer.Checked, default)));
            await ExpectAsync(CaseLifecycle.Reopen, state, part, () => scene.ActAsync<AfterClosingDesk, CaseResult>(part,
                (d, s) => d.ReopenAsync(sent.ReportId, s, "Der er nyt.", OutboundAnswer.Checked, default)));
            await ExpectAsync(CaseLifecycle.GiveFeedback, state, part, () => scene.ActAsync<MessageDesk, CaseResult>(part,
                (d, s) => d.FeedbackAsync(sent.ReportId, s, "Det er undersøgt.", OutboundAnswer.Checked, default)));
            await ExpectAsync(CaseLifecycle.Write, state, part, () => scene.ActAsync<MessageDesk, CaseResult>(part,
                (d, s) => d.AskAsync(sent.ReportId, s, ["Hvornår?"], OutboundAnswer.Checked, default)));
            // To a unit that does not exist, so that no referral is made: where one would be allowed, the answer says so.
            await ExpectAsync(CaseLifecycle.Refer, state, part, () => scene.ActAsync<ReferralDesk, CaseResult>(part,
                (d, s) => d.ReferAsync(sent.ReportId, s, Guid.NewGuid(), [], null, GrantAnswers.Confirmed, default)),
                CaseResult.ChoiceUnknown);

            await SetAsync(state);
            await ForgetPassesAsync();
            await scene.ActAsync<GateDesk, CaseResult>(part, (d, s) => d.PassAsync(sent.ReportId, s, default));
            Assert.That(await StateAsync(), Is.EqualTo(May(CaseLifecycle.Acknowledge, state, part) ? CaseLifecycle.Acknowledge.To : state),
                $"gate: {state}, {part}");
            await PassAllAsync();
        }
    }

    [Test]
    public async Task The_reporter_writes_and_withdraws_where_the_lifecycle_says()
    {
        var unread = await Sending.SendAsync(founded, "Ingen har læst det.");
        await using var scope = founded.Services.CreateAsyncScope();
        var mailboxes = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var mailbox = (await mailboxes.OpenAsync(unread.Key, default))!;
        foreach (var state in Enum.GetValues<ReportState>().OrderBy(state => state == ReportState.Received))
        {
            await SetAsync(state, of: unread);
            Assert.That(await mailboxes.SetFollowAsync(mailbox, true, default) == MailboxResult.Stored,
                Is.EqualTo(CaseLifecycle.Reply.Allows(state)), $"{state}");
            var answer = await scope.ServiceProvider.GetRequiredService<WithdrawalDesk>().WithdrawAsync(mailbox, default);
            Assert.That(answer == WithdrawalAnswer.Withdrawn, Is.EqualTo(CaseLifecycle.Withdraw.Allows(state)), $"{state}");
            Assert.That(await StateAsync(unread), Is.EqualTo(CaseLifecycle.Withdraw.Allows(state) ? CaseLifecycle.Withdraw.To : state));
        }
    }

    [Test]
    public async Task Each_step_of_a_referral_is_taken_by_whom_and_from_where_the_lifecycle_says()
    {
        foreach (var (state, at, part) in from state in Enum.GetValues<ReportState>()
                                          from at in Enum.GetValues<ReferralState>()
                                          from part in Parts
                                          select (state, at, part))
        {
            await ExpectAsync(CaseLifecycle.Work, state, at, part, () => scene.ActAsync<CaseDesk, CaseResult>(part,
                (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Noteret.", default)));
            await ExpectAsync(CaseLifecycle.LookAfter, state, at, part, () => scene.ActAsync<WorkDesk, CaseResult>(part,
                (d, s) => d.AfterAsync(sent.ReportId, referral, s,
                    new AftercareContent("Witnesses", "Open") { Owner = "Karen", On = new(2026, 3, 20) }, default)));
            await ExpectAsync(CaseLifecycle.SendStatement, state, at, part,
                async () => (await scene.ActAsync<StatementDesk, StatementResult>(part,
                    (d, s) => d.SendAsync(sent.ReportId, referral, s, CaseScene.Draft(), OutboundAnswer.Checked, default))).Answer);
            await ExpectAsync(CaseLifecycle.ReturnStatement, state, at, part, () => scene.ActAsync<StatementDesk, CaseResult>(part,
                (d, s) => d.ReturnAsync(sent.ReportId, referral, s, "Mere.", OutboundAnswer.Checked, default)));
            await ExpectAsync(CaseLifecycle.AcceptStatement, state, at, part, () => scene.ActAsync<StatementDesk, CaseResult>(part,
                (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, OutboundAnswer.Checked, default)));
            if (May(CaseLifecycle.AcceptStatement, state, at, part))
                Assert.That(await StateAsync(), Is.EqualTo(CaseLifecycle.Handle.Allows(state) ? CaseLifecycle.Handle.To : state));
        }
    }

    [Test]
    public async Task A_gate_that_a_handler_passes_accepts_what_the_lifecycle_lets_be_accepted()
    {
        foreach (var (state, at) in
            from state in Enum.GetValues<ReportState>()
            from at in Enum.GetValues<ReferralState>()
            select (state, at))
        {
            await SetAsync(state, at);
            await ForgetPassesAsync(DeadlineKind.Statement);
            await scene.ActAsync<GateDesk, CaseResult>("handler 1", (d, s) => d.PassAsync(sent.ReportId, s, default));
            Assert.That(await ReferralStateAsync(),
                Is.EqualTo(CaseLifecycle.Accept.Allows(state, at) ? CaseLifecycle.Accept.To : at), $"{state}, {at}");
            await PassAllAsync();
        }
    }

    private Task<CaseResult> ScreenAsync(string part, ScreeningDecision decision)
        => scene.ActAsync<ScreeningDesk, CaseResult>(part,
            (d, s) => d.DecideAsync(sent.ReportId, s, decision, OutboundAnswer.Checked, default));

    private async Task ExpectAsync(
        ReportTransition step, ReportState state, string part, Func<Task<CaseResult>> act, CaseResult allowed = CaseResult.Done)
    {
        await SetAsync(state);
        var answer = await act();
        Check(answer, May(step, state, part), allowed, $"{step.Name}: {state}, {part}");
        Assert.That(await StateAsync(), Is.EqualTo(answer == CaseResult.Done ? step.To ?? state : state), step.Name);
    }

    private async Task ExpectAsync(ReferralTransition step, ReportState state, ReferralState at, string part, Func<Task<CaseResult>> act)
    {
        await SetAsync(state, at);
        var answer = await act();
        Check(answer, May(step, state, at, part), CaseResult.Done, $"{step.Name}: {state}, {at}, {part}");
        Assert.That(await ReferralStateAsync(), Is.EqualTo(answer == CaseResult.Done ? step.To ?? at : at), step.Name);
    }

    private static void Check(CaseResult answer, bool may, CaseResult allowed, string what) => Assert.That(answer,
        may ? Is.EqualTo(allowed) : Is.EqualTo(CaseResult.NotFound).Or.EqualTo(CaseResult.NotNow).Or.EqualTo(CaseResult.StatementsMissing),
        what);

    private bool May(ReportTransition step, ReportState state, string part) => step.IsFor(founded[part].Certificate) && step.Allows(state);

    private bool May(ReferralTransition step, ReportState state, ReferralState at, string part)
        => step.IsFor(founded[part].Certificate) && step.Allows(state, at);

    private async Task SetAsync(ReportState state, ReferralState at = ReferralState.Accepted, Sent? of = null)
    {
        await using var db = founded.Databases.AsOwner();
        var id = (of ?? sent).ReportId;
        // A case is screened once and normally closed once; here it is again for each combination.
        await db.Deadlines.Where(d => d.ReportId == id && (d.Kind == DeadlineKind.CheckIn || d.Kind == DeadlineKind.Routing))
            .ExecuteDeleteAsync();
        await db.Reports.Where(r => r.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, state));
        await db.Referrals.Where(r => r.ReportId == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, at));
    }

    private async Task<ReportState> StateAsync(Sent? of = null)
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Reports.Where(r => r.Id == (of ?? sent).ReportId).Select(r => r.State).SingleAsync();
    }

    private async Task<ReferralState> ReferralStateAsync()
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Referrals.Where(r => r.Id == referral).Select(r => r.State).SingleAsync();
    }

    /// <summary>Nobody has passed the gate; a deadline that passing starts may be written again.</summary>
    private async Task ForgetPassesAsync(DeadlineKind? kind = null)
    {
        await using var db = founded.Databases.AsOwner();
        await db.GatePasses.Where(p => p.ReportId == sent.ReportId).ExecuteDeleteAsync();
        await db.Deadlines.Where(d => d.ReportId == sent.ReportId && d.Kind == kind).ExecuteDeleteAsync();
    }

    private async Task PassAllAsync()
    {
        await SetAsync(ReportState.Referred);
        foreach (var part in Parts) await scene.PassAsync(sent, part);
    }
}
