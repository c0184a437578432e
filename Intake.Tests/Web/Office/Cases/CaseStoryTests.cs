using System.Net;
using Intake.Core.Cases.Statements;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The main path through the case pages.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CaseStoryTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task From_inbox_through_gate_screening_and_referral_to_the_unit()
    {
        var sent = await Sending.SendAsync(room.Office.Founded, CaseRoom.Story);
        var link = (await room.PageAsync("administrator 1", "/da/office/inbox")).QuerySelectorAll("#inbox tbody tr")
            .Single(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal))
            .QuerySelector("td a")!.GetAttribute("href")!;
        var gate = await room.PageAsync("administrator 1", link);
        Assert.That(gate.QuerySelector("#gate-card")!.TextContent, Does.Contain("Mikkel Østergaard"));
        Assert.That(gate.DocumentElement.TextContent, Does.Not.Contain("sygeplejerske"));
        Assert.That(gate.QuerySelectorAll("#gate-form input[checked]"), Is.Empty);

        var passed = await room.PassAsync(sent, "administrator 1");
        Assert.That(passed.QuerySelector("#notice"), Is.Not.Null);
        var file = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(
            file.QuerySelectorAll("#thread article").Select(article => article.GetAttribute("data-kind")),
            Does.Contain("Report").And.Contain("Acknowledgement"));
        var history = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelector("#deadlines")!.TextContent, Does.Contain("+ 3 måneder ="));

        var inside = await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "inside"),
            ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        Assert.That(inside.QuerySelector("#case-state")!.GetAttribute("data-state"), Is.EqualTo("InScope"));

        var refer = await room.PageAsync("administrator 1", CaseRoom.Case(sent, $"refer?unit={room.Hospital}"));
        var boxes = refer.QuerySelectorAll("#referral-form input[name=Handlers]");
        Assert.That(
            boxes.Where(box => box.HasAttribute("disabled")).Select(box => box.GetAttribute("value")),
            Is.EqualTo(new[] { room.Id("handler 3") }));
        Assert.That(boxes, Has.Length.EqualTo(3));

        await room.ReferAsync(sent);
        Assert.That((await room.GetAsync("handler 3", CaseRoom.Case(sent))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        var named = await room.RefusedAsync(
            "administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")),
            ("Handlers", room.Id("handler 3")));
        Assert.That(named.QuerySelector("#error-summary")!.TextContent, Does.Contain("må ikke tage del"));
    }

    [Test]
    public async Task A_handler_asks_notes_assesses_and_gives_feedback_and_the_administrator_sees_no_notes()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        var asked = await room.DoneAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår skete det sidst?"));
        Assert.That(
            asked.QuerySelector("#thread article[data-kind=Question]")!.TextContent,
            Does.Contain("Hvornår skete det sidst?").And.Contain("Karen Bjerre"));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi har talt med dem, det angår."));
        await room.DoneAsync("handler 1", referral + "/step", ("Step", "Investigate"), ("Text", ""));
        await room.DoneAsync("handler 1", referral + "/assess", ("Severity", "Grave"), ("Text", "Gentaget over et år."));
        var noted = await room.DoneAsync("handler 1", referral + "/note", ("Text", "Samtale med hemmeligt indhold."));
        Assert.That(noted.QuerySelector("#work-file")!.TextContent, Does.Contain("hemmeligt indhold"));
        Assert.That(noted.QuerySelector("#referral-summary")!.TextContent, Does.Contain("Undersøgelse"));

        var seen = await room.PageAsync("administrator 1", referral);
        Assert.That(seen.QuerySelector("#work-file-closed"), Is.Not.Null);
        Assert.That(seen.DocumentElement.TextContent, Does.Not.Contain("hemmeligt"));
        Assert.That(seen.QuerySelector("#note-form"), Is.Null);
        Assert.That(
            (await room.PostAsync("administrator 1", referral + "/note", ("Text", "x"))).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_statement_is_sent_returned_with_a_remark_sent_again_and_accepted_and_the_case_closed()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.WithStatementAsync(sent);
        var review = await room.PageAsync("administrator 1", referral + "/statement");
        Assert.That(review.QuerySelector(".statement")!.GetAttribute("data-signature"), Is.EqualTo("holds"));
        Assert.That(review.QuerySelector("#statement-review-form"), Is.Not.Null);
        Assert.That((await room.PageAsync("handler 1", referral + "/statement")).QuerySelector("#statement-review-form"), Is.Null);

        var wanting = await room.RefusedAsync("administrator 1", referral + "/statement", ("Decision", "return"), ("Text", ""));
        Assert.That(wanting.QuerySelector("#Text")!.GetAttribute("aria-invalid"), Is.EqualTo("true"));
        var returned = await room.DoneAsync(
            "administrator 1", referral + "/statement", ("Decision", "return"), ("Text", "Skriv, hvem der blev hørt."));
        Assert.That(returned.QuerySelector("#statement-state")!.GetAttribute("data-state"), Is.EqualTo("StatementReturned"));

        var again = await room.PageAsync("handler 1", referral + "/statement/write");
        Assert.That(again.QuerySelector("#statement-remark")!.TextContent, Does.Contain("hvem der blev hørt"));
        Assert.That(again.QuerySelector("#Examined")!.TextContent, Does.Contain("begge parter"));
        await room.DoneAsync("handler 1", referral + "/statement/write", CaseRoom.Statement("Begge er hørt hver for sig."));
        var accepted = await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        Assert.That(accepted.QuerySelector(".statement")!.GetAttribute("data-version"), Is.EqualTo("2"));
        Assert.That(accepted.QuerySelector("#statement-state")!.GetAttribute("data-state"), Is.EqualTo("StatementAccepted"));

        var early = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing());
        Assert.That(early.QuerySelector("#error-summary")!.TextContent, Does.Contain("tilbagemelding"));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi har handlet."));
        var closed = await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing("Acted", "Tak."));
        Assert.That(closed.QuerySelector("#case-state")!.GetAttribute("data-state"), Is.EqualTo("Closed"));
        var over = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(over.QuerySelectorAll("#question-form, #feedback-form"), Is.Empty);
        Assert.That(
            (await room.PageAsync("administrator 1", "/da/office/inbox?show=over")).QuerySelector("#inbox")!.InnerHtml,
            Does.Contain(sent.ReportId.ToString()));
    }

    [Test]
    public async Task What_is_exported_proves_itself_and_has_a_name_that_tells_nothing()
    {
        var sent = await room.InScopeAsync();
        await room.WithStatementAsync(sent);
        using var json = await room.PostAsync("administrator 1", CaseRoom.Case(sent, "export"), ("Format", "json"));
        Assert.That(json.Content.Headers.ContentDisposition!.FileName, Is.EqualTo("redegoerelser.json"));
        var root = SchemeRoot.Parse(await File.ReadAllTextAsync(room.Office.Founded.SchemeRootPath));
        var verdict = StatementVerifier.Verify(await json.Content.ReadAsByteArrayAsync(), root);
        Assert.That(verdict.Holds, string.Join('\n', verdict.Lines));
        using var csv = await room.PostAsync("administrator 1", CaseRoom.Case(sent, "export"), ("Format", "csv"));
        Assert.That(csv.Content.Headers.ContentDisposition!.FileName, Is.EqualTo("redegoerelser.csv"));
        Assert.That(await csv.Content.ReadAsStringAsync(), Does.Contain("Dialog om omgangstone."));
        Assert.That(
            (await room.PostAsync("handler 1", CaseRoom.Case(sent, "export"), ("Format", "json"))).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Outside_the_purpose_a_suggestion_is_fetched_and_the_answer_closes_the_case()
    {
        var sent = await room.OpenedAsync();
        var ground = room.Office.Founded.Scheme.Scope.Grounds[0];
        var suggested = await room.PageAsync("administrator 1", CaseRoom.Case(sent, $"screening?ground={ground.Name}"));
        Assert.That(suggested.QuerySelector("#Text")!.TextContent, Is.EqualTo(ground.Text.Da));
        Assert.That(suggested.QuerySelectorAll("#screening-form input[name=Help][checked]"), Has.Length.EqualTo(ground.Help.Count));
        var fields = ground.Help.Select(name => ("Help", name))
            .Concat([("Scope", "outside"), ("Ground", ground.Name), ("Text", ground.Text.Da)]).ToArray();
        var done = await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "screening"), fields);
        Assert.That(done.QuerySelector("#case-state")!.GetAttribute("data-state"), Is.EqualTo("OutOfScope"));
        Assert.That(
            (await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "screening"), fields)).QuerySelector("#Text")!.TextContent,
            Is.EqualTo(ground.Text.Da));
    }

    [Test]
    public async Task Who_recuses_is_asked_once_more_and_then_finds_no_case_ever_again()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        var asked = await room.DoneAsync("handler 2", CaseRoom.Case(sent, "gate"), ("Conflict", "recuse"));
        Assert.That(asked.QuerySelector("#recuse-form"), Is.Not.Null);
        Assert.That((await room.GetAsync("handler 2", CaseRoom.Case(sent))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var calm = await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"));
        Assert.That(calm.QuerySelector("#recused"), Is.Not.Null);
        foreach (var (page, status) in new[] { ("", HttpStatusCode.NotFound), ("recuse", HttpStatusCode.Gone) })
            Assert.That((await room.GetAsync("handler 2", CaseRoom.Case(sent, page))).StatusCode, Is.EqualTo(status), page);

        Assert.That(
            (await room.PostAsync("handler 2", CaseRoom.Case(sent, "gate"), ("Conflict", "none"))).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await room.PageAsync("handler 2", "/da/office/inbox?show=all")).DocumentElement.InnerHtml,
            Does.Not.Contain(sent.ReportId.ToString()));
    }
}
