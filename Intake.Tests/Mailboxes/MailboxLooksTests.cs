using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Mailboxes;

/// <summary>The mailbox with everything that may wait in it, and the office's side of it, in a browser without script: axe finds nothing and nothing overflows.</summary>
public sealed class MailboxLooksTests
{
    private CaseRoom room = null!;
    private Sent waiting = null!;
    private Sent fresh = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        fresh = await Sending.SendAsync(room.Office.Founded, "Ny historie");
        waiting = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(waiting, "question"),
            ("Text", "Sker det på bestemte vagter?\nDu behøver ikke sige hvilke dage."), ("More", "Var der andre, der så det?"));
        var mailbox = await OpenMailbox.OfAsync(room.Office, waiting);
        var asked = await mailbox.DoneAsync("talk", ("Way", "meeting"), ("Preferred", "Hverdage efter kl. 17, gerne uden for hospitalet"));
        var request = asked.QuerySelector("#talk-reply-form [name=Request]")!.GetAttribute("value")!;
        await room.DoneAsync("administrator 1", CaseRoom.Case(waiting, "talk"), ("Request", request), ("Text", "Torsdag den 5. marts kl. 17.30 på biblioteket, mødelokale 2."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(waiting, "minutes"),
            ("HeldOnDay", "2"), ("HeldOnMonth", "3"), ("HeldOnYear", "2026"), ("Text", "Du fortalte, at det er sket fire gange siden jul.\nDu vil gerne have, at det holder op."));
        var file = await mailbox.PageAsync();
        await mailbox.DoneAsync("minutes", ("Minutes", file.QuerySelector("#minutes [name=Minutes]")!.GetAttribute("value")!), ("Text", "Det er sket fem gange siden jul."), ("Choice", "correct"));
    }

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [TestCase("da", 1280), TestCase("da", 390), TestCase("en", 390), TestCase("en", 320)]
    public async Task What_waits_in_a_mailbox_and_taking_a_report_back(string language, int width)
    {
        await using var context = await Browser.NewContextAsync(width: width);
        var page = await context.NewPageAsync();
        await OpenAsync(page, language, waiting);
        await LookAsync(page, $"mailbox/{language}-{width}/1-waiting");
        await page.ClickAsync("#questions form:first-of-type button.button-primary");
        Assert.That(await page.Locator("#error-summary").CountAsync(), Is.EqualTo(1));
        await LookAsync(page, $"mailbox/{language}-{width}/2-error");
        await OpenAsync(page, language, fresh);
        await page.ClickAsync("#talk summary");
        await LookAsync(page, $"mailbox/{language}-{width}/3-fresh");
        await page.ClickAsync("#withdraw");
        await LookAsync(page, $"mailbox/{language}-{width}/4-withdraw");
        await page.GotoAsync(new Uri(room.Office.Web.Address, $"/{language}/mailbox/withdrawn").ToString());
        await LookAsync(page, $"mailbox/{language}-{width}/5-withdrawn");
    }

    [TestCase("da", 1280), TestCase("en", 390)]
    public async Task The_offices_side_of_talks_minutes_questions_and_telling(string language, int width)
    {
        await using var context = await room.Office.BrowserOfAsync(room.Office.Founded["administrator 1"], width);
        var page = await context.NewPageAsync();
        foreach (var (name, path) in new[] { ("6-case", CaseRoom.Case(waiting)), ("7-talk", CaseRoom.Case(waiting, "talk")), ("8-told", "/da/office/told") })
        {
            await page.GotoAsync(new Uri(room.Office.Web.Address, path.Replace("/da/", $"/{language}/", StringComparison.Ordinal)).ToString());
            await LookAsync(page, $"mailbox/{language}-{width}/{name}");
        }

        await page.CheckAsync("#ToldBy");
        await page.FillAsync("#Description", "Chefen råber af de nye på mandagsmødet.");
        await page.CheckAsync("#Follow");
        await page.ClickAsync("#told-form button");
        await LookAsync(page, $"mailbox/{language}-{width}/9-told-receipt");
    }

    private async Task OpenAsync(IPage page, string language, Sent sent)
    {
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(new Uri(room.Office.Web.Address, $"/{language}/mailbox").ToString());
        await page.FillAsync("#Key", new string(sent.Key.ToGroupedChars()));
        await page.ClickAsync("#mailbox-key-form button");
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await Browser.ScreenshotAsync(page, name);
        Assert.That(await AxeRunner.ViolationsAsync(page), Is.Empty, name);
        Assert.That(await page.Locator("html").EvaluateAsync<int>("root => root.scrollWidth - root.clientWidth"), Is.Zero, name + " is too wide");
    }
}
