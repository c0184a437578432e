using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.UnitMessages;

/// <summary>A referral that went to the wrong place ends by keys, from either side, and its clocks do not say that anybody acted.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ReturnTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Found()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync("Det skete i går.");
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test, Promise(20)]
    public async Task A_unit_that_declined_opens_nothing_sealed_since_with_old_grants_and_a_new_dump()
    {
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<CaseDesk>("handler 1", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Før.", default));
        var kept = await KeptGrants.OfAsync(founded, sent, "handler 2");
        await DeclineAsync(referral);

        await scene.AskAsync(sent, "administrator 1", "Og så?");
        await WriteAsync("administrator 1", referral, "Vi finder en anden enhed.");
        Assert.That(await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Derpå.", null, null, default)),
            Is.EqualTo(MailboxResult.Stored));
        foreach (var handler in new[] { "handler 1", "handler 2" })
        {
            Assert.That(await KeptGrants.OfAsync(founded, sent, handler), Is.Empty);
            Assert.That(await scene.ReadAsync(sent, handler), Is.Null);
        }

        Assert.That((await KeptGrants.OpenedAsync(founded, sent, "handler 2", kept)).Since, Is.Zero);
        var view = (await scene.ReadAsync(sent, "administrator 2"))!;
        Assert.That(view.Thread.All(entry => entry.Opened is { FollowsGap: false }));
        Assert.That(UnitThread.Of(view.Referrals.Single()).Select(entry => entry.Kind),
            Is.EqualTo(new[] { EntryKind.Declined, EntryKind.ToUnit }));
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.GatePasses.CountAsync(pass => pass.ReportId == sent.ReportId), Is.EqualTo(2), "the administrators'");
    }

    [Test]
    public async Task After_declining_the_clocks_of_the_unit_end_unmet_and_the_case_waits_to_be_referred_also_to_the_same_unit()
    {
        var referral = await scene.ReferAsync(sent);
        await DeclineAsync(referral);
        var rows = await DeadlinesAsync(referral);
        Assert.That(rows.Single(row => row.Kind == DeadlineKind.Statement), Has.Property("MetOn").Null
            .And.Property("EndedBy").EqualTo(DeadlineEnd.Declined));
        Assert.That(rows.Single(row => row is { Kind: DeadlineKind.Acceptance, MetOn: null }).EndedBy, Is.Null, "others have to do it");
        Assert.That(await WaitsAsync("administrator 1"), Is.EqualTo(new[] { NextAction.Referral, NextAction.Message }));
        Assert.That(await WaitsAsync("handler 1"), Is.Null, "it is not in the unit's list any more");

        var again = await scene.ReferAsync(sent);
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.Referrals.Select(one => one.Id), Is.EqualTo(new[] { again }));
        Assert.That(await WaitsAsync("administrator 1"), Is.EqualTo(new[] { NextAction.Message }));
    }

    [Test]
    public async Task An_administrator_takes_back_what_nobody_has_opened_and_not_what_somebody_has()
    {
        await scene.DoAsync<ReferralDesk>("administrator 1", (desk, self) => desk.ReferAsync(sent.ReportId, self, founded.Hospital.Id,
            [founded["handler 1"].Id, founded["handler 2"].Id], null, GrantAnswers.Confirmed, default));
        var wrong = (await scene.ReadAsync(sent, "administrator 1"))!.Referrals.Single();
        Assert.That(wrong.May.TakeBack);
        Assert.That(await TakeBackAsync("handler 1", wrong.Id), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await TakeBackAsync("administrator 2", wrong.Id, " "), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await TakeBackAsync("administrator 2", wrong.Id), Is.EqualTo(CaseResult.Done));
        Assert.That(await TakeBackAsync("administrator 2", wrong.Id), Is.EqualTo(CaseResult.NotNow), "nobody is left there");
        Assert.That(await scene.ActAsync<InboxDesk, InboxView>("handler 1", (d, s) => d.ListAsync(s, new InboxQuery(), default)),
            Has.Property("Total").Zero);
        Assert.That(await KeptGrants.OfAsync(founded, sent, "handler 1"), Is.Empty);

        var right = await scene.ReferAsync(sent, "other handler 1", "other handler 2", founded.OtherHospital.Id);
        Assert.That(await TakeBackAsync("administrator 1", right), Is.EqualTo(CaseResult.NotNow));
        Assert.That((await DeadlinesAsync(wrong.Id)).Select(row => row.EndedBy),
            Is.All.AnyOf(DeadlineEnd.TakenBack, DeadlineEnd.ReferredAgain));
    }

    [Test]
    public async Task Of_two_units_one_declines_and_the_other_keeps_all_of_its_keys()
    {
        var here = await scene.ReferAsync(sent);
        var there = await scene.ReferAsync(sent, "other handler 1", "other handler 2", founded.OtherHospital.Id);
        await scene.DoAsync<CaseDesk>("other handler 1", (d, s) => d.NoteAsync(sent.ReportId, there, s, "Vores.", default));
        await DeclineAsync(here);
        var view = (await scene.ReadAsync(sent, "other handler 2"))!;
        Assert.That(view.Referrals.Select(one => one.Id), Is.EqualTo(new[] { there }));
        Assert.That(CaseScene.Texts(view.Referrals[0].WorkFile, EntryKind.Note), Is.EqualTo(new[] { "Vores." }));
        Assert.That(view.Referrals[0].StatementFile, Is.Empty, "what the units are told is not told to each other");
        await scene.AskAsync(sent, "other handler 1");
        Assert.That((await scene.ReadAsync(sent, "other handler 2"))!.Thread.All(entry => entry.Opened is not null));
    }

    [Test]
    public async Task Only_a_handler_of_the_referral_declines_and_not_after_the_statement_was_sent()
    {
        var referral = await scene.ReferAsync(sent);
        foreach (var stranger in new[] { "administrator 1", "handler 3", "other handler 1" })
            Assert.That(await DeclineAsync(stranger, referral), Is.EqualTo(CaseResult.NotFound), stranger);
        Assert.That(await DeclineAsync("handler 1", referral, ""), Is.EqualTo(CaseResult.TextMissing));
        await scene.SendStatementAsync(sent, referral);
        Assert.That(await DeclineAsync("handler 1", referral), Is.EqualTo(CaseResult.NotNow));
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.Referrals.Single().May,
            Has.Property("Decline").False.And.Property("Work").True);
    }

    private async Task DeclineAsync(Guid referral) => Assert.That(await DeclineAsync("handler 1", referral), Is.EqualTo(CaseResult.Done));

    private Task<CaseResult> DeclineAsync(string part, Guid referral, string reason = "Det hører til hos psykiatrien.") =>
        scene.ActAsync<ReturnDesk, CaseResult>(
            part, (d, s) => d.DeclineAsync(sent.ReportId, referral, s, reason, OutboundAnswer.Unasked, default));

    private Task<CaseResult> TakeBackAsync(string part, Guid referral, string reason = "Sendt til det forkerte hospital.") =>
        scene.ActAsync<ReturnDesk, CaseResult>(part, (d, s) => d.TakeBackAsync(sent.ReportId, referral, s, reason, default));

    private Task WriteAsync(string part, Guid referral, string text) =>
        scene.DoAsync<UnitMessageDesk>(part, (d, s) => d.WriteAsync(sent.ReportId, referral, s, text, OutboundAnswer.Checked, default));

    private async Task<List<DeadlineRow>> DeadlinesAsync(Guid referral)
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Deadlines.AsNoTracking().Where(row => row.ReferralId == referral).ToListAsync();
    }

    private async Task<IReadOnlyList<NextAction>?> WaitsAsync(string part) =>
        (await scene.ActAsync<InboxDesk, InboxView>(part, (d, s) => d.ListAsync(s, new InboxQuery(), default))).Rows
            .FirstOrDefault(row => row.ReportId == sent.ReportId)?.Reasons;
}
