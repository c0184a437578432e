using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>What a reporter reads of a case that was closed.</summary>
public sealed class ClosedMailboxTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task FoundAsync() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await room.Office.DisposeAsync();

    [Test]
    public async Task Closed_without_the_feedback_that_was_promised_it_says_so_why_and_where_else_to_go()
    {
        var sent = await ReadyAsync();
        const string Why = "Vi venter på en udtalelse, der ikke kan komme før næste år.";
        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "close"), [.. CaseRoom.Closing(), ("NoFeedback", Why)]);
        var page = await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync();
        var step = page.QuerySelector("#mailbox-timeline [data-step=ToldBack]")!;
        Assert.That(step.GetAttribute("data-state"), Is.EqualTo("Missed"));
        Assert.That(step.TextContent, Does.Contain("ikke sket").And.Contain("2026"), "and by when it was promised");
        Assert.That(page.QuerySelector("#thread [data-kind=Closing] .no-feedback")!.TextContent,
            Does.Contain(Why).And.Contain("Datatilsynet"));
        Assert.That(page.QuerySelector("#disagree"), Is.Not.Null);
        var history = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelector("#history [data-kind=Closing]")!.TextContent,
            Does.Contain("Indberetteren læser").And.Contain(Why));
    }

    [Test]
    public async Task Why_there_is_none_is_looked_through_as_all_that_goes_to_a_reporter()
    {
        var sent = await ReadyAsync();
        using var check = await room.PostAsync(
            "administrator 1", CaseRoom.Case(sent, "close"),
            [.. CaseRoom.Closing(), ("NoFeedback", "Karen Bjerre på 010190-1234 er bortvist.")]);
        var page = await check.PageAsync();
        Assert.That(page.QuerySelector("form.check-form"), Is.Not.Null);
        Assert.That(page.QuerySelector("main")!.TextContent, Does.Contain("010190-1234").And.Contain("Indberetteren læser"));
        Assert.That(page.QuerySelector("#Reason"), Is.Not.Null, "it goes only with a reason");
    }

    [Test]
    public async Task A_talk_that_was_said_not_to_be_held_can_not_be_called_off_again()
    {
        var sent = await ReadyAsync();
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var asked = await mailbox.DoneAsync("talk", ("Way", "phone"));
        var request = asked.QuerySelector("#talk-reply-form [name=Request]")!.GetAttribute("value")!;
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "talk"), ("Request", request), ("Text", "Ring tirsdag."),
            ("TalkOnDay", "12"), ("TalkOnMonth", "3"), ("TalkOnYear", "2026"));
        await mailbox.DoneAsync("talk-reply", ("Request", request), ("Choice", "accepted"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"),
            [.. CaseRoom.Closing().Where(field => field.Name != "TalkKept"), ("TalkKept", "no"), ("NoFeedback", "Gives ikke.")]);
        var page = await mailbox.PageAsync();
        Assert.That(page.QuerySelector("#agreed-talk, #talk, #reply-form"), Is.Null);
        await mailbox.RefusedAsync("talk-reply", ("Request", request), ("Choice", "dropped"));
    }

    private async Task<Sent> ReadyAsync()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.WithStatementAsync(sent);
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        return sent;
    }
}
