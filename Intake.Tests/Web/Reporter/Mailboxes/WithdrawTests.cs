using System.Net;
using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>Withdrawing a report that nobody has opened yet.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WithdrawTests
{
    private CaseRoom room = null!;

    private FoundedScheme Founded => room.Office.Founded;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test, Promise(23)]
    public async Task A_report_withdrawn_unread_is_gone_at_once_and_its_key_answers_as_one_that_never_was()
    {
        var sent = await Sending.SendAsync(Founded, "Jeg fortryder måske");
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var second = await OpenMailbox.OfAsync(room.Office, sent);
        var ask = await mailbox.PageAsync("withdraw");
        Assert.That(ask.QuerySelector("#consequence")!.TextContent, Does.Contain("åbner ikke noget mere"));
        Assert.That(ask.QuerySelector("#withdraw-form"), Is.Not.Null);
        await using (var before = Founded.Databases.AsOwner())
        {
            Assert.That(
                await before.Reports.Where(r => r.Id == sent.ReportId).Select(r => r.State).SingleAsync(),
                Is.EqualTo(ReportState.Received),
                "asking changes nothing");
        }

        using var answer = await mailbox.PostAsync("withdraw");
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/da/mailbox/withdrawn"));
        Assert.That(answer.Headers.GetValues("Set-Cookie").Single(), Does.StartWith("__Host-mailbox=;"));
        using var told = await room.Office.GetAsync("/da/mailbox/withdrawn");
        Assert.That((await told.PageAsync()).QuerySelector("#withdrawn"), Is.Not.Null);

        using var never = ReceiptKey.New();
        var gone = await DoorAsync(sent.Key.ToPageText());
        Assert.That(gone.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(gone, Is.EqualTo(await DoorAsync(never.ToPageText())));
        foreach (var other in new[] { mailbox, second })
            Assert.That((await other.GetAsync()).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "sessions that were open end too");

        await using var vault = Founded.Databases.VaultAsOwner();
        await using var db = Founded.Databases.AsOwner();
        Assert.That(await vault.Secrets.AnyAsync(s => s.ReportId == sent.ReportId), Is.False);
        Assert.That(await db.Deadlines.AnyAsync(d => d.ReportId == sent.ReportId), Is.False, "nothing stays due");
    }

    [Test]
    public async Task Staff_who_held_a_key_learn_that_it_was_withdrawn_unread_and_everybody_else_finds_nothing()
    {
        var sent = await Sending.SendAsync(Founded, "Jeg fortryder");
        await (await OpenMailbox.OfAsync(room.Office, sent)).PostAsync("withdraw");
        Assert.That(
            (await room.PageAsync("administrator 1", CaseRoom.Case(sent), HttpStatusCode.Gone)).QuerySelector("#withdrawn"),
            Is.Not.Null);
        using var gate = await room.PostAsync("administrator 2", CaseRoom.Case(sent, "gate"), ("Conflict", "none"));
        Assert.That(gate.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        Assert.That((await room.GetAsync("handler 1", CaseRoom.Case(sent))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await room.PageAsync("administrator 1", "/da/office/inbox?show=all")).DocumentElement.InnerHtml,
            Does.Not.Contain(sent.ReportId.ToString()));
    }

    [Test]
    public async Task What_somebody_has_opened_can_no_longer_be_withdrawn_and_the_page_says_so()
    {
        var sent = await Sending.SendAsync(Founded, "Den er åbnet");
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await room.PassAsync(sent, "administrator 1");
        using var ask = await mailbox.GetAsync("withdraw");
        Assert.That(ask.Headers.Location!.OriginalString, Is.EqualTo("/da/mailbox/open"));
        var refused = await mailbox.RefusedAsync("withdraw");
        Assert.That(refused.QuerySelector("#error-summary")!.TextContent, Does.Contain("åbnet i mellemtiden"));
        Assert.That(refused.QuerySelector("#mailbox-status")!.GetAttribute("data-state"), Is.EqualTo("Opened"));
    }

    [Test]
    public async Task Of_a_withdrawal_and_an_opening_at_the_same_time_exactly_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < 12; round++)
        {
            var sent = await Sending.SendAsync(Founded, "Begge på én gang");
            var (withdrawn, passed) = (WithdrawAsync(sent), PassAsync(sent));
            await Task.WhenAll(withdrawn, passed);
            var outcome = (await withdrawn, await passed);
            Assert.That(
                outcome,
                Is.EqualTo((WithdrawalAnswer.Withdrawn, CaseResult.NotFound)).Or.EqualTo((WithdrawalAnswer.Opened, CaseResult.Done)));
            await using var db = Founded.Databases.AsOwner();
            await using var vault = Founded.Databases.VaultAsOwner();
            var state = await db.Reports.Where(r => r.Id == sent.ReportId).Select(r => r.State).SingleAsync();
            Assert.That(state, Is.EqualTo(outcome.Item1 == WithdrawalAnswer.Withdrawn ? ReportState.Withdrawn : ReportState.Opened));
            Assert.That(await vault.Secrets.AnyAsync(s => s.ReportId == sent.ReportId), Is.EqualTo(state == ReportState.Opened));
            Assert.That(await db.GatePasses.AnyAsync(p => p.ReportId == sent.ReportId), Is.EqualTo(state == ReportState.Opened));
        }
    }

    [Test]
    public async Task Without_a_session_nothing_is_withdrawn()
    {
        using var ask = await room.Office.GetAsync("/da/mailbox/withdraw");
        using var post = await room.Office.PostAsync("/da/mailbox/withdraw", null);
        Assert.That(ask.Headers.Location!.OriginalString, Is.EqualTo("/da/mailbox"));
        Assert.That(post.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private async Task<WithdrawalAnswer> WithdrawAsync(Sent sent)
    {
        await using var scope = Founded.Services.CreateAsyncScope();
        using var mailbox = await scope.ServiceProvider.GetRequiredService<MailboxDesk>().OpenAsync(sent.Key, default);
        return await scope.ServiceProvider.GetRequiredService<WithdrawalDesk>().WithdrawAsync(mailbox!, default);
    }

    private async Task<CaseResult> PassAsync(Sent sent)
    {
        await using var scope = Founded.Services.CreateAsyncScope();
        using var staff = Founded["administrator 1"].Unlock();
        return await scope.ServiceProvider.GetRequiredService<GateDesk>().PassAsync(sent.ReportId, staff, default);
    }

    private async Task<(HttpStatusCode Status, string Headers, string Body)> DoorAsync(string key)
    {
        using var answer = await room.Office.PostAsync("/da/mailbox", null, ("Key", key));
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
        return (answer.StatusCode, string.Join('\n', headers.Order()), (await answer.Content.ReadAsStringAsync()).WithoutTokens());
    }
}
