using System.Net;
using AngleSharp.Dom;
using Intake.Core.Cases.Inbox;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Screening;

/// <summary>A doubt in the pages: kept, shown with what to do, decided, and nothing of it in the mailbox.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DoubtPagesTests
{
    private CaseRoom room = null!;
    private Sent sent = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [SetUp]
    public async Task Open() => sent = await room.OpenedAsync();

    [Test]
    public async Task A_case_in_doubt_says_why_and_leads_to_the_question_then_to_the_decision_and_the_list_says_so()
    {
        var before = await MailboxAsync();
        var page = await room.DoneAsync("administrator 1", Screening, Doubt("Ask"));
        Assert.That(page.QuerySelector("#notice")!.TextContent, Does.Contain("i tvivl"));
        Assert.That(page.QuerySelector("#in-doubt")!.TextContent,
            Does.Contain("I tvivl siden").And.Contain("Det ligner en uenighed.").And.Contain("Der skal til: Om det er sket før."));
        Assert.That(page.QuerySelector("#next-step a")!.GetAttribute("href"), Does.EndWith("/conversation#question"));
        Assert.That(page.QuerySelector("#case-state")!.GetAttribute("data-state"), Is.EqualTo("Opened"));
        Assert.That(page.QuerySelector("#next-dates li[data-deadline=Screening]"), Is.Not.Null, "the deadline runs on");
        var row = await RowAsync();
        Assert.That(row.QuerySelector("[data-doubt]")!.TextContent, Is.EqualTo("I tvivl"));
        Assert.That(row.QuerySelector($"[data-reason={NextAction.Screening}]")!.TextContent, Does.StartWith("I tvivl:"));
        Assert.That(await MailboxAsync(), Is.EqualTo(before), "the reporter sees nothing of it");

        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Er det sket før?"));
        page = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        Assert.That(page.QuerySelector("#next-step a")!.GetAttribute("href"), Does.EndWith("/screening"));
        Assert.That((await room.PageAsync("administrator 1", Screening)).QuerySelector("#in-doubt a"), Is.Null, "it is decided here");
        page = await room.DoneAsync("administrator 1", Screening,
            ("Scope", "inside"), ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        Assert.That(page.QuerySelector("#in-doubt"), Is.Null);
        Assert.That((await RowAsync()).QuerySelector("[data-doubt]"), Is.Null);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history")))
            .QuerySelector("#history li[data-kind=Doubt]")!.TextContent, Does.Contain("Det ligner en uenighed."));
        Assert.That((await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync()).Body!.TextContent, Does.Not.Contain("uenighed"));
    }

    [Test]
    public async Task A_doubt_that_lacks_something_comes_back_with_every_fault_and_all_that_was_typed()
    {
        var page = await room.RefusedAsync("administrator 1", Screening, ("Scope", "doubt"), ("Note", "En note."));
        Assert.That(page.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EqualTo(new[] { "#Doubt", "#Needed", "#Next" }));
        Assert.That(page.QuerySelector("#Note")!.TextContent, Is.EqualTo("En note."));
        page = await room.RefusedAsync("administrator 1", Screening, ("Scope", "doubt"), ("Doubt", "Det ligner en uenighed."),
            ("Needed", new string('x', 50_001)), ("Next", "Decide"));
        Assert.That(page.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#Needed"));
        Assert.That(page.QuerySelector("#Doubt")!.TextContent, Is.EqualTo("Det ligner en uenighed."));

        var quiet = await room.OpenedAsync(follow: false);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(quiet, "screening")))
            .QuerySelector("input[name=Next][value=Ask]")!.HasAttribute("disabled"));
        page = await room.RefusedAsync("administrator 1", CaseRoom.Case(quiet, "screening"), Doubt("Ask"));
        Assert.That(page.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#Next"));
    }

    [Test]
    public async Task Nobody_else_keeps_a_doubt_and_none_is_kept_after_the_decision()
    {
        foreach (var stranger in new[] { "administrator 2", "handler 1" })
        {
            using var answer = await room.PostAsync(stranger, Screening, Doubt("Decide"));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), stranger);
        }

        await room.DoneAsync("administrator 1", Screening,
            ("Scope", "inside"), ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        var page = await room.RefusedAsync("administrator 1", Screening, Doubt("Decide"));
        Assert.That(page.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#Scope"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"))).QuerySelector("li[data-kind=Doubt]"),
            Is.Null);
    }

    private string Screening => CaseRoom.Case(sent, "screening");

    private static (string, string)[] Doubt(string next) =>
        [("Scope", "doubt"), ("Doubt", "Det ligner en uenighed."), ("Needed", "Om det er sket før."), ("Next", next)];

    private async Task<string> MailboxAsync() =>
        (await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync()).QuerySelector("main")!.TextContent;

    private async Task<IElement> RowAsync() => (await room.PageAsync("administrator 1", "/da/office/inbox?show=all"))
        .QuerySelectorAll("#inbox tbody tr").Single(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal));
}
