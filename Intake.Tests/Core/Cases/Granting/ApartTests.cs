using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Referrals;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>A bar by name is lifted by two people, and by nothing that looks like it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ApartTests
{
    private const string Mikkel = "Mikkel Østergaard";

    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [TestCase("nobody"), TestCase("one"), TestCase("two")]
    public async Task New_keys_go_to_nobody_whom_a_later_text_names_unless_two_people_say_why_they_are_not_meant(string said)
    {
        var sent = await NamedAsync();
        Assert.That(await scene.ProposeAsync(sent, "handler 3", "handler 3"), Is.EqualTo(CaseResult.ChoiceUnknown), "not of oneself");
        if (said == "one") Assert.That(await scene.ProposeAsync(sent, "handler 3", "handler 1"), Is.EqualTo(CaseResult.Done));
        if (said == "two") await scene.ToldApartAsync(sent, "handler 3", "handler 1", "administrator 1");
        Assert.That(await scene.NamedAsync(sent, "handler 1"), said == "two" ? Is.Empty : Is.EqualTo(new[] { Mikkel }));

        await scene.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        await scene.FeedbackAsync(sent, "handler 1");
        Assert.That(await scene.ReadAsync(sent, "handler 3"), said == "two" ? Is.Not.Null : Is.Null);
        Assert.That((await KeptGrants.OfAsync(founded, sent, "handler 3")).Count > 0, Is.EqualTo(said == "two"));
    }

    [Test]
    public async Task Who_proposed_cannot_agree_and_neither_can_a_handler_nor_the_person_named()
    {
        var sent = await NamedAsync("Det var Jens Krogh.");
        Assert.That(await scene.ProposeAsync(sent, "administrator 2", "administrator 1"), Is.EqualTo(CaseResult.Done));
        Assert.That(await scene.ProposeAsync(sent, "administrator 2", "handler 1"), Is.EqualTo(CaseResult.NotNow), "one waits");
        var proposal = await scene.ProposalAsync(sent, "administrator 2", "administrator 1");
        Assert.That(await scene.AnswerAsync(sent, proposal, "administrator 1"), Is.EqualTo(CaseResult.OwnProposal));
        Assert.That(await scene.AnswerAsync(sent, proposal, "handler 1"), Is.EqualTo(CaseResult.NotFound));
        foreach (var agree in new[] { true, false })
            Assert.That(await scene.AnswerAsync(sent, proposal, "administrator 2", agree), Is.EqualTo(CaseResult.NotFound));
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.NamedHolders, Is.Not.Empty);

        await scene.DoAsync<CoverDesk>("administrator 1",
            (d, s) => d.AddAsync(sent.ReportId, s, founded["deputy"].Id, GrantAnswers.Confirmed, default));
        await scene.PassAsync(sent, "deputy");
        Assert.That(await scene.AnswerAsync(sent, proposal, "deputy"), Is.EqualTo(CaseResult.Done), "with one more it goes on");
        Assert.That(await scene.NamedAsync(sent, "handler 1"), Is.Empty);
        Assert.That(await scene.AnswerAsync(sent, proposal, "deputy"), Is.EqualTo(CaseResult.NotNow));
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.ApartProposed), Is.EqualTo(1));
        Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.ApartAnswered), Is.EqualTo(1));
    }

    [Test]
    public async Task A_proposal_is_not_agreed_to_unseen_when_the_reporter_has_written_the_name_again()
    {
        var sent = await NamedAsync();
        Assert.That(await scene.ProposeAsync(sent, "handler 3", "handler 1"), Is.EqualTo(CaseResult.Done));
        var proposal = await scene.ProposalAsync(sent, "handler 3", "administrator 1");
        var other = await scene.ActAsync<ApartDesk, CaseResult>("administrator 1",
            (d, s) => d.AnswerAsync(sent.ReportId, s, proposal.EntryId, new byte[32], true, "Ja.", default));
        Assert.That(other, Is.EqualTo(CaseResult.ChangedSince), "what was shown was another one");
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Altså Mikkel Østergaard, min leder.", null, null, default));
        Assert.That(await scene.AnswerAsync(sent, proposal, "administrator 1"), Is.EqualTo(CaseResult.ChangedSince));
        Assert.That(await scene.NamedAsync(sent, "handler 1"), Is.EqualTo(new[] { Mikkel }));

        await scene.ToldApartAsync(sent, "handler 3", "handler 2", "administrator 2");
        Assert.That(await scene.NamedAsync(sent, "handler 1"), Is.Empty, "proposed anew, of both texts");
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Mikkel Østergaard igen.", null, null, default));
        Assert.That(await scene.NamedAsync(sent, "handler 1"), Is.EqualTo(new[] { Mikkel }), "of a later text nobody has said it");
    }

    [Test]
    public async Task What_was_refused_stays_refused()
    {
        var sent = await NamedAsync();
        Assert.That(await scene.ProposeAsync(sent, "handler 3", "administrator 1"), Is.EqualTo(CaseResult.Done));
        var proposal = await scene.ProposalAsync(sent, "handler 3", "administrator 2");
        Assert.That(await scene.AnswerAsync(sent, proposal, "administrator 1", agree: false), Is.EqualTo(CaseResult.Done), "taken back");
        Assert.That(await scene.AnswerAsync(sent, proposal, "administrator 2"), Is.EqualTo(CaseResult.NotNow));
        await WriteAsync(sent, "administrator 2", EntryKind.ApartAnswer,
            new ApartAnswerContent(proposal.EntryId, proposal.Bar.PersonId, proposal.Digest, true, "Jo."));
        Assert.That(await scene.NamedAsync(sent, "handler 1"), Is.EqualTo(new[] { Mikkel }), "the first answer counts");
    }

    [Test]
    public async Task Entries_that_only_look_like_two_people_lift_nothing()
    {
        var sent = await NamedAsync();
        var who = founded["handler 3"].Id;
        var texts = (await scene.ReadAsync(sent, "handler 1"))!.Thread.Where(e => e.Kind == EntryKind.Answer).Select(e => e.Id).ToList();
        await WriteAsync(sent, "administrator 1", EntryKind.Clearance, new ClearanceContent([who], "Som før: en alene."));
        await BothAsync("administrator 1", "administrator 1");
        await BothAsync("handler 3", "administrator 1");
        await BothAsync("administrator 1", "administrator 2", bar: new byte[32]);
        await BothAsync("administrator 1", "administrator 2", about: founded["handler 2"].Id);
        await BothAsync("administrator 1", "administrator 2", agreed: false);
        await BothAsync("administrator 1", "administrator 2", of: []);
        await Assert.ThatAsync(() => BothAsync("administrator 1", "handler 1"), Throws.InstanceOf<SealedException>());
        Assert.That(await scene.NamedAsync(sent, "handler 1"), Is.EqualTo(new[] { Mikkel }));
        await BothAsync("handler 1", "administrator 2");
        Assert.That(await scene.NamedAsync(sent, "handler 1"), Is.Empty, "and the same, in order, does");

        async Task BothAsync(
            string first, string second, byte[]? bar = null, Guid? about = null, bool agreed = true, IReadOnlyList<Guid>? of = null)
        {
            await WriteAsync(sent, first, EntryKind.ApartProposal, new ApartProposalContent(who, Mikkel, of ?? texts, "En anden."));
            var proposal = await scene.ProposalAsync(sent, "handler 3", "administrator 2");
            await WriteAsync(sent, second, EntryKind.ApartAnswer,
                new ApartAnswerContent(proposal.EntryId, about ?? who, bar ?? proposal.Digest, agreed, "Ja."));
        }
    }

    [Test, Promise(20)]
    public async Task Who_stepped_back_comes_back_by_nobodys_word()
    {
        var sent = await NamedAsync();
        await scene.DoAsync<GateDesk>("handler 3", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        Assert.That(await scene.ProposeAsync(sent, "handler 3", "handler 1"), Is.EqualTo(CaseResult.ChoiceUnknown));
        await WriteAsync(sent, "handler 1", EntryKind.ApartProposal,
            new ApartProposalContent(founded["handler 3"].Id, Mikkel, [], "Han må gerne."));
        var proposal = await scene.ProposalAsync(sent, "handler 3", "administrator 1");
        Assert.That(await scene.AnswerAsync(sent, proposal, "administrator 1"), Is.EqualTo(CaseResult.ChangedSince));
        await WriteAsync(sent, "administrator 1", EntryKind.ApartAnswer,
            new ApartAnswerContent(proposal.EntryId, founded["handler 3"].Id, proposal.Digest, true, "Ja."));
        var referral = (await scene.ReadAsync(sent, "handler 1"))!.Referrals.Single().Id;
        Assert.That(await scene.ActAsync<ReferralDesk, CaseResult>("handler 1", (d, s) => d.HandOverAsync(
            sent.ReportId, referral, s, founded["handler 3"].Id, GrantAnswers.Confirmed, default)), Is.EqualTo(CaseResult.HandlerExcluded));
    }

    /// <summary>A case that three handlers have, in which the reporter names the third, or somebody else.</summary>
    private async Task<Sent> NamedAsync(string text = "Det var Mikkel Østergaard.")
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<ReferralDesk>("handler 1",
            (d, s) => d.HandOverAsync(sent.ReportId, referral, s, founded["handler 3"].Id, GrantAnswers.Confirmed, default));
        await scene.PassAsync(sent, "handler 3");
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, text, null, null, default));
        return sent;
    }

    private Task WriteAsync<T>(Sent sent, string part, EntryKind kind, T content) =>
        StaffWriting.WriteAsync(founded, sent.ReportId, part, kind, content);
}
