using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Statements;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;

namespace Intake.Tests.Web.Office;

/// <summary>What a scene has done that the audit does not tell, since a reporter's acts are never audited.</summary>
internal sealed record Played(
    IReadOnlyDictionary<Guid, DateOnly> Received, IReadOnlySet<Guid> Outside, IReadOnlyList<(Guid Report, DateOnly On)> Answers,
    IReadOnlyDictionary<Guid, (Guid Report, Guid Unit)> Referrals, IReadOnlySet<Guid> Unfollowed);

/// <summary>
/// Ten cases of a winter at two hospitals, played at the real desks from 12 January to 20 March 2026: handled, late at each place where
/// one can be late, outside the purpose, left because of a conflict.
/// </summary>
internal sealed class AccountabilityScene(FoundedScheme founded)
{
    private readonly CaseScene scene = new(founded);
    private readonly Dictionary<Guid, DateOnly> received = [];
    private readonly HashSet<Guid> outside = [];
    private readonly HashSet<Guid> unfollowed = [];
    private readonly List<(Guid Report, DateOnly On)> answers = [];
    private readonly Dictionary<Guid, (Guid Report, Guid Unit)> referrals = [];

    private DateOnly Today => CopenhagenClock.Today(founded.Time);

    public async Task<Played> PlayAsync()
    {
        // January: one case that is closed in March, one whose statement is never sent.
        var handled = await SendAsync();
        var silent = await SendAsync();
        await GoOnAsync(2);
        await ScreenAsync(handled);
        await ScreenAsync(silent);
        await GoOnAsync(3);
        var statement = await ReferAsync(handled, founded.Hospital.Id, "handler 1", "handler 2");
        await ReferAsync(silent, founded.OtherHospital.Id, "other handler 1", "other handler 2");
        await AskAsync(handled, "handler 1");
        await NotifyAsync(handled, statement, "handler 1", again: false);
        await GoOnAsync(4);
        await AnswerAsync(handled);
        await AskAsync(handled, "handler 1");

        // February: one is outside the purpose, one never opened, one never screened.
        await GoOnAsync(20);
        var wrong = await SendAsync(follow: false);
        await SendAsync();
        var open = await SendAsync();
        await scene.PassAsync(open, "administrator 1");
        await GoOnAsync(1);
        await OutsideAsync(wrong);
        await scene.SendStatementAsync(handled, statement, "Første udgave.");
        await GoOnAsync(6);
        await scene.DoAsync<StatementDesk>(
            "administrator 1",
            (desk, self) => desk.ReturnAsync(handled.ReportId, statement, self, "Mere.", OutboundAnswer.Checked, default));

        // March: notified again; referred and not accepted, referred and left, more at one hospital; the first is closed.
        await GoOnAsync(12);
        await NotifyAsync(handled, statement, "administrator 2", again: true);
        await scene.SendStatementAsync(handled, statement, "Anden udgave.");
        await GoOnAsync(1);
        await scene.DoAsync<StatementDesk>(
            "administrator 2", (desk, self) => desk.AcceptAsync(handled.ReportId, statement, self, null, OutboundAnswer.Checked, default));
        await scene.FeedbackAsync(handled, "handler 1", "Det er håndteret.");
        await scene.DoAsync<ClosingDesk>(
            "administrator 1", async (desk, self) =>
            (await desk.CloseAsync(handled.ReportId, self, CaseScene.Closing(Outcome.Acted), default)).Answer);
        var waiting = await SendAsync(follow: false);
        await ScreenAsync(waiting);
        await OfferAsync(waiting, founded.Hospital.Id, "handler 1", "handler 2");
        var left = await SendAsync();
        await ScreenAsync(left);
        await ReferAsync(left, founded.Hospital.Id, "handler 1", "handler 2");
        foreach (var part in new[] { "handler 1", "handler 2" })
            await scene.DoAsync<GateDesk>(part, (desk, self) => desk.RecuseAsync(left.ReportId, self, notNamed: true, default));
        for (var i = 0; i < 3; i++)
        {
            var more = await SendAsync();
            await ScreenAsync(more);
            await GoOnAsync(1);
            await ReferAsync(more, founded.Hospital.Id, "handler 1", "handler 2");
        }

        return new(received, outside, answers, referrals, unfollowed);
    }

    private async Task<Sent> SendAsync(bool follow = true)
    {
        var sent = await Sending.SendAsync(founded, "Det skete igen i går.", follow);
        received[sent.ReportId] = Today;
        if (!follow) unfollowed.Add(sent.ReportId);
        return sent;
    }

    private Task GoOnAsync(int days)
    {
        founded.Time.Advance(TimeSpan.FromDays(days));
        return Task.CompletedTask;
    }

    private async Task ScreenAsync(Sent sent)
    {
        await scene.PassAsync(sent, "administrator 1");
        await scene.PassAsync(sent, "administrator 2");
        await scene.DoAsync<ScreeningDesk>("administrator 1", (desk, self)
            => desk.DecideAsync(sent.ReportId, self, new ScreeningDecision.Inside(founded.Scheme.Categories[0].Name),
                OutboundAnswer.Checked, default));
    }

    private async Task OutsideAsync(Sent sent)
    {
        await scene.PassAsync(sent, "administrator 1");
        var ground = founded.Scheme.Scope.Grounds[0];
        await scene.DoAsync<ScreeningDesk>("administrator 1", (desk, self) => desk.DecideAsync(
            sent.ReportId, self, new ScreeningDecision.Outside(ground.Name, ground.Help, ground.Text.Da), OutboundAnswer.Checked, default));
        outside.Add(sent.ReportId);
    }

    private async Task<Guid> ReferAsync(Sent sent, Guid unit, string first, string second)
    {
        var id = await scene.ReferAsync(sent, first, second, unit);
        referrals[id] = (sent.ReportId, unit);
        return id;
    }

    private async Task OfferAsync(Sent sent, Guid unit, string first, string second)
    {
        await scene.DoAsync<ReferralDesk>("administrator 1", (desk, self) => desk.ReferAsync(
            sent.ReportId, self, unit, [founded[first].Id, founded[second].Id], null,
            GrantAnswers.Confirmed, default));
        var view = await scene.ReadAsync(sent, "administrator 1");
        referrals[view!.Referrals.Single().Id] = (sent.ReportId, unit);
    }

    private Task AskAsync(Sent sent, string part) =>
        scene.AskAsync(sent, part, "Hvornår skete det?");

    private Task NotifyAsync(Sent sent, Guid referral, string part, bool again) => scene.DoAsync<OrientationDesk>(
        part, (desk, self) => desk.OrientAsync(sent.ReportId, referral, self, "Flere har fortalt det.", again, default));

    private async Task AnswerAsync(Sent sent)
    {
        await scene.AsReporterAsync(sent, (desk, mailbox) => desk.AnswerAsync(mailbox, "I går.", null, null, default));
        answers.Add((sent.ReportId, Today));
    }
}
