using System.Net;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>What the case pages refuse, how they say it, and that nothing typed is lost.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CaseRefusalTests
{
    private static readonly (string Page, string[] Who)[] Pages =
    [
        ("", ["administrator 1", "handler 1", "handler 2"]),
        ("conversation", ["administrator 1", "handler 1", "handler 2"]),
        ("files", ["administrator 1", "handler 1", "handler 2"]),
        ("work", ["administrator 1", "handler 1", "handler 2"]),
        ("statements", ["administrator 1", "handler 1", "handler 2"]),
        ("history", ["administrator 1", "handler 1", "handler 2"]),
        ("print", ["administrator 1", "handler 1", "handler 2"]),
        ("print/pdf", ["administrator 1", "handler 1", "handler 2"]),
        ("talk", ["administrator 1", "handler 1", "handler 2"]),
        ("dates", ["administrator 1", "handler 1", "handler 2"]),
        ("look-after", ["administrator 1", "handler 1", "handler 2"]),
        ("reopen", ["administrator 1", "handler 1", "handler 2"]),
        ("screening", ["administrator 1"]),
        ("refer", ["administrator 1"]),
        ("refer/marked", ["administrator 1"]),
        ("links", ["administrator 1"]),
        ("cover", ["administrator 1"]),
        ("named", ["administrator 1", "handler 1", "handler 2"]),
        ("access", ["administrator 1"]),
        ("access/HANDLER", ["administrator 1"]),
        ("gate-names", ["administrator 1"]),
        ("close", ["administrator 1"]),
        ("hold", ["administrator 1"]),
        ("label", ["administrator 1", "handler 1", "handler 2"]),
        ("export", ["administrator 1"]),
        ("recuse", ["administrator 1", "handler 1", "handler 2", "administrator 2"]),
        ("REFERRAL", ["administrator 1", "handler 1", "handler 2"]),
        ("REFERRAL/statement", ["administrator 1", "handler 1", "handler 2"]),
        ("REFERRAL/statement/write", ["handler 1", "handler 2"]),
        ("REFERRAL/crime", ["handler 1", "handler 2"]),
        ("REFERRAL/press", ["handler 1", "handler 2"]),
        ("REFERRAL/window", ["handler 1", "handler 2"]),
        ("REFERRAL/aftercare", ["administrator 1", "handler 1", "handler 2"]),
        ("REFERRAL/orientation", ["administrator 1", "handler 1", "handler 2"]),
        ("REFERRAL/assess", ["handler 1", "handler 2"]),
        ("REFERRAL/plan", ["handler 1", "handler 2"]),
        ("REFERRAL/plan/task", ["handler 1", "handler 2"]),
        ("REFERRAL/plan/interview", ["handler 1", "handler 2"]),
        ("REFERRAL/plan/hearing", ["handler 1", "handler 2"]),
        ("REFERRAL/plan/checks", ["handler 1", "handler 2"]),
        ("REFERRAL/act", ["handler 1", "handler 2"]),
        ("REFERRAL/act/action", ["handler 1", "handler 2"]),
        ("REFERRAL/act/duty", ["handler 1", "handler 2"]),
        ("REFERRAL/hand-over", ["handler 1", "handler 2"]),
        ("REFERRAL/in-charge", ["handler 1", "handler 2"]),
        ("PROPOSAL", ["handler 1", "handler 2"]),
        ("units", ["administrator 1", "handler 1", "handler 2"]),
        ("REFERRAL/decline", ["handler 1", "handler 2"]),
        ("REFERRAL/take-back", ["administrator 1"]),
    ];

    /// <summary>Where the case is read: before the conflict question is answered, it stands at each of these addresses.</summary>
    private static readonly string[] Tabs = ["", "conversation", "files", "work", "statements", "history", "print", "print/pdf"];

    private CaseRoom room = null!;
    private Sent sent = null!;
    private string referral = "";
    private string proposal = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        sent = await room.InScopeAsync();
        referral = await room.ReferAsync(sent);
        await room.Office.Founded.WantSecondReaderAsync();
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        proposal = (await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#proposals a")!.GetAttribute("href")!;
        await room.Office.Founded.AddAsync(room.Office.Founded.Scheme.Name);
    }

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test, Promise(21)]
    public async Task Each_page_of_a_case_is_there_for_those_it_is_for_and_not_found_by_the_rest()
    {
        string[] cast = ["administrator 1", "administrator 2", "handler 1", "handler 2", "handler 3", "other handler 1"];
        foreach (var (page, allowed) in Pages)
        {
            foreach (var who in cast)
            {
                var path = page == "PROPOSAL" ? proposal : page.StartsWith("REFERRAL", StringComparison.Ordinal)
                    ? page.Replace("REFERRAL", referral, StringComparison.Ordinal)
                    : CaseRoom.Case(sent, page.Replace("HANDLER", room.Id("handler 1"), StringComparison.Ordinal));
                var status = (await room.GetAsync(who, path)).StatusCode;
                // The second administrator has not answered the conflict question: the case's addresses show the gate or lead there.
                var expected = allowed.Contains(who) || (who == "administrator 2" && Tabs.Contains(page)) ? HttpStatusCode.OK
                    : who == "administrator 2" && (allowed.Contains("administrator 1") || page == "PROPOSAL") ? HttpStatusCode.SeeOther
                    : HttpStatusCode.NotFound;
                Assert.That(status, Is.EqualTo(expected), $"{who} {page}");
            }
        }

        Assert.That((await room.Office.GetAsync(CaseRoom.Case(sent))).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task Nothing_can_be_done_to_a_case_by_who_may_not()
    {
        foreach (var (who, path) in new[]
        {
            ("handler 1", CaseRoom.Case(sent, "screening")), ("handler 1", CaseRoom.Case(sent, "refer")),
            ("handler 1", CaseRoom.Case(sent, "close")),
            ("handler 3", CaseRoom.Case(sent, "question")), ("handler 3", CaseRoom.Case(sent, "feedback")),
            ("handler 3", CaseRoom.Case(sent, "gate")),
            ("handler 1", CaseRoom.Case(sent, "gate-names")), ("administrator 2", CaseRoom.Case(sent, "gate-names")),
            ("administrator 2", CaseRoom.Case(sent, "question")),
            ("handler 2", CaseRoom.Case(sent, $"access/{room.Id("handler 1")}")),
            ("administrator 2", CaseRoom.Case(sent, $"access/{room.Id("handler 1")}")),
            ("administrator 1", referral + "/note"), ("administrator 1", referral + "/assess"),
            ("handler 3", referral + "/assess"),
            ("administrator 1", referral + "/statement/write"),
            ("handler 3", referral + "/note"), ("handler 1", referral + "/statement"), ("other handler 1", referral + "/hand-over"),
        })
        {
            var fields = path.EndsWith("gate", StringComparison.Ordinal) ? new[] { ("Conflict", "none") }
                : path.EndsWith("question", StringComparison.Ordinal) || path.EndsWith("feedback", StringComparison.Ordinal)
                    || path.EndsWith("note", StringComparison.Ordinal) ? [("Text", "x")]
                : path.EndsWith("write", StringComparison.Ordinal) ? CaseRoom.Statement()
                : path.EndsWith("gate-names", StringComparison.Ordinal) ? [("FullName", "Bo Falk"), ("Why", "Teksten."), ("Shown", "0")]
                : path.EndsWith("over", StringComparison.Ordinal) ? [("Colleague", room.Id("handler 3"))] : [];
            using var answer = await room.PostAsync(who, path, fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{who} {path}");
        }
    }

    [Test]
    public async Task A_reporter_who_does_not_follow_cannot_be_asked_and_the_page_says_so()
    {
        var quiet = await room.OpenedAsync(follow: false);
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(quiet, "conversation"));
        Assert.That(page.QuerySelector("#question-form"), Is.Null);
        Assert.That(page.QuerySelector("#follow-state")!.TextContent, Does.Contain("følger ikke sagen: der kan ikke stilles spørgsmål"));
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(quiet, "question"), ("Text", "Hvem er du?"));
        Assert.That(refused.QuerySelector("#question-form textarea")!.TextContent, Is.EqualTo("Hvem er du?"));
        Assert.That(refused.QuerySelector("#question-Text-error")!.TextContent, Does.Contain("følger ikke sagen"));
    }

    [Test]
    public async Task A_text_of_ten_thousand_lines_is_taken_and_one_that_is_too_long_comes_back_whole()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => "ord"));
        var taken = await room.DoneAsync("handler 1", referral + "/note", ("Text", lines));
        Assert.That(taken.QuerySelectorAll("#work-file .typed").Select(text => text.TextContent), Does.Contain(lines));
        var longer = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => "æøå ord"));
        foreach (var (form, path) in new[]
        {
            ("question", CaseRoom.Case(sent, "question")), ("feedback", CaseRoom.Case(sent, "feedback")), ("note", referral + "/note"),
        })
        {
            var refused = await room.RefusedAsync("handler 1", path, ("Text", longer));
            Assert.That(refused.QuerySelector($"#{form}-form textarea")!.TextContent, Is.EqualTo(longer), form);
        }
    }

    [Test]
    public async Task Each_form_that_is_sent_empty_says_what_it_needs_beside_the_field()
    {
        await room.RefusedAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", " "));
        await room.RefusedAsync("handler 1", CaseRoom.Case(sent, "feedback"));
        await room.RefusedAsync("handler 1", referral + "/note", ("Text", ""));
        await room.RefusedAsync("handler 1", referral + "/step", ("Step", "7"));
        await room.RefusedAsync("handler 1", referral + "/assess", ("Severity", ""), ("Text", "Fordi."));
        await room.RefusedAsync("handler 1", referral + "/hand-over", ("Colleague", ""));
        await room.RefusedAsync("handler 1", referral + "/hand-over", ("Colleague", room.Id("other handler 1")));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), ("Outcome", "OutOfScope"));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), ("Outcome", "Acted"));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", "nowhere"));
        await room.RefusedAsync(
            "administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "outside"));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "export"), ("Format", "pdf"));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "export"), ("Format", "json"));
        await room.RefusedAsync("administrator 2", CaseRoom.Case(sent, "gate"));
        var statement = await room.RefusedAsync(
            "handler 1", referral + "/statement/write", ("Examined", "Kun dette."), ("BothPartiesHeard", "no"));
        Assert.That(statement.QuerySelector("#Examined")!.TextContent, Is.EqualTo("Kun dette."));
        Assert.That(statement.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.SupersetOf(new[] { "#How", "#BothPartiesWhy", "#Track", "#Conclusion", "#Actions", "#FeedbackGiven", "#Learning" }));
        var told = statement.QuerySelectorAll("#error-summary a").Select(link => link.TextContent.Trim()).ToList();
        Assert.That(told, Is.Unique.And.Contains("Skriv, hvordan I har gjort det.").And.Contains("Skriv, hvad enheden lærer af det."),
            "each error names its field");
    }

    [Test]
    public async Task A_colleague_is_taken_in_and_one_who_is_named_cannot_be()
    {
        var other = await room.InScopeAsync("En kollega er blevet talt grimt til.");
        var theirs = await room.ReferAsync(other);
        var page = await room.DoneAsync("handler 1", theirs + "/hand-over", ("Colleague", room.Id("handler 3")));
        Assert.That(page.QuerySelector("#referral-summary")!.TextContent, Does.Contain("Mikkel Østergaard"));
        Assert.That((await room.PassAsync(other, "handler 3")).QuerySelector("#case-overview"), Is.Not.Null);
        var refused = await room.RefusedAsync("handler 1", referral + "/hand-over", ("Colleague", room.Id("handler 3")));
        Assert.That(refused.QuerySelector("#error-summary")!.TextContent, Does.Contain("må ikke tage del"));
    }
}
