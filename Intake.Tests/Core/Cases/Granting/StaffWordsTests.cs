using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Work;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Candidate = Intake.Core.Cases.Referrals.Candidate;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>What staff write and say of each other puts nobody out of a case, and an old certificate brings nobody in.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StaffWordsTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task Minutes_that_staff_wrote_ask_about_a_colleague_and_bar_nobody()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await scene.DoAsync<CaseTalkDesk>("administrator 1",
            (d, s) => d.WriteMinutesAsync(sent.ReportId, s, null, "Til stede: Karen Bjerre, der tog referat.",
                new OutboundAnswer(true, "Indberetteren har mødt hende."), default));
        var candidates = await scene.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>(
            "administrator 1", (d, s) => d.CandidatesAsync(sent.ReportId, s, founded.Hospital.Id, default));
        Assert.That(candidates!.Count(c => c.Barred), Is.Zero);
        Assert.That(await scene.ActAsync<ReferralDesk, CaseResult>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s,
            founded.Hospital.Id, [founded["handler 1"].Id, founded["handler 2"].Id], null, GrantAnswers.Confirmed, default)),
            Is.EqualTo(CaseResult.NearUnanswered));
    }

    [Test]
    public async Task Who_is_named_when_new_keys_are_due_already_is_kept_by_no_proposal_of_one()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<ReferralDesk>("handler 1",
            (d, s) => d.HandOverAsync(sent.ReportId, referral, s, founded["handler 3"].Id, GrantAnswers.Confirmed, default));
        await scene.PassAsync(sent, "handler 3");
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Tak til Mikkel Østergaard.", null, null, default));
        await scene.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        Assert.That(await scene.ProposeAsync(sent, "handler 3", "handler 1"), Is.EqualTo(CaseResult.Done));
        Assert.That(await scene.ReadAsync(sent, "handler 3"), Is.Null, "the proposal is the writing that changes the keys");
        Assert.That(await scene.AnswerAsync(sent, await scene.ProposalAsync(sent, "handler 3", "administrator 1"), "administrator 1"),
            Is.EqualTo(CaseResult.ChangedSince));
    }

    [Test]
    public async Task Who_is_told_apart_by_two_keeps_the_case_also_where_the_answer_itself_changes_the_keys()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<ReferralDesk>("handler 1",
            (d, s) => d.HandOverAsync(sent.ReportId, referral, s, founded["handler 3"].Id, GrantAnswers.Confirmed, default));
        await scene.PassAsync(sent, "handler 3");
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Tak til Mikkel Østergaard.", null, null, default));
        Assert.That(await scene.ProposeAsync(sent, "handler 3", "handler 1"), Is.EqualTo(CaseResult.Done));
        await scene.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        Assert.That(await scene.AnswerAsync(sent, await scene.ProposalAsync(sent, "handler 3", "administrator 1"), "administrator 1"),
            Is.EqualTo(CaseResult.Done));
        Assert.That(await scene.ReadAsync(sent, "handler 3"), Is.Not.Null);
    }

    [Test]
    public async Task A_certificate_of_keys_that_its_account_has_no_longer_brings_nothing()
    {
        await using (var db = founded.Databases.AsOwner())
        {
            var id = founded["administrator 2"].Id;
            var others = founded["handler 3"].Certificate.EncryptionKey;
            await db.Staff.Where(person => person.Id == id).ExecuteUpdateAsync(row => row.SetProperty(p => p.EncryptionKey, others));
        }

        var sent = await Sending.SendAsync(founded, "Det skete i går.");
        Assert.That(await Sending.DescriptionAsync(founded, sent.ReportId, "administrator 1"), Is.Not.Null);
        Assert.That(await Sending.DescriptionAsync(founded, sent.ReportId, "administrator 2"), Is.Null);
    }
}
