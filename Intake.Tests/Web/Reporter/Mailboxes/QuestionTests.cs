using System.Net;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>Questions sent together and answered one by one, and the choice that turns them off and on.</summary>
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
        var forms = page.QuerySelectorAll("#questions form").ToList();
        Assert.That(
            forms.Select(form => form.QuerySelector("h3")!.TextContent),
            Is.EqualTo(new[] { "Spørgsmål 1 af 3", "Spørgsmål 2 af 3", "Spørgsmål 3 af 3" }));
        Assert.That(
            forms.Select(form => form.QuerySelector(".typed")!.TextContent),
            Is.EqualTo(new[] { "Hvornår var det?", "Var der andre?", "Hvad ville hjælpe?" }));
        Assert.That(page.QuerySelector("#waiting")!.TextContent, Does.Contain("3 spørgsmål"));
        var ids = forms.Select(form => form.GetAttribute("data-question")!).ToList();

        await mailbox.DoneAsync("answer", ("Answers", ids[2]), ("Text", "At nogen sagde undskyld."));
        await mailbox.DoneAsync("answer", ("Answers", ids[0]), ("Text", ""), ("Choice", "unknown"));
        var left = await mailbox.PageAsync();
        Assert.That(
            left.QuerySelectorAll("#questions form").Select(form => form.GetAttribute("data-question")),
            Is.EqualTo(new[] { ids[1] }));
        Assert.That(
            left.QuerySelectorAll("#thread article[data-kind=Question] [data-answered]").Select(one => one.GetAttribute("data-answered")),
            Is.EqualTo(new[] { "yes", "no", "yes" }));
        var done = await mailbox.DoneAsync("answer", ("Answers", ids[1]), ("Text", "Spørg mig ikke om det."), ("Choice", "declined"));
        Assert.That(done.QuerySelector("#questions"), Is.Null);
        Assert.That(done.QuerySelector("#nothing-new")!.TextContent, Does.Contain("Det seneste fra os kom 3. marts 2026"));

        var file = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        var pairs = file.QuerySelectorAll("#questions > div").Select(pair => pair.TextContent).ToList();
        Assert.That(pairs[0], Does.Contain("Hvornår var det?").And.Contain("det ved jeg ikke"));
        Assert.That(pairs[1], Does.Contain("Var der andre?").And.Contain("helst ikke svare").And.Contain("Spørg mig ikke om det."));
        Assert.That(pairs[2], Does.Contain("Hvad ville hjælpe?").And.Contain("At nogen sagde undskyld."));
    }

    [Test]
    public async Task An_empty_answer_is_refused_beside_its_own_field_and_one_to_a_question_that_is_none_gives_its_text_back()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"), ("More", "Hvor?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var ids = (await mailbox.PageAsync())
            .QuerySelectorAll("#questions form").Select(form => form.GetAttribute("data-question")!).ToList();
        var empty = await mailbox.RefusedAsync("answer", ("Answers", ids[1]), ("Text", " "));
        Assert.That(empty.QuerySelector($"#answer-{ids[1]}-Text-error"), Is.Not.Null);
        Assert.That(empty.QuerySelector($"#answer-{ids[0]}-Text-error"), Is.Null);
        foreach (var wrong in new[] { Guid.NewGuid().ToString(), "\"><b>", "" })
        {
            var refused = await mailbox.RefusedAsync("answer", ("Answers", wrong), ("Text", "Skrevet længe"));
            Assert.That(refused.QuerySelector("#Kept")!.TextContent, Is.EqualTo("Skrevet længe"), wrong);
        }
    }

    [Test, Promise(40)]
    public async Task An_answer_written_past_the_end_of_the_session_comes_back_and_the_page_tells_when_it_ends()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        var id = page.QuerySelector("#questions form")!.GetAttribute("data-question")!;
        Assert.That(
            page.QuerySelector("#session-ends")!.TextContent, Does.Contain("10.50"), "9.30 in UTC is 10.30 in Copenhagen, and 20 minutes");
        room.Office.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        try
        {
            using var late = await mailbox.PostAsync("answer", ("Answers", id), ("Text", "Skrevet længe"));
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await late.PageAsync()).QuerySelector("#Kept")!.TextContent, Is.EqualTo("Skrevet længe"));
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
        var id = (await mailbox.PageAsync()).QuerySelector("#questions form")!.GetAttribute("data-question")!;

        await mailbox.DoneAsync("follow", ("Follow", "no"));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Og hvor?"));
        await mailbox.DoneAsync("answer", ("Answers", id), ("Text", "I marts."));
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
}
