using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>Questions sent together and answered in one form, in any order, and the choice that turns them off and on.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class QuestionTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task Several_questions_in_one_message_stand_apart_are_answered_in_any_order_and_each_answer_stands_beside_its_question()
    {
        var sent = await room.InScopeAsync();
        var asked = await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"),
            ("Text", "Hvornår var det?"), ("More", "Var der andre?"), ("More", "  "), ("More", "Hvad ville hjælpe?"), ("More", ""));
        Assert.That(asked.QuerySelectorAll("#questions [data-answered=no]"), Has.Length.EqualTo(3));

        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        var forms = page.QuerySelectorAll("#questions [data-question]").ToList();
        Assert.That(
            forms.Select(form => form.QuerySelector("h3")!.TextContent),
            Is.EqualTo(new[] { "Spørgsmål 1 af 3", "Spørgsmål 2 af 3", "Spørgsmål 3 af 3" }));
        Assert.That(
            forms.Select(form => form.QuerySelector(".typed")!.TextContent),
            Is.EqualTo(new[] { "Hvornår var det?", "Var der andre?", "Hvad ville hjælpe?" }));
        Assert.That(page.QuerySelector("#waiting")!.TextContent, Does.Contain("3 spørgsmål"));
        var ids = forms.Select(form => form.GetAttribute("data-question")!).ToList();

        var left = await mailbox.DoneAsync("reply", OpenMailbox.Answer(ids[0], ""), OpenMailbox.Choice(ids[0], "unknown"),
            OpenMailbox.Answer(ids[1], " "), OpenMailbox.Answer(ids[2], "At nogen sagde undskyld."), ("Text", ""));
        Assert.That(left.QuerySelector("#done p")!.TextContent, Is.EqualTo("Dine 2 svar er modtaget og gemt."));
        var waits = left.QuerySelectorAll("#still-waiting a").ToList();
        Assert.That(waits.Select(link => link.TextContent), Is.EqualTo(new[] { "Var der andre?" }));
        Assert.That(left.GetElementById(waits[0].GetAttribute("href")![1..])!.QuerySelector("textarea"), Is.Not.Null);
        Assert.That(OpenMailbox.QuestionsOf(left), Is.EqualTo(new[] { ids[1] }));
        Assert.That(
            left.QuerySelectorAll("#thread article[data-kind=Question] [data-answered]").Select(one => one.GetAttribute("data-answered")),
            Is.EqualTo(new[] { "yes", "no", "yes" }));
        var done = await mailbox.DoneAsync("reply",
            OpenMailbox.Answer(ids[1], "Spørg mig ikke om det."), OpenMailbox.Choice(ids[1], "declined"), ("Text", "Og en ting til."));
        Assert.That(done.QuerySelector("#done")!.TextContent.Trim(), Is.EqualTo("Dit svar og det andet, du sendte, er modtaget og gemt."));
        Assert.That(done.QuerySelector("#questions"), Is.Null);
        Assert.That(done.QuerySelectorAll("#thread > [data-kind=Answer]"), Has.Length.EqualTo(4), "one entry each");
        Assert.That(done.QuerySelector("#nothing-new")!.TextContent, Does.Contain("Det seneste fra os kom 3. marts 2026"));

        var file = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        var pairs = file.QuerySelectorAll("#questions > div").Select(pair => pair.TextContent).ToList();
        Assert.That(pairs[0], Does.Contain("Hvornår var det?").And.Contain("det ved jeg ikke"));
        Assert.That(pairs[1], Does.Contain("Var der andre?").And.Contain("helst ikke svare").And.Contain("Spørg mig ikke om det."));
        Assert.That(pairs[2], Does.Contain("Hvad ville hjælpe?").And.Contain("At nogen sagde undskyld."));
    }

    [Test]
    public async Task Nothing_at_all_is_refused_and_everything_typed_comes_back_where_it_was_typed_when_one_part_cannot_be_taken()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"), ("More", "Hvor?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var ids = OpenMailbox.QuestionsOf(await mailbox.PageAsync());
        var empty = await mailbox.RefusedAsync("reply", OpenMailbox.Answer(ids[0], " "), OpenMailbox.Answer(ids[1], ""), ("Text", ""));
        Assert.That(empty.QuerySelector("#Text-error")!.TextContent, Does.Contain("Skriv et svar eller en besked"));

        var tooLong = new string('x', (1024 * 1024) + 1);
        var refused = await mailbox.RefusedAsync("reply", OpenMailbox.Answer(ids[0], "I marts."), OpenMailbox.Choice(ids[0], "declined"),
            OpenMailbox.Answer(ids[1], tooLong), ("Text", "Og en ting til."));
        Assert.That(refused.QuerySelector($"#Answer-{ids[1]}-error"), Is.Not.Null, "beside its own field");
        Assert.That(refused.QuerySelector($"#Answer-{ids[0]}-error"), Is.Null);
        Assert.That(Area(refused, $"Answer-{ids[0]}"), Is.EqualTo("I marts."));
        Assert.That(refused.QuerySelector($"#Choice-{ids[0]} option[selected]")!.GetAttribute("value"), Is.EqualTo("declined"));
        Assert.That(Area(refused, $"Answer-{ids[1]}"), Is.EqualTo(tooLong));
        Assert.That(Area(refused, "Text"), Is.EqualTo("Og en ting til."));

        foreach (var wrong in new[] { Guid.NewGuid().ToString(), sent.ReportId.ToString() })
        {
            refused = await mailbox.RefusedAsync("reply",
                OpenMailbox.Answer(wrong, "Skrevet længe"), OpenMailbox.Answer(ids[0], "I marts."), ("Text", "Og mere."));
            Assert.That(Area(refused, "Kept"), Is.EqualTo("Skrevet længe"), wrong);
            Assert.That(Area(refused, $"Answer-{ids[0]}"), Is.EqualTo("I marts."));
            Assert.That(Area(refused, "Text"), Is.EqualTo("Og mere."));
        }

        foreach (var name in new[] { "Answer-\"><b>", "Answer-", $"Answer-{ids[0].ToUpperInvariant()}" })
        {
            using var foreign = await mailbox.PostAsync("reply", (name, "x"));
            Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), name);
        }

        Assert.That((await mailbox.PageAsync()).QuerySelectorAll("#thread [data-kind=Answer]"), Is.Empty, "nothing of it was stored");
    }

    [Test]
    public async Task A_question_answered_meanwhile_takes_a_second_answer_and_its_text_stays_beside_it_when_something_else_is_wrong()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"), ("More", "Hvor?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var ids = OpenMailbox.QuestionsOf(await mailbox.PageAsync());
        await mailbox.DoneAsync("reply", OpenMailbox.Answer(ids[0], "I marts."));
        var refused = await mailbox.RefusedAsync("reply", OpenMailbox.Answer(ids[0], "Nej, i april."),
            OpenMailbox.Answer(ids[1], new string('x', (1024 * 1024) + 1)));
        Assert.That(Area(refused, $"Answer-{ids[0]}"), Is.EqualTo("Nej, i april."));
        await mailbox.DoneAsync("reply", OpenMailbox.Answer(ids[0], "Nej, i april."));
        var file = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(file.QuerySelector("#questions > div")!.TextContent, Does.Contain("I marts.").And.Contain("Nej, i april."));
    }

    [Test, Promise(40)]
    public async Task Answers_to_a_case_that_was_closed_meanwhile_come_back_together()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"), ("More", "Hvor?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var ids = OpenMailbox.QuestionsOf(await mailbox.PageAsync());
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing("NoGround"));
        (string, string)[] typed = [OpenMailbox.Answer(ids[0], "I marts."), OpenMailbox.Answer(ids[1], "På gangen."), ("Text", "Og mere.")];
        Assert.That(Area(await mailbox.RefusedAsync("reply", typed), "Kept"), Is.EqualTo("I marts.\n\nPå gangen.\n\nOg mere."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "look-after"), ("Text", "Hvordan går det nu?"));
        var asked = await mailbox.RefusedAsync("reply", typed);
        Assert.That((Area(asked, "Kept"), Area(asked, "Text")), Is.EqualTo(("I marts.\n\nPå gangen.", "Og mere.")));
    }

    [Test, Promise(40)]
    public async Task An_answer_written_past_the_end_of_the_session_comes_back_and_the_page_tells_when_it_ends()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        var id = OpenMailbox.QuestionsOf(page)[0];
        Assert.That(
            page.QuerySelector("#session-ends")!.TextContent, Does.Contain("10.50"), "9.30 in UTC is 10.30 in Copenhagen, and 20 minutes");
        room.Office.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        try
        {
            using var late = await mailbox.PostAsync("reply", OpenMailbox.Answer(id, "Skrevet længe"), ("Text", "Og mere"));
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await late.PageAsync()).QuerySelector("#Kept")!.TextContent, Is.EqualTo("Skrevet længe\n\nOg mere"));
        }
        finally
        {
            room.Office.Founded.Time.AdjustTime(room.Office.Founded.Time.GetUtcNow().AddMinutes(-21));
        }
    }

    [Test]
    public async Task A_report_without_follow_and_a_later_change_of_mind_both_ways()
    {
        var sent = await room.OpenedAsync(follow: false);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var quiet = await mailbox.PageAsync();
        Assert.That(quiet.QuerySelector("#next")!.TextContent, Does.Contain("Du følger ikke sagen"));
        Assert.That(quiet.QuerySelector("#follow-consequence")!.TextContent, Does.Contain("Vælger du ja"));
        var file = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(file.QuerySelector("#question-form"), Is.Null);
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));

        var follows = await mailbox.DoneAsync("follow", ("Follow", "yes"));
        Assert.That(follows.QuerySelector("#follow-consequence")!.TextContent, Does.Contain("Vælger du nej"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        var id = OpenMailbox.QuestionsOf(await mailbox.PageAsync())[0];

        await mailbox.DoneAsync("follow", ("Follow", "no"));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Og hvor?"));
        await mailbox.DoneAsync("reply", OpenMailbox.Answer(id, "I marts."));
        Assert.That(
            (await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"))).QuerySelector("#questions")!.TextContent,
            Does.Contain("I marts."));
    }

    [Test, Promise(44)]
    public async Task Seeing_a_question_changes_no_row()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        await using var db = room.Office.Founded.Databases.AsOwner();
        var before = await RowsAsync();
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await mailbox.PageAsync();
        Assert.That(await RowsAsync(), Is.EqualTo(before));

        async Task<string> RowsAsync() => string.Join('\n', await db.Database.SqlQueryRaw<string>(
            "SELECT string_agg(t::text, ',') AS \"Value\" FROM (SELECT id, xmin::text AS x FROM intake.entry "
            + "UNION ALL SELECT id, xmin::text FROM intake.report "
            + "UNION ALL SELECT id, xmin::text FROM intake.deadline ORDER BY 1) t").ToListAsync());
    }

    private static string Area(IDocument page, string id) => page.GetElementById(id)!.TextContent;
}
