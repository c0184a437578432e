using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The language is changed inside the forms of the office and the mailbox, where a page has several.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SwitchTests
{
    private const string Words = "Første linje\nog \"anden\".";

    private CaseRoom room = null!;
    private Sent sent = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        sent = await room.InScopeAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_question_is_taken_along_and_the_feedback_beside_it_stays_empty()
    {
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        var english = await PressAsync(
            page, "question-form", ("Text", Words), ("More", "Den anden?"), ("More", ""), ("More", "Den fjerde?"), ("More", ""));
        Assert.That(Area(english, "question-Text"), Is.EqualTo(Words));
        Assert.That(Area(english, "question-More-0"), Is.EqualTo("Den anden?"));
        Assert.That(Area(english, "question-More-2"), Is.EqualTo("Den fjerde?"));
        Assert.That(Area(english, "feedback-Text"), Is.Empty);
        Assert.That(english.QuerySelectorAll("#thread article[data-kind=Question]"), Is.Empty, "nothing was sent");
        var danish = await PressAsync(english, "question-form");
        Assert.That(Area(danish, "question-Text"), Is.EqualTo(Words), "back again by the switch in the header");
    }

    [Test]
    public async Task A_refused_form_is_taken_along_from_the_address_that_it_was_sent_to()
    {
        var page = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", " \u200B"));
        var english = await PressAsync(page, "feedback-form", ("Text", Words));
        Assert.That(Area(english, "feedback-Text"), Is.EqualTo(Words));
        Assert.That(english.QuerySelector("#error-summary"), Is.Null);
    }

    [Test]
    public async Task Choices_and_dates_go_along()
    {
        var screened = await room.OpenedAsync();
        var screening = await room.PageAsync("administrator 1", CaseRoom.Case(screened, "screening"));
        var english = await PressAsync(screening, "screening-form", ("Scope", "outside"), ("Text", Words));
        Assert.That(english.QuerySelector("input[name=Scope][value=outside]")!.HasAttribute("checked"));
        Assert.That(Area(english, "Text"), Is.EqualTo(Words));

        var talk = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "talk"));
        var minutes = await PressAsync(
            talk, "minutes-form", ("HeldOnDay", "31"), ("HeldOnMonth", "2"), ("HeldOnYear", "2026"), ("Text", Words));
        Assert.That(
            new[] { "HeldOn", "HeldOnMonth", "HeldOnYear" }.Select(id => minutes.GetElementById(id)!.GetAttribute("value")),
            Is.EqualTo(new[] { "31", "2", "2026" }));
        Assert.That(minutes.QuerySelector("#error-summary"), Is.Null);
        Assert.That(Area(minutes, "minutes-Text"), Is.EqualTo(Words));
    }

    [Test]
    public async Task An_oral_report_and_an_address_at_the_door_go_along_and_a_password_does_not()
    {
        var told = await room.PageAsync("administrator 1", "/da/office/told");
        var english = await PressAsync(told, "told-form", ("Description", Words), ("Follow", "yes"), ("Place", "Afsnit 4"));
        Assert.That(Area(english, "Description"), Is.EqualTo(Words));
        Assert.That(english.QuerySelector("#Place")!.GetAttribute("value"), Is.EqualTo("Afsnit 4"));

        var door = await room.Office.Web.Client.PageAsync("/da/office/sign-in");
        var (_, page) = await SwitchedLanguage.PressAsync(
            room.Office.Web.Client, door, "sign-in-form", null, ("Email", "anne@example.org"), ("Password", "hemmelig-hemmelig"));
        Assert.That(page.QuerySelector("#Email")!.GetAttribute("value"), Is.EqualTo("anne@example.org"));
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Contain("hemmelig-hemmelig"));
    }

    [Test]
    public async Task In_the_mailbox_whatever_is_typed_goes_along()
    {
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"), ("More", "Hvor?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        var answer = $"Answer-{page.QuerySelector("#questions [data-question]")!.GetAttribute("data-question")}";
        foreach (var field in new[] { "Text", answer, "Preferred" })
        {
            var (status, english) = await SwitchedLanguage.PressAsync(
                room.Office.Web.Client, page, "reply-form", mailbox.Cookie, (field, Words));
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), field);
            Assert.That(english.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
            foreach (var area in english.QuerySelectorAll("textarea"))
                Assert.That(Area(english, area.Id!), Is.EqualTo(area.Id == field ? Words : ""), $"{field}: {area.Id}");
            Assert.That(english.QuerySelector("#talk details")!.HasAttribute("open"), Is.EqualTo(field == "Preferred"));
        }
    }

    [Test]
    public async Task What_is_typed_when_the_session_is_over_comes_back_with_the_door()
    {
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        room.Office.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        var (status, door) = await SwitchedLanguage.PressAsync(
            room.Office.Web.Client, page, "reply-form", mailbox.Cookie, ("Text", Words));
        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(door.QuerySelector("#Kept")!.TextContent, Is.EqualTo(Words));
        Assert.That(door.QuerySelector(".language"), Is.Null, "a switch here would lose it");

        var file = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        var (_, signIn) = await SwitchedLanguage.PressAsync(
            room.Office.Web.Client, file, "question-form", "__Host-office=x", ("Text", Words));
        Assert.That(Area(signIn, "Kept1"), Is.EqualTo(Words));
        Assert.That(signIn.QuerySelector(".language"), Is.Null);
    }

    [Test]
    public async Task In_a_browser_the_switch_of_the_form_that_is_typed_in_takes_the_place_of_the_headers()
    {
        await using var context = await room.Office.BrowserOfAsync(room.Office.Founded["administrator 1"]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(room.Office.Web.Address, CaseRoom.Case(sent, "conversation")).ToString());
        Assert.That(await page.IsVisibleAsync(".site-header .language"));
        Assert.That(await page.IsVisibleAsync(".language-button[form=feedback-form]"), Is.False);
        await page.FillAsync("#feedback-Text", "Vi ser på det.");
        Assert.That(await page.IsVisibleAsync(".site-header .language"), Is.False);
        await Browser.ScreenshotAsync(page, "switch/case-1280-da");
        await page.ClickAsync(".language-button[form=feedback-form]");
        Assert.That(await page.GetAttributeAsync("html", "lang"), Is.EqualTo("en"));
        Assert.That(await page.InputValueAsync("#feedback-Text"), Is.EqualTo("Vi ser på det."));
        await page.ClickAsync(".site-header .language-button");
        Assert.That(await page.GetAttributeAsync("html", "lang"), Is.EqualTo("da"));
        Assert.That(await page.InputValueAsync("#feedback-Text"), Is.EqualTo("Vi ser på det."));
    }

    private async Task<IDocument> PressAsync(IDocument page, string form, params (string Name, string Value)[] typed)
    {
        var (status, switched) = await SwitchedLanguage.PressAsync(
            room.Office.Web.Client, page, form, await room.CookieAsync("administrator 1"), typed);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), form);
        return switched;
    }

    private static string Area(IDocument page, string id) => ((AngleSharp.Html.Dom.IHtmlTextAreaElement)page.GetElementById(id)!).Value;
}
