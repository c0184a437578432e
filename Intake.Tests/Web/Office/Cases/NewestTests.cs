using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>What a case's first page shows as the newest of its conversation.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class NewestTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task All_answers_of_one_sending_are_shown_each_with_its_question_that_leads_to_the_conversation()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"),
            ("Text", "Hvor er du ansat?"), ("More", "Hvem så det?"));
        var asked = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        Assert.That(asked.QuerySelectorAll("#newest article .typed").Select(one => one.TextContent),
            Is.EqualTo(new[] { "Hvor er du ansat?", "Hvem så det?" }));

        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var ids = OpenMailbox.QuestionsOf(await mailbox.PageAsync());
        await mailbox.DoneAsync("reply", OpenMailbox.Answer(ids[0], "På Rigshospitalet."), OpenMailbox.Choice(ids[1], "declined"));
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        var answers = page.QuerySelectorAll("#newest article");
        Assert.That(answers, Has.Length.EqualTo(2));
        Assert.That(answers.Select(one => one.QuerySelector(".answers-to a")!.TextContent),
            Is.EqualTo(new[] { "Hvor er du ansat?", "Hvem så det?" }));
        Assert.That(answers[0].TextContent, Does.Contain("På Rigshospitalet."));
        Assert.That(page.QuerySelectorAll("h2").Select(one => one.TextContent), Does.Contain("2 nye svar"));
        var (place, question) = (answers[0].QuerySelector(".answers-to a")!.GetAttribute("href")!.Split('#')) is [var path, var id]
            ? (path, id) : ("", "");
        Assert.That((await room.PageAsync("administrator 1", place)).GetElementById(question), Is.Not.Null);

        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Er der andre vagter?"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#newest")!.TextContent,
            Does.Contain("Er der andre vagter?").And.Not.Contain("Rigshospitalet"));
    }
}
