using Intake.Tests.Web.Office.Cases;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>The first lines of the mailbox: what came since the reporter last wrote, worked out from the entries alone.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SinceTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_newest_is_told_first_with_links_until_the_reporter_writes()
    {
        var sent = await room.OpenedAsync();
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var opened = await mailbox.PageAsync();
        Assert.That(opened.QuerySelector("#news"), Is.Null, "the acknowledgement is where it begins");
        Assert.That(opened.QuerySelector("#still-out")!.TextContent, Does.StartWith("1 person, du nævnte i din indberetning"));

        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "inside"),
            ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        await room.ReferAsync(sent);
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi har talt med dem, det angår."));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", "Er det hørt op?"));
        var page = await mailbox.PageAsync();
        Assert.That(page.QuerySelectorAll("#news li").Select(line => line.GetAttribute("data-kind")),
            Is.EqualTo(new[] { "Screening", "Referral", "Feedback" }));
        var feedback = page.QuerySelector("#news [data-kind=Feedback]")!;
        Assert.That(feedback.TextContent, Does.StartWith($"{room.Office.Founded.Hospital.Title.Da} har givet dig en tilbagemelding"));
        Assert.That(page.GetElementById(feedback.QuerySelector("a")!.GetAttribute("href")![1..])!.TextContent,
            Does.Contain("Vi har talt med dem"));
        Assert.That(page.QuerySelector("#since #waiting a[href='#questions']")!.TextContent, Does.Contain("1 spørgsmål"));
        Assert.That(page.QuerySelector("main section")!.Id, Is.EqualTo("since"), "before all else");
        Assert.That(page.QuerySelector("#since")!.TextContent, Does.Not.Contain("Karen Bjerre"), "no person is named");

        var answered = await mailbox.DoneAsync("reply", OpenMailbox.Answer(OpenMailbox.QuestionsOf(page)[0], "Ja, det er hørt op."));
        Assert.That(answered.QuerySelector("#news"), Is.Null);
        Assert.That(answered.QuerySelector("#nothing-new"), Is.Not.Null);
    }

    [Test]
    public async Task A_case_that_was_closed_says_so_in_the_first_lines()
    {
        var sent = await room.InScopeAsync("Der bliver råbt.");
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing("NoGround", "Tak."));
        var page = await (await OpenMailbox.OfAsync(room.Office, sent, "en")).PageAsync();
        Assert.That(page.QuerySelector("#news [data-kind=Closing]")!.TextContent, Does.Contain("has closed the case"));
        Assert.That(page.QuerySelector("#waiting"), Is.Null, "nothing can be done any longer");
    }
}
