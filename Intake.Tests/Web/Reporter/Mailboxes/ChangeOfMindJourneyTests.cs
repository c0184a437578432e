using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>
/// Journeys without script: a reporter changes their mind about following, one answers several questions, and a caller corrects
/// the minutes.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ChangeOfMindJourneyTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test, Promise(28)]
    public async Task A_reporter_who_does_not_follow_changes_their_mind_is_asked_and_answers()
    {
        var sent = await room.OpenedAsync(follow: false);
        await using var office = await room.Office.BrowserOfAsync(room.Office.Founded["administrator 1"]);
        var anne = await office.NewPageAsync();
        await GoAsync(anne, CaseRoom.Case(sent, "conversation"));
        Assert.That(await anne.Locator("#question-form").CountAsync(), Is.Zero);

        await using var context = await Browser.NewContextAsync(width: 390);
        var nurse = await context.NewPageAsync();
        await OpenAsync(nurse, sent.Key.ToPageText());
        Assert.That(await nurse.InnerTextAsync("#next"), Does.Contain("Du følger ikke sagen"));
        await nurse.ClickAsync("#follow-form button");
        await nurse.Locator("#done").WaitForAsync();

        await anne.ReloadAsync();
        await anne.FillAsync("#question-Text", "Hvornår skete det sidst?");
        await anne.ClickAsync("#question-form summary");
        await anne.FillAsync("#question-More-0", "Hvem kan hjælpe dig?");
        await anne.ClickAsync("#question-form .button-primary");
        await anne.ClickAsync("#question-form button[value=send]");
        await nurse.ReloadAsync();
        Assert.That(await nurse.Locator("#questions [data-question]").CountAsync(), Is.EqualTo(2));
        await nurse.Locator("#questions [data-question]").Nth(1).Locator("textarea").FillAsync("Min tillidsrepræsentant.");
        await nurse.ClickAsync("#send button");
        await nurse.SelectOptionAsync("#questions select", "unknown");
        await nurse.ClickAsync("#send button");
        await nurse.Locator("#nothing-new").WaitForAsync();
        await anne.ReloadAsync();
        Assert.That(await anne.InnerTextAsync("#questions"), Does.Contain("Min tillidsrepræsentant.").And.Contain("det ved jeg ikke"));

        await nurse.ClickAsync("#follow-form button");
        await nurse.Locator("#done").WaitForAsync();
        await anne.ReloadAsync();
        Assert.That(await anne.Locator("#question-form").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Answers_to_several_questions_and_a_message_are_sent_at_once_and_nothing_is_lost([Values(390, 1280)] int width)
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"),
            ("Text", "Hvornår var det?"), ("More", "Var der andre?"), ("More", "Hvad ville hjælpe?"));
        await using var context = await Browser.NewContextAsync(width: width);
        var nurse = await context.NewPageAsync();
        await OpenAsync(nurse, sent.Key.ToPageText());
        var asked = nurse.Locator("#questions [data-question]");
        await nurse.ClickAsync("#send button");
        Assert.That(await nurse.InnerTextAsync("#error-summary"), Does.Contain("Skriv et svar eller en besked"));
        await asked.Nth(0).Locator("textarea").FillAsync("I marts.");
        await asked.Nth(2).Locator("textarea").FillAsync("At nogen sagde undskyld.");
        await nurse.FillAsync("#reply-form [name=Text]", "Det er svært at skrive om.");
        await nurse.ClickAsync("#send button");
        Assert.That(await nurse.InnerTextAsync("#done"),
            Does.Contain("Dine 2 svar og det andet, du sendte, er modtaget og gemt.").And.Contain("Ét spørgsmål venter stadig"));
        await nurse.ClickAsync("#still-waiting a");
        Assert.That(await asked.CountAsync(), Is.EqualTo(1));
        Assert.That(await asked.Locator(".typed").InnerTextAsync(), Is.EqualTo("Var der andre?"));
        await asked.Locator("select").SelectOptionAsync("declined");
        await nurse.ClickAsync("#send button");
        Assert.That(await nurse.InnerTextAsync("#done"), Does.Contain("Dit svar er modtaget og gemt."));
        Assert.That(await nurse.Locator("#thread > [data-kind=Answer] .typed").AllInnerTextsAsync(),
            Is.EqualTo(new[] { "I marts.", "At nogen sagde undskyld.", "Det er svært at skrive om.", "" }));
        Assert.That(await nurse.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling");
    }

    [Test, Promise(28)]
    public async Task What_was_told_by_telephone_is_corrected_by_who_told_it_and_then_agreed_to()
    {
        await using var office = await room.Office.BrowserOfAsync(room.Office.Founded["administrator 1"]);
        var anne = await office.NewPageAsync();
        await GoAsync(anne, "/da/office/inbox");
        await anne.ClickAsync("#to-told");
        await anne.CheckAsync("#ToldBy");
        await anne.FillAsync("#Description", "Chefen råber af de nye på mandagsmødet.");
        await anne.CheckAsync("#Follow");
        await anne.ClickAsync("#told-form button");
        var key = await anne.InnerTextAsync("#receipt-key");

        await using var context = await Browser.NewContextAsync(width: 390);
        var caller = await context.NewPageAsync();
        await OpenAsync(caller, key);
        Assert.That(await caller.InputValueAsync("#minutes textarea"), Is.EqualTo("Chefen råber af de nye på mandagsmødet."));
        await caller.FillAsync("#minutes textarea", "Chefen råber af vikarerne om tirsdagen.");
        await caller.ClickAsync("#minutes button[name=Correct]");
        await caller.Locator("#done").WaitForAsync();

        await GoAsync(anne, "/da/office/inbox?sort=received");
        await anne.ClickAsync("#inbox tr[data-waits=Gate] a");
        await anne.CheckAsync("#Conflict");
        await anne.ClickAsync("#gate-form button");
        await anne.ClickAsync("#case-steps a[href$=talk]");
        Assert.That(
            await anne.InnerTextAsync(".minutes"),
            Does.Contain("Chefen råber af de nye på mandagsmødet.").And.Contain("Chefen råber af vikarerne om tirsdagen."));
        await caller.ClickAsync("#minutes button[name=Approve]");
        await caller.Locator("#done").WaitForAsync();
        await anne.ReloadAsync();
        Assert.That(await anne.GetAttributeAsync(".minutes", "data-minutes"), Is.EqualTo("Approved"));
    }

    private async Task GoAsync(IPage page, string path) => await page.GotoAsync(new Uri(room.Office.Web.Address, path).ToString());

    private async Task OpenAsync(IPage page, string key)
    {
        await GoAsync(page, "/da/mailbox");
        await page.FillAsync("#Key", key);
        await page.ClickAsync("#mailbox-key-form button");
        await page.Locator("#mailbox-status").WaitForAsync();
    }
}
