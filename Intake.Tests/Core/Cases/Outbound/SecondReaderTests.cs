using System.Text;
using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Outbound;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Outbound;

/// <summary>Where the scheme wants a second reader, no message reaches the reporter that a colleague has not read and sent.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SecondReaderTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [OneTimeSetUp]
    public async Task Found()
    {
        founded = await FoundedScheme.CreateAsync();
        await founded.WantSecondReaderAsync();
        scene = new CaseScene(founded);
    }

    [OneTimeTearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task A_message_goes_when_a_colleague_has_read_it_and_is_then_the_colleagues()
    {
        var (sent, _) = await ReferredAsync();
        var before = await scene.AuditedAsync(AuditAction.FeedbackGiven);
        var proposal = await scene.ProposedAsync(sent, "handler 1", "handler 2", "Vi har talt med dem.");
        Assert.That((await scene.FeedbackInAsync(sent)).Sent, Is.Empty);
        Assert.That((await scene.FeedbackInAsync(sent)).IsMet, Is.False, "no deadline is met by what nobody got");
        Assert.That(await scene.AuditedAsync(AuditAction.FeedbackGiven), Is.EqualTo(before));
        Assert.That(proposal.Readers.Select(one => one.FullName), Is.EqualTo(new[] { founded["handler 2"].Certificate.FullName }));
        Assert.That(await scene.HasToReadAsync(sent, "handler 2"));
        Assert.That(await scene.HasToReadAsync(sent, "handler 1"), Is.False, "it is their own");
        Assert.That(await scene.HasToReadAsync(sent, "administrator 1"), Is.False, "it is the unit's");

        Assert.That(await scene.SendAsync(sent, proposal, "handler 2"), Is.EqualTo(CaseResult.Done));
        var (got, isMet) = await scene.FeedbackInAsync(sent);
        Assert.That(got.Single().Opened!.Author.PersonId, Is.EqualTo(founded["handler 2"].Id));
        Assert.That(got.Single().As<TextContent>(), Is.EqualTo(new TextContent("Vi har talt med dem.") { Proposal = proposal.EntryId }));
        Assert.That(isMet);
        Assert.That(await scene.HasToReadAsync(sent, "handler 2"), Is.False);
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.Proposals.Single(), Has.Property("IsSent").True);
    }

    [Test]
    public async Task Nobody_sends_what_they_wrote_nor_what_lies_where_they_hold_no_key()
    {
        var (sent, _) = await ReferredAsync();
        var proposal = await scene.ProposedAsync(sent, "handler 1", "handler 2");
        Assert.That(await scene.SendAsync(sent, proposal, "handler 1"), Is.EqualTo(CaseResult.OwnMessage));
        foreach (var part in new[] { "administrator 1", "administrator 2", "handler 3", "other handler 1" })
        {
            Assert.That(await scene.SendAsync(sent, proposal, part), Is.EqualTo(CaseResult.NotFound), part);
            Assert.That(await scene.ReturnAsync(sent, proposal, part, "Nej."), Is.EqualTo(CaseResult.NotFound), part);
        }

        Assert.That(await scene.FeedbackOfAsync(sent, "handler 1", "Igen."), Is.EqualTo(CaseResult.MessageWaits));
        Assert.That(await scene.SendAsync(sent, proposal, "handler 2", new byte[32]), Is.EqualTo(CaseResult.ChangedSince));
        Assert.That(
            await scene.ActAsync<SecondReaderDesk, CaseResult>("handler 2", (desk, self) => desk.SendAsync(
                sent.ReportId, self, proposal.EntryId, proposal.Digest, OutboundAnswer.Unasked, default)),
            Is.EqualTo(CaseResult.ToBeChecked));
        Assert.That((await scene.FeedbackInAsync(sent)).Sent, Is.Empty);
    }

    [Test]
    public async Task An_administrators_message_is_read_by_another_administrator_and_its_words_open_to_no_key_of_the_case()
    {
        var sent = await scene.InScopeAsync();
        await scene.ReferAsync(sent);
        var proposal = await scene.ProposedAsync(sent, "administrator 1", "administrator 2", "Kanariefuglen er fundet.");
        var seen = (await scene.ReadAsync(sent, "handler 1"))!;
        Assert.That(seen.Proposals, Is.Empty);
        var entry = seen.Thread.Single(one => one.Kind == EntryKind.MessageProposal);
        Assert.That(Encoding.UTF8.GetString(entry.Opened!.Content), Does.Not.Contain("Kanariefugl"), "the reporter's key opens it, too");
        Assert.That(await scene.HasToReadAsync(sent, "administrator 2"));
        Assert.That(await scene.HasToReadAsync(sent, "handler 1"), Is.False);
        Assert.That(await scene.SendAsync(sent, proposal, "handler 1"), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await scene.SendAsync(sent, proposal, "administrator 1"), Is.EqualTo(CaseResult.OwnMessage));
        Assert.That(await scene.ReturnAsync(sent, proposal, "administrator 2", "Skriv, hvad der sker nu."), Is.EqualTo(CaseResult.Done));
        using var self = founded["administrator 1"].Unlock();
        var back = MessageProposal.Returned((await scene.ReadAsync(sent, "administrator 1"))!.Proposals, WorkForm.Feedback, self);
        Assert.That(back?.ReturnReason, Is.EqualTo("Skriv, hvad der sker nu."));
        Assert.That(back?.Words.Texts, Is.EqualTo(new[] { "Kanariefuglen er fundet." }));
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.Thread
            .Where(one => one.Opened is { } opened
                && Encoding.UTF8.GetString(opened.Content).Contains("sker nu", StringComparison.Ordinal)),
            Is.Empty);

        var again = await scene.ProposedAsync(sent, "administrator 1", "administrator 2", "Kanariefuglen er fundet. Nu sker der det.");
        Assert.That(await scene.SendAsync(sent, again, "administrator 2"), Is.EqualTo(CaseResult.Done));
        Assert.That((await scene.FeedbackInAsync(sent)).Sent.Single().Opened!.Author.PersonId, Is.EqualTo(founded["administrator 2"].Id));
    }

    [Test]
    public async Task What_was_sent_or_returned_is_not_sent_again_whoever_takes_rows_away()
    {
        var (sent, _) = await ReferredAsync();
        var returned = await scene.ProposedAsync(sent, "handler 1", "handler 2", "Den første.");
        Assert.That(await scene.ReturnAsync(sent, returned, "handler 2", " "), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await scene.ReturnAsync(sent, returned, "handler 2", "Ikke endnu."), Is.EqualTo(CaseResult.Done));
        Assert.That(await scene.SendAsync(sent, returned, "handler 2"), Is.EqualTo(CaseResult.NotNow));
        var taken = await scene.ProposedAsync(sent, "handler 1", "handler 2", "Den anden.");
        Assert.That(await scene.ReturnAsync(sent, taken, "handler 1", null), Is.EqualTo(CaseResult.Done), "taken back without a reason");
        Assert.That(await scene.SendAsync(sent, taken, "handler 2"), Is.EqualTo(CaseResult.NotNow));

        var read = await scene.ProposedAsync(sent, "handler 1", "handler 2", "Den tredje.");
        Assert.That(await scene.SendAsync(sent, read, "handler 2"), Is.EqualTo(CaseResult.Done));
        Assert.That(await scene.SendAsync(sent, read, "handler 2"), Is.EqualTo(CaseResult.NotNow));
        await using (var db = founded.Databases.AsOwner())
            await db.Entries.Where(entry => entry.Kind == EntryKind.MessageSent).ExecuteDeleteAsync();
        Assert.That(await scene.SendAsync(sent, read, "handler 2"), Is.EqualTo(CaseResult.NotNow), "the message itself says so");
        Assert.That((await scene.FeedbackInAsync(sent)).Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_row_from_another_case_or_place_and_one_that_its_own_writer_answered_send_nothing()
    {
        var (sent, referral) = await ReferredAsync();
        var (other, _) = await ReferredAsync();
        var foreign = await scene.ProposedAsync(other, "handler 1", "handler 2", "Fra en anden sag.");
        await using (var db = founded.Databases.AsOwner())
        {
            var file = await db.Compartments.SingleAsync(one => one.ReferralId == referral && one.Kind == CompartmentKind.WorkFile);
            await db.Database.ExecuteSqlAsync(
                $"UPDATE intake.entry SET compartment_id = {file.Id}, position = 1 WHERE id = {foreign.EntryId}");
        }

        Assert.That((await scene.ReadAsync(sent, "handler 2"))!.Proposals, Is.Empty);
        Assert.That(await scene.SendAsync(sent, foreign, "handler 2"), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await scene.SendAsync(other, foreign, "handler 2"), Is.EqualTo(CaseResult.NotFound));

        await StaffWriting.WriteAsync(founded, sent.ReportId, "handler 1", EntryKind.MessageProposal,
            new MessageProposalContent(nameof(WorkForm.Feedback), new(["Lagt det forkerte sted."], null, 0), null));
        Assert.That((await scene.ReadAsync(sent, "administrator 2"))!.Proposals, Is.Empty, "a handler's lie in the unit's file");

        var own = await scene.ProposedAsync(sent, "handler 1", "handler 2", "Min egen.");
        await scene.IntoWorkFileAsync(sent, referral, "handler 1", EntryKind.MessageSent,
            new MessageSentContent(own.EntryId, own.Digest, [Guid.NewGuid()]));
        Assert.That((await scene.ReadAsync(sent, "handler 2"))!.Proposals.Single(), Has.Property("IsOpen").True);
        Assert.That((await scene.FeedbackInAsync(sent)).Sent, Is.Empty);
    }

    [Test]
    public async Task What_a_person_proposed_who_has_left_is_sent_or_returned_by_the_one_who_stays([Values] bool isSent)
    {
        var (sent, _) = await ReferredAsync();
        var proposal = await scene.ProposedAsync(sent, "handler 1", "handler 2");
        await scene.DoAsync<GateDesk>("handler 1", (desk, self) => desk.RecuseAsync(sent.ReportId, self, true, default));
        Assert.That(await scene.HasToReadAsync(sent, "handler 2"));
        Assert.That(await scene.SendAsync(sent, proposal, "handler 1"), Is.EqualTo(CaseResult.NotFound), "their keys are gone");
        Assert.That(
            isSent ? await scene.SendAsync(sent, proposal, "handler 2") : await scene.ReturnAsync(sent, proposal, "handler 2", "Nej."),
            Is.EqualTo(CaseResult.Done));
        Assert.That((await scene.FeedbackInAsync(sent)).Sent, Has.Count.EqualTo(isSent ? 1 : 0));
        Assert.That(await scene.HasToReadAsync(sent, "handler 2"), Is.False);
    }

    [Test]
    public async Task Who_is_left_alone_sends_with_a_reason_that_stays_so_that_no_reporter_waits_for_nobody()
    {
        var (sent, _) = await ReferredAsync();
        var waiting = await scene.ProposedAsync(sent, "handler 1", "handler 2");
        await scene.DoAsync<GateDesk>("handler 2", (desk, self) => desk.RecuseAsync(sent.ReportId, self, true, default));
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.Proposals.Single().Readers, Is.Empty);
        Assert.That(await scene.SendAsync(sent, waiting, "handler 1"), Is.EqualTo(CaseResult.OwnMessage));
        Assert.That(await scene.ReturnAsync(sent, waiting, "handler 1", null), Is.EqualTo(CaseResult.Done));
        foreach (var reason in new[] { null, " " })
            Assert.That(await scene.FeedbackOfAsync(sent, "handler 1", "Endelig.", reason), Is.EqualTo(CaseResult.AloneReasonMissing));
        Assert.That((await scene.FeedbackInAsync(sent)).Sent, Is.Empty);
        var before = await scene.AuditedAsync(AuditAction.SentAlone);
        Assert.That(await scene.FeedbackOfAsync(sent, "handler 1", "Endelig.", "Ingen andre har sagen."), Is.EqualTo(CaseResult.Done));
        Assert.That((await scene.FeedbackInAsync(sent)).IsMet);
        Assert.That(await scene.AuditedAsync(AuditAction.SentAlone), Is.EqualTo(before + 1));
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Thread[^1].As<DecisionContent>(),
            Is.EqualTo(new DecisionContent(nameof(DecisionKind.SentAlone), null, "Ingen andre har sagen.")));
    }

    [Test]
    public async Task A_reason_to_send_alone_passes_no_colleague_by_but_one_on_leave_holds_nothing_up()
    {
        var (sent, _) = await ReferredAsync();
        Assert.That(await scene.FeedbackOfAsync(sent, "handler 1", "Det haster.", "Det haster."), Is.EqualTo(CaseResult.Done));
        Assert.That((await scene.FeedbackInAsync(sent)).Sent, Is.Empty, "proposed, whatever was said");
        var (alone, _) = await ReferredAsync();
        await using var db = founded.Databases.AsOwner();
        var colleague = founded["handler 2"].Id;
        await db.Staff.Where(one => one.Id == colleague)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.AwayUntil, new DateOnly(2026, 3, 20)));
        try
        {
            Assert.That(
                await scene.FeedbackOfAsync(alone, "handler 1", "Vi er færdige.", "Lars er fraværende."), Is.EqualTo(CaseResult.Done));
            Assert.That((await scene.FeedbackInAsync(alone)).Sent, Has.Count.EqualTo(1));
        }
        finally
        {
            await db.Staff.Where(one => one.Id == colleague)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.AwayUntil, (DateOnly?)null));
        }
    }

    private async Task<(Sent Sent, Guid Referral)> ReferredAsync()
    {
        var sent = await scene.InScopeAsync();
        return (sent, await scene.ReferAsync(sent));
    }
}
