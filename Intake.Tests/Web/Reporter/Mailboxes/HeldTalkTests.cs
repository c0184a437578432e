using System.Net;
using AngleSharp.Dom;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>Talks whose day changes while somebody reads, and talks that are held although the case is closed.</summary>
public sealed class HeldTalkTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task FoundAsync() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_day_is_agreed_to_by_who_read_it_and_not_by_a_page_that_shows_an_older_one()
    {
        var sent = await room.InScopeAsync();
        var (mailbox, request) = await AskAsync(sent);
        await ProposeAsync(sent, request, "10");
        var older = Proposal(await mailbox.PageAsync());
        await ProposeAsync(sent, request, "14");
        var refused = await mailbox.RefusedAsync("talk-reply", ("Request", request), ("Proposal", older), ("Choice", "accepted"));
        Assert.That(refused.QuerySelector("#TalkText-error")!.TextContent, Does.Contain("nyt forslag"));
        Assert.That(refused.QuerySelector("#talk-day")!.TextContent, Does.StartWith("14. marts"));
        Assert.That(refused.QuerySelector("#agreed-talk"), Is.Null);
        var agreed = await mailbox.DoneAsync(
            "talk-reply", ("Request", request), ("Proposal", Proposal(refused)), ("Choice", "accepted"));
        Assert.That(agreed.QuerySelector("#agreed-talk")!.TextContent, Does.Contain("14. marts 2026"));
    }

    [Test]
    public async Task A_talk_that_is_held_is_a_date_again_when_the_case_is_reopened_and_a_row_that_somebody_puts_in_stops_no_page()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.WithStatementAsync(sent);
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        var (mailbox, request) = await AskAsync(sent);
        await ProposeAsync(sent, request, "20");
        await mailbox.DoneAsync("talk-reply", ("Request", request), ("Choice", "accepted"));
        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "close"), [.. CaseRoom.Closing(), ("NoFeedback", "Gives ved samtalen.")]);
        Assert.That((await room.PageAsync("administrator 1", "/da/office/inbox")).QuerySelector("[data-after=Talk]"), Is.Not.Null);

        // Somebody with the web's password puts a second row there.
        await using (var db = room.Office.Founded.Databases.AsOwner())
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO intake.deadline SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'referral_id', r.id))).*
                FROM intake.deadline d, intake.referral r WHERE d.report_id = {sent.ReportId} AND r.report_id = d.report_id
                AND d.kind = {(int)DeadlineKind.AgreedTalk}
                """);
        }

        using var inbox = await room.GetAsync("administrator 1", "/da/office/inbox");
        Assert.That(inbox.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "reopen"), ("Text", "Der er kommet nyt."));
        var history = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelector("#deadlines")!.TextContent, Does.Contain("20. marts 2026"));
        Assert.That((await mailbox.PageAsync()).QuerySelector("#agreed-talk"), Is.Not.Null);
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"),
            [.. CaseRoom.Closing().Where(field => field.Name != "TalkKept"), ("NoFeedback", "Gives ved samtalen.")]);
    }

    private static string Proposal(IDocument page) => page.QuerySelector("[name=Proposal]")!.GetAttribute("value")!;

    private async Task<(OpenMailbox Mailbox, string Request)> AskAsync(Sent sent)
    {
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var asked = await mailbox.DoneAsync("talk", ("Way", "phone"));
        return (mailbox, asked.QuerySelector("#talk-reply-form [name=Request]")!.GetAttribute("value")!);
    }

    private Task<IDocument> ProposeAsync(Sent sent, string request, string day) => room.DoneAsync(
        "administrator 1", CaseRoom.Case(sent, "talk"), ("Request", request), ("Text", "Ring 11 22 33 44."),
        ("TalkOnDay", day), ("TalkOnMonth", "3"), ("TalkOnYear", "2026"));
}
