using System.Net;
using AngleSharp.Dom;
using Intake.Core.Cases.Inbox;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The case page: its name, the next act, dates and people beside it, and what stands on which tab for whom.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WorkplaceTests
{
    private static readonly string[] Tabs = ["", "conversation", "files", "work", "statements", "history", "print"];

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    private string Category => room.Office.Founded.Scheme.Categories[0].Title.Da;

    private string Unit => room.Office.Founded.Hospital.Title.Da;

    [Test]
    public async Task The_title_says_what_the_case_is_about_and_which_units_have_it()
    {
        var sent = await room.OpenedAsync();
        var opened = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        Assert.That(opened.QuerySelector("h1")!.TextContent, Is.EqualTo("Sag uden kategori"));
        var inside = await room.InScopeAsync();
        await room.ReferAsync(inside);
        foreach (var tab in Tabs)
        {
            var page = await room.PageAsync("administrator 1", CaseRoom.Case(inside, tab));
            Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo($"{Category}, {Unit}"), tab);
            Assert.That(page.Title, Does.Contain(Category).And.Contain(page.QuerySelector(".reference")!.TextContent), tab);
            Assert.That(page.QuerySelector("#case-state")!.GetAttribute("data-state"), Is.EqualTo("Referred"), tab);
            Assert.That(page.QuerySelectorAll("#case-tabs [aria-current=page]").Length, Is.EqualTo(tab == "print" ? 0 : 1), tab);
        }
    }

    [Test]
    public async Task One_button_leads_to_the_next_act_and_it_is_the_one_that_the_inbox_names()
    {
        var sent = await room.OpenedAsync();
        await NextAsync("administrator 1", sent, nameof(NextAction.Screening), "Afgør, om sagen hører til ordningen", "/screening");
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "inside"),
            ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        await NextAsync("administrator 1", sent, nameof(NextAction.Referral), "Overdrag sagen", "/refer");
        var referral = await room.ReferAsync(sent);

        await NextAsync("handler 1", sent, nameof(NextAction.Assess), "Vurder, hvor alvorlig sagen er", referral + "/assess");
        await room.DoneAsync("handler 1", referral + "/assess", ("Severity", "Ordinary"), ("Text", "En gang."));
        await NextAsync("handler 1", sent, nameof(NextAction.Nothing), "Læg en plan", referral + "/plan");
        await room.DoneAsync("handler 1", referral + "/plan/task", ("Text", "Ring."), ("Owner", "Karen"), ("State", "Done"));
        await NextAsync("handler 1", sent, nameof(NextAction.Nothing), "Hør begge parter", "/plan/hearing#hearing");
        var waits = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        Assert.That(waits.QuerySelector("#next-step")!.TextContent, Does.StartWith($"Venter på {Unit}: Redegørelse, senest "));
        Assert.That(waits.QuerySelectorAll("main a.button"), Is.Empty);

        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await mailbox.DoneAsync("reply", ("Text", "Det skete igen."));
        var answered = await NextAsync("handler 1", sent, nameof(NextAction.Answer), "Læs svaret fra indberetteren", "");
        var place = answered[(answered.IndexOf('#', StringComparison.Ordinal) + 1)..];
        var conversation = await room.PageAsync("handler 1", answered.Split('#')[0]);
        Assert.That(conversation.GetElementById(place)!.TextContent, Does.Contain("Det skete igen."));
        Assert.That(conversation.QuerySelector("#case-tabs [aria-current]")!.TextContent, Is.EqualTo("Samtale (1 ny)"));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi har handlet."));
        await room.DoneAsync("handler 1", referral + "/statement/write", CaseRoom.Statement());
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#next-step")!.TextContent,
            Is.EqualTo("Venter på administratoren."));
        await NextAsync("administrator 1", sent, nameof(NextAction.Review), "Gennemgå redegørelsen", referral + "/statement");
    }

    [Test]
    public async Task What_a_handler_could_lose_or_let_slip_is_said_where_it_would_happen()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        foreach (var (path, form) in new[]
        {
            (CaseRoom.Case(sent, "dates"), "date-form"),
            (referral + "/act/action", "action-form"), (referral + "/crime", "mark-form"),
            (referral + "/window", "date-form"), (referral + "/aftercare?line=Cooperation", "aftercare-form"),
        })
        {
            var page = await room.PageAsync("handler 1", path);
            Assert.That(page.QuerySelector($"#{form} .no-draft")!.TextContent, Does.Contain("forsvinder det, du har skrevet"), path);
        }

        var side = await room.PageAsync("handler 1", CaseRoom.Case(sent));
        Assert.That(side.QuerySelector("#partial-colleague")!.TextContent, Does.Contain("Anne Holm"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#partial-colleague"), Is.Null);
        var talk = await room.PageAsync("handler 1", CaseRoom.Case(sent, "talk"));
        Assert.That(talk.QuerySelector("#offer-talk")!.GetAttribute("href"), Is.EqualTo(CaseRoom.Case(sent, "conversation#question")));
        foreach (var path in new[] { CaseRoom.Case(sent, "recuse"), referral + "/window" })
            Assert.That((await room.PageAsync("handler 1", path)).QuerySelector("form .no-draft"), Is.Not.Null, path);
    }

    [Test]
    public async Task Every_act_of_before_is_still_reached_from_the_overview()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        Assert.That(await LinksAsync("administrator 1"), Is.SupersetOf(new[]
        {
            CaseRoom.Case(sent, "refer"), CaseRoom.Case(sent, "conversation#question"), CaseRoom.Case(sent, "conversation#feedback"),
            CaseRoom.Case(sent, "talk"), CaseRoom.Case(sent, "dates"), CaseRoom.Case(sent, "hold"),
            CaseRoom.Case(sent, "print"), CaseRoom.Case(sent, "recuse"),
        }));
        Assert.That(await LinksAsync("handler 1"), Is.SupersetOf(new[]
        {
            referral, referral + "/statement/write", CaseRoom.Case(sent, "talk"), CaseRoom.Case(sent, "recuse"),
        }).And.Not.Contain(CaseRoom.Case(sent, "refer")));

        async Task<IEnumerable<string?>> LinksAsync(string who) => (await room.PageAsync(who, CaseRoom.Case(sent)))
            .QuerySelectorAll("#case-steps a").Select(link => link.GetAttribute("href"));
    }

    [Test]
    public async Task Dates_and_people_stand_beside_every_tab_and_the_arithmetic_on_one()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        foreach (var who in new[] { "administrator 1", "handler 1" })
        {
            foreach (var tab in Tabs[..^1])
            {
                var page = await room.PageAsync(who, CaseRoom.Case(sent, tab));
                Assert.That(page.QuerySelector("#next-dates [data-deadline=Feedback]"), Is.Not.Null, tab);
                Assert.That(page.QuerySelector("#people")!.TextContent, Does.Contain("Anne Holm").And.Contain("Karen Bjerre"), tab);
                Assert.That(page.QuerySelector("#kept-out")!.TextContent, Does.StartWith("1 person har ikke adgang"), tab);
                Assert.That(page.QuerySelector("#deadlines"), tab == "history" ? Is.Not.Null : Is.Null, tab);
            }
        }
    }

    [Test, Promise(21)]
    public async Task A_handler_finds_nothing_of_another_unit_on_any_tab()
    {
        var sent = await room.InScopeAsync("Der bliver råbt.");
        var own = await room.ReferAsync(sent);
        var other = room.Office.Founded.Scheme.Units.First(unit =>
            room.Office.Founded["other handler 1"].Certificate.Units.Contains(unit.Id));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", other.Name),
            ("Handlers", room.Id("other handler 1")), ("Handlers", room.Id("other handler 2")), ("Note", ""));
        await room.PassAsync(sent, "other handler 1");
        var theirs = await room.ReferralOfAsync(sent, "other handler 1");
        await room.DoneAsync("other handler 1", theirs + "/note", ("Text", "Deres hemmelige notat."));
        await room.DoneAsync("other handler 1", theirs + "/statement/write", CaseRoom.Statement("Deres konklusion."));
        await room.DoneAsync("handler 1", own + "/note", ("Text", "Vores eget notat."));
        var colleague = room.Office.Founded["other handler 2"].Certificate.FullName;
        foreach (var tab in Tabs)
        {
            var page = await room.PageAsync("handler 1", CaseRoom.Case(sent, tab));
            Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain("hemmelige").And.Not.Contain("Deres konklusion")
                .And.Not.Contain(theirs.Split('/')[^1]).And.Not.Contain(colleague), tab);
        }

        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent, "print"))).Body!.TextContent, Does.Contain("Vores eget notat."));
        var whole = (await room.PageAsync("administrator 1", CaseRoom.Case(sent, "print"))).Body!.TextContent;
        Assert.That(whole, Does.Contain("Deres konklusion.").And.Not.Contain("notat."), "notes are the units' alone");
        Assert.That(whole, Does.Contain("Undtaget fra aktindsigt"));
    }

    [Test]
    public async Task The_gate_stands_before_each_tab_and_a_recused_person_finds_none()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"));
        foreach (var tab in Tabs)
        {
            var gate = await room.PageAsync("administrator 2", CaseRoom.Case(sent, tab));
            Assert.That(gate.QuerySelector("#gate-form"), Is.Not.Null, tab);
            Assert.That(gate.DocumentElement.TextContent, Does.Not.Contain("sygeplejerske"), tab);
            foreach (var who in new[] { "handler 2", "handler 3", "other handler 1" })
            {
                Assert.That((await room.GetAsync(who, CaseRoom.Case(sent, tab))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound),
                    $"{who} {tab}");
            }
        }
    }

    [Test]
    public async Task What_is_refused_comes_back_on_the_conversation_with_what_was_typed()
    {
        var sent = await room.InScopeAsync();
        var question = await room.RefusedAsync(
            "administrator 1", CaseRoom.Case(sent, "question"), ("Text", new string('x', 60_000)), ("More", "Og hvor?"));
        Assert.That(question.QuerySelector("#case-tabs [aria-current]")!.TextContent, Is.EqualTo("Samtale"));
        Assert.That(question.QuerySelector("#question-More-0")!.TextContent, Is.EqualTo("Og hvor?"));
        Assert.That(question.QuerySelector("#feedback-Text")!.TextContent, Is.Empty);
        foreach (var form in new[] { "question", "feedback" })
        {
            using var again = await room.GetAsync("administrator 1", CaseRoom.Case(sent, form));
            Assert.That(again.Told(), Is.EqualTo($"303 {CaseRoom.Case(sent, "conversation")}"));
        }
    }

    [Test]
    public async Task A_long_conversation_is_folded_by_month_and_turned_round_by_a_link()
    {
        var sent = await room.InScopeAsync();
        for (var i = 0; i < 12; i++) await AskAsync(i);
        var few = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(few.QuerySelectorAll("#thread details.month"), Is.Empty);
        for (var i = 12; i < 24; i++) await AskAsync(i);
        var many = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        var month = many.QuerySelectorAll("#thread details.month").Single();
        Assert.That(month.HasAttribute("open"), "the newest month");
        var entries = month.QuerySelectorAll("article").Select(entry => entry.Id).ToList();
        var turned = await room.PageAsync("administrator 1", many.QuerySelector("#thread-order")!.GetAttribute("href")!);
        Assert.That(turned.QuerySelectorAll("#thread article").Select(entry => entry.Id), Is.EqualTo(entries.AsEnumerable().Reverse()));

        Task AskAsync(int number) => StaffWriting.WriteAsync(
            room.Office.Founded, sent.ReportId, "administrator 1", EntryKind.Question, $"Spørgsmål nr. {number}");
    }

    private async Task<string> NextAsync(string who, Sent sent, string waits, string words, string ends)
    {
        var page = await room.PageAsync(who, CaseRoom.Case(sent));
        var step = page.QuerySelector("#next-step")!;
        Assert.That(step.GetAttribute("data-waits"), Is.EqualTo(waits), words);
        Assert.That(step.TextContent, Does.StartWith(words));
        Assert.That(page.QuerySelectorAll("main a.button"), Has.Length.EqualTo(1), "one primary button");
        var href = step.QuerySelector("a.button-primary")!.GetAttribute("href")!;
        Assert.That(href, Does.EndWith(ends));
        Assert.That(page.QuerySelectorAll("#case-steps a").Select(link => link.GetAttribute("href")), Does.Not.Contain(href));
        return href;
    }
}
