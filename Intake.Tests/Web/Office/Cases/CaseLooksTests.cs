using Intake.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The case pages in a real browser, wide and narrow, in both languages: axe finds nothing, nothing overflows, and pictures are left.</summary>
public sealed class CaseLooksTests
{
    private CaseRoom room = null!;
    private Sent fresh = null!;
    private Sent opened = null!;
    private Sent sent = null!;
    private string referral = "";
    private string returned = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        fresh = await Sending.SendAsync(room.Office.Founded, CaseRoom.Story);
        opened = await room.OpenedAsync(follow: false);
        sent = await room.InScopeAsync();
        referral = await room.WithStatementAsync(sent);
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår skete det sidst, og var der andre til stede?"));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi har talt med dem, det angår, og følger op om en måned."));
        await room.DoneAsync("handler 1", referral + "/note", ("Text", "Samtale med afsnitsledelsen."));
        var other = await room.InScopeAsync();
        returned = await room.WithStatementAsync(other);
        await room.DoneAsync("administrator 1", returned + "/statement", ("Decision", "return"), ("Text", "Skriv, hvem der blev hørt."));
    }

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [TestCase("administrator 1")]
    [TestCase("handler 1")]
    public async Task Each_page_fits_passes_axe_and_is_pictured(string who)
    {
        (string Name, string Path)[] pages = who == "administrator 1"
            ?
            [
                ("inbox", "/da/office/inbox?show=all"), ("gate", CaseRoom.Case(fresh)), ("recuse", CaseRoom.Case(fresh, "recuse")), ("recused", "/da/office/recused"),
                ("case-quiet", CaseRoom.Case(opened)), ("screening", CaseRoom.Case(opened, $"screening?ground={room.Office.Founded.Scheme.Scope.Grounds[0].Name}")),
                ("case", CaseRoom.Case(sent)), ("refer", CaseRoom.Case(sent, $"refer?unit={room.Hospital}")), ("referral-closed", referral),
                ("review", referral + "/statement"), ("close", CaseRoom.Case(sent, "close")), ("export", CaseRoom.Case(sent, "export")),
            ]
            : [("handler-case", CaseRoom.Case(sent)), ("referral", referral), ("hand-over", referral + "/hand-over"), ("write", returned + "/statement/write")];
        foreach (var (width, language) in new[] { (1280, "da"), (390, "da"), (1280, "en"), (390, "en") })
        {
            await using var context = await room.Office.BrowserOfAsync(room.Office.Founded[who], width);
            var page = await context.NewPageAsync();
            foreach (var (name, path) in pages)
            {
                await page.GotoAsync(new Uri(room.Office.Web.Address, path.Replace("/da/", $"/{language}/", StringComparison.Ordinal)).ToString());
                await LookAsync(page, $"{name}-{language}-{width}", axe: language == "da");
            }
        }
    }

    [Test]
    public async Task Pages_that_come_back_with_errors_pass_axe()
    {
        await using var context = await room.Office.BrowserOfAsync(room.Office.Founded["handler 1"], 390);
        var page = await context.NewPageAsync();
        foreach (var (name, path, form) in new[] { ("case-error", CaseRoom.Case(sent), "#question-form"), ("note-error", referral, "#note-form"), ("write-error", returned + "/statement/write", "#statement-form") })
        {
            await page.GotoAsync(new Uri(room.Office.Web.Address, path).ToString());
            foreach (var area in await page.Locator($"{form} textarea").AllAsync()) await area.FillAsync("");
            await page.Locator($"{form} button[type=submit]").ClickAsync();
            Assert.That(await page.Locator("#error-summary").CountAsync(), Is.EqualTo(1), name);
            await LookAsync(page, $"{name}-da-390", axe: true);
        }
    }

    private static async Task LookAsync(IPage page, string name, bool axe)
    {
        await Browser.ScreenshotAsync(page, "cases/" + name);
        if (!axe) return;
        Assert.That(await AxeRunner.ViolationsAsync(page), Is.Empty, name);
    }
}
