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
        Assert.That(opened.QuerySelector("#still-out")!.TextContent, Does.StartWith("1 person, du har nævnt, kan ikke"));

        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "inside"),
            ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        await room.ReferAsync(sent);
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi har talt med dem, det angår."));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", "Er det hørt op?"));
        var page = await mailbox.PageAsync();
        Assert.That(page.QuerySelectorAll("#news li").Select(line => line.GetAttribute("data-kind")),
            Is.EqualTo(new[] { "Feedback", "Referral", "Screening" }));
        var feedback = page.QuerySelector("#news [data-kind=Feedback]")!;
        Assert.That(feedback.TextContent, Does.StartWith($"{room.Office.Founded.Hospital.Title.Da} har givet dig en tilbagemelding"));
        Assert.That(page.GetElementById(feedback.QuerySelector("a")!.GetAttribute("href")![1..])!.TextContent,
            Does.Contain("Vi har talt med dem"));
        Assert.That(page.QuerySelector("#since #waiting a[href='#questions']")!.TextContent, Does.Contain("1 spørgsmål"));
        Assert.That(page.QuerySelector("main section")!.Id, Is.EqualTo("since"), "before all else");
        Assert.That(page.QuerySelector("#since")!.TextContent, Does.Not.Contain("Karen Bjerre"), "no person is named");

        var answered = await mailbox.DoneAsync("reply", OpenMailbox.Answer(OpenMailbox.QuestionsOf(page)[0], "Ja, det er hørt op."));
        Assert.That(answered.QuerySelector("#news"), Is.Null);
        var newest = answered.QuerySelector("#nothing-new")!.TextContent;
        Assert.That(newest, Does.Contain("Det seneste fra os").And.Contain("Et spørgsmål til dig"));
        Assert.That(answered.QuerySelector("#mailbox-status")!.TextContent, Does.Contain("Du har fået svar"), "and no step back");
        Assert.That(answered.QuerySelector("#since #still-out"), Is.Null, "it waits for nobody");
    }

    [Test]
    public async Task The_newest_stays_named_and_the_next_visit_is_soon_while_something_is_between_us()
    {
        var sent = await room.OpenedAsync();
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var opened = await mailbox.PageAsync();
        Assert.That(opened.QuerySelector("#since")!.TextContent, Does.Contain("Vi har læst det"));
        Assert.That(opened.QuerySelector("#come-back")!.TextContent, Does.Contain("senest"));
        await mailbox.DoneAsync("talk", ("Way", "phone"), ("Preferred", ""), ("Number", ""));
        var asked = await mailbox.PageAsync("open?done=talk");
        Assert.That(asked.QuerySelector("#come-back")!.TextContent, Does.Contain("om en uges tid"));
        Assert.That(asked.QuerySelector("#done")!.TextContent, Does.Contain(asked.QuerySelector("#code-word")!.TextContent));
        Assert.That(asked.QuerySelector("#since")!.TextContent, Does.Contain("Vi har læst det"), "read or not");
    }

    [Test]
    public async Task Who_does_not_follow_is_not_told_both_that_questions_come_and_that_none_do()
    {
        var sent = await room.OpenedAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvor?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var question = OpenMailbox.QuestionsOf(await mailbox.PageAsync())[0];
        var declined = await mailbox.DoneAsync("reply", OpenMailbox.Answer(question, ""), OpenMailbox.Choice(question, "declined"));
        Assert.That(declined.QuerySelector($"#entry-{question}")!.TextContent, Does.Contain("Du ville ikke svare. Det er i orden."));
        await mailbox.DoneAsync("follow", ("Follow", "no"));
        var page = await mailbox.PageAsync();
        Assert.That(page.QuerySelector("#since-heading")!.TextContent, Is.EqualTo("Det kan du stadig svare på, hvis du vil"));
        Assert.That(page.QuerySelector("#next")!.TextContent, Does.Not.Contain("Der kan komme spørgsmål"));
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
