using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Statements;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>Two people act at the same desk at the same moment.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AtOnceTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [OneTimeSetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [OneTimeTearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task Two_administrators_refer_at_once_and_one_referral_is_made()
    {
        var sent = await scene.InScopeAsync();
        var answers = await Task.WhenAll(new[] { "administrator 1", "administrator 2" }.Select(part
            => scene.ActAsync<ReferralDesk, CaseResult>(part, (d, s) => d.ReferAsync(sent.ReportId, s, founded.Hospital.Id,
                [founded["handler 1"].Id, founded["handler 2"].Id], null, GrantAnswers.Confirmed, default))));
        Assert.That(answers, Is.EquivalentTo(new[] { CaseResult.Done, CaseResult.AlreadyReferred }));
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Referrals.CountAsync(r => r.ReportId == sent.ReportId), Is.EqualTo(1));
        Assert.That(await db.Compartments.CountAsync(c => c.ReportId == sent.ReportId), Is.EqualTo(4));
    }

    [Test]
    public async Task One_recuses_while_the_other_writes_and_nothing_is_lost_or_out_of_order()
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        var acts = Enumerable.Range(1, 6).Select(i => scene.ActAsync<CaseDesk, CaseResult>("handler 2",
            (d, s) => d.NoteAsync(sent.ReportId, referral, s, $"Note {i}.", default)))
            .Append(scene.ActAsync<GateDesk, CaseResult>("handler 1", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default)));
        Assert.That(await Task.WhenAll(acts), Is.All.EqualTo(CaseResult.Done));
        await scene.DoAsync<CaseDesk>("handler 2", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Bagefter.", default));
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
        var notes = (await scene.ReadAsync(sent, "handler 2"))!.Referrals.Single().WorkFile!;
        Assert.That(notes, Has.Count.EqualTo(7));
        Assert.That(notes.All(e => e.Opened is { FollowsGap: false }), Is.True);
        await using var db = founded.Databases.AsOwner();
        var file = await db.Compartments.SingleAsync(c => c.ReferralId == referral && c.Kind == CompartmentKind.WorkFile);
        Assert.That(await db.Epochs.CountAsync(e => e.CompartmentId == file.Id), Is.EqualTo(2));
    }

    [Test]
    public async Task A_statement_is_accepted_once_and_not_returned_after_it()
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        Assert.That(await scene.ActAsync<StatementDesk, CaseResult>("administrator 1",
            (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, OutboundAnswer.Checked, default)),
            Is.EqualTo(CaseResult.NotNow), "nothing has been sent");
        await scene.SendStatementAsync(sent, referral);
        var answers = await Task.WhenAll(
            scene.ActAsync<StatementDesk, CaseResult>(
                "administrator 1", (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, OutboundAnswer.Checked, default)),
            scene.ActAsync<StatementDesk, CaseResult>(
                "administrator 2", (d, s) => d.ReturnAsync(sent.ReportId, referral, s, "Mere.", OutboundAnswer.Checked, default)));
        Assert.That(answers, Is.EquivalentTo(new[] { CaseResult.Done, CaseResult.NotNow }));
    }

    [Test]
    public async Task A_report_is_screened_once()
    {
        var sent = await Sending.SendAsync(founded, "Kort.");
        await scene.PassAsync(sent, "administrator 1");
        await scene.PassAsync(sent, "administrator 2");
        var answers = await Task.WhenAll(founded.Scheme.Categories.Take(2).Select((c, i) => scene.ActAsync<ScreeningDesk, CaseResult>(
            $"administrator {i + 1}",
                (d, s) => d.DecideAsync(sent.ReportId, s, new ScreeningDecision.Inside(c.Name), OutboundAnswer.Checked, default))));
        Assert.That(answers, Is.EquivalentTo(new[] { CaseResult.Done, CaseResult.NotNow }));
    }
}
