using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Reporting;

/// <summary>A reporter's whole way in a browser without script: every page is pictured, passes axe and fits 320 points.</summary>
public sealed class LooksTests
{
    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [TestCase("da", 1280), TestCase("da", 390), TestCase("en", 1280), TestCase("en", 320), Promise(28)]
    public async Task Every_page_of_the_way_works_without_script_and_passes_axe(string language, int width)
    {
        await using var context = await Browser.NewContextAsync(width: width);
        var page = await context.NewPageAsync();
        var album = new Album(page, $"reporter/{language}-{width}");
        await page.GotoAsync(new Uri(site.Web.Address, site.Home(language)).ToString());
        await album.TakeAsync("01-start");
        await page.GotoAsync(page.Url + "?who=student#help");
        await album.TakeAsync("02-start-student");
        await page.ClickAsync("#to-form");
        await album.TakeAsync("03-form");
        await SubmitAsync(page);
        await album.TakeAsync("04-form-errors");

        await page.FillAsync("#Description", "Han stiller sig tæt på mig i skyllerummet og siger ting om min krop.\n\nJeg hedder noget, I ikke behøver vide. Det er sket fire gange siden jul.");
        await page.CheckAsync("#Follow");
        await page.SelectOptionAsync("#Unit", site.Founded.Hospital.Name);
        await page.SelectOptionAsync("#Category", "sexual-harassment");
        await page.FillAsync("#Period", "siden jul");
        await page.FillAsync("#Involved", "En overlæge. Karen Bjerre så det ske.");
        await page.CheckAsync("#Named-jens-krogh");
        await page.SetInputFilesAsync("#Files", [File("sms.png", 40_000), File("vagtplan-januar-til-marts-med-alle-navne.pdf", 1_400_000)]);
        await SubmitAsync(page);
        await album.TakeAsync("05-check");
        await page.ClickAsync("#edit-form button");
        await album.TakeAsync("06-form-again");
        await SubmitAsync(page);
        await page.ClickAsync("#send-form button");
        await album.TakeAsync("07-receipt");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Browser.ScreenshotAsync(page, $"reporter/{language}-{width}/07-receipt-print");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        var key = await page.InnerTextAsync("#receipt-key");

        await page.FillAsync("#Key", key[..^1] + (key[^1] == '7' ? '8' : '7'));
        await page.ClickAsync("#mailbox-key-form button");
        await album.TakeAsync("08-key-mistyped");
        await AnswerAsync(await site.ReportOfAsync(key));
        await page.FillAsync("#Key", key.ToLowerInvariant());
        await page.ClickAsync("#mailbox-key-form button");
        await album.TakeAsync("09-mailbox");
        await page.FillAsync("#Text", "Ja, hver gang efter aftenvagt.");
        await page.SetInputFilesAsync("#Files", [File("foto.jpg", 90_000)]);
        await page.ClickAsync("#reply-form button");
        await album.TakeAsync("10-mailbox-answered");
        await page.ClickAsync("#leave-form button");
        await album.TakeAsync("11-left");
        Assert.That(await context.CookiesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_closed_mailbox_and_one_that_was_out_of_scope_are_looked_at()
    {
        var key = await site.ReportAsync("Vagtplanen er uretfærdig.");
        var report = await site.ReportOfAsync(key);
        await StaffWriting.WriteAsync(site.Founded, report, "administrator 1", EntryKind.Screening,
            new ScreeningContent(false, "work-matter", null, ["union-representative", "local-hr"]));
        await SetAsync(report, ReportState.OutOfScope);
        await using var context = await Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var album = new Album(page, "reporter/out-of-scope");
        await page.GotoAsync(new Uri(site.Web.Address, "/da/mailbox").ToString());
        await page.FillAsync("#Key", key);
        await page.ClickAsync("#mailbox-key-form button");
        await album.TakeAsync("1-mailbox");
        Assert.That(await page.InnerTextAsync("#thread"), Does.Contain("Din tillidsrepræsentant").And.Contain("Hører").Or.Contain("Tak, fordi du skrev"));
        await StaffWriting.WriteAsync(site.Founded, report, "administrator 1", EntryKind.Closing, new ClosingContent("outOfScope", null));
        await SetAsync(report, ReportState.Closed);
        await page.ReloadAsync();
        await album.TakeAsync("2-closed");
        Assert.That(await page.Locator("#reply-form").CountAsync(), Is.Zero);
    }

    private async Task AnswerAsync(Guid report)
    {
        var founded = site.Founded;
        await StaffWriting.WriteAsync(founded, report, "administrator 1", EntryKind.Acknowledgement, "Tak, fordi du skrev. Vi har læst det.");
        await StaffWriting.WriteAsync(founded, report, "administrator 1", EntryKind.Screening, new ScreeningContent(true, null, null, []));
        await StaffWriting.WriteAsync(founded, report, "administrator 1", EntryKind.Referral, new ReferralContent(Guid.NewGuid(), founded.Hospital.Id, "Kun til jer."));
        await StaffWriting.WriteAsync(founded, report, "administrator 1", EntryKind.Question, "Sker det på bestemte vagter?\nDu behøver ikke sige hvilke dage.");
        await SetAsync(report, ReportState.Referred);
    }

    private async Task SetAsync(Guid report, ReportState state)
    {
        await using var db = site.Founded.Databases.AsOwner();
        await db.Reports.Where(r => r.Id == report).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state));
    }

    private static Task SubmitAsync(IPage page) => page.ClickAsync("#report-form > .button-primary");

    private static FilePayload File(string name, int length) => new() { Name = name, MimeType = "application/octet-stream", Buffer = new byte[length] };

    private sealed class Album(IPage page, string folder)
    {
        public async Task TakeAsync(string name)
        {
            await Browser.ScreenshotAsync(page, $"{folder}/{name}");
            Assert.That(await AxeRunner.ViolationsAsync(page), Is.Empty, name);
            Assert.That(await page.Locator("html").EvaluateAsync<int>("root => root.scrollWidth - root.clientWidth"), Is.Zero, name + " is too wide");
        }
    }
}
