using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Journeys;

/// <summary>
/// A real browser without scripts over a slow line, whose user clicks every button twice, reloads and goes back: nothing is
/// stored twice, nothing that is shown once is lost, and no error page comes.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SlowLineTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Open() => room = new CaseRoom(await OfficeHost.StartAsync(
        more: new Dictionary<string, string?> { ["Intake:TicketMinimumAge"] = "0" }));

    [OneTimeTearDown]
    public async Task Close() => await room.Office.DisposeAsync();

    [Test, Promise(28), Promise(30)]
    public async Task A_report_sent_by_a_double_click_shows_its_key_which_a_reload_shows_again_and_leaving_ends_that()
    {
        await using var context = await Browser.NewContextAsync();
        var page = await SlowPageAsync(context);
        var reports = await CountAsync();
        await WriteAsync(page, "To klik over en langsom linje.");
        await page.ClickTwiceAsync("#report-form > .button-primary", "#send-form");
        await page.ClickTwiceAsync("#send-form button", "#receipt-key, #not-received");
        var key = (await page.InnerTextAsync("#receipt-key")).Trim();
        Assert.That(await CountAsync(), Is.EqualTo(reports + 1));
        await page.ReloadAsync();
        Assert.That((await page.InnerTextAsync("#receipt-key")).Trim(), Is.EqualTo(key));
        await TryAsync(() => page.GoBackAsync());
        Assert.That(await ContentAsync(page), Does.Not.Contain(key));
        await TryAsync(() => page.GoForwardAsync());
        await ReloadUntilAsync(page, "#receipt-key");

        await page.ClickAsync("#leave");
        await page.WaitForURLAsync("**/leave", new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit, Timeout = 60_000 });
        for (var step = 0; step < 3; step++)
        {
            await TryAsync(() => page.GoBackAsync(new PageGoBackOptions { Timeout = 5000 }));
            await TryAsync(() => page.ReloadAsync(new PageReloadOptions { Timeout = 5000 }));
            Assert.That(await ContentAsync(page), Does.Not.Contain(key), $"{step + 1} back");
        }

        Assert.That(await CountAsync(), Is.EqualTo(reports + 1));
    }

    [Test]
    public async Task A_draft_saved_by_a_double_click_shows_its_key_and_the_key_brings_it_back()
    {
        await using var context = await Browser.NewContextAsync();
        var page = await SlowPageAsync(context);
        await WriteAsync(page, "Kun halvt skrevet.");
        await page.ClickTwiceAsync("#report-form button[name=Save]", "#receipt-key, #notice, #not-received");
        var key = (await page.InnerTextAsync("#receipt-key")).Trim();
        await page.ReloadAsync();
        Assert.That((await page.InnerTextAsync("#receipt-key")).Trim(), Is.EqualTo(key));
        await page.FillAsync("#Key", key);
        await page.ClickTwiceAsync("#mailbox-key-form button", "#draft-opened");
        Assert.That(await page.InputValueAsync("#Description"), Is.EqualTo("Kun halvt skrevet."));
        await using var db = room.Office.Founded.Databases.AsOwner();
        Assert.That(await db.Drafts.CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_reply_with_a_file_an_answer_and_a_talk_sent_by_double_clicks_stand_in_the_mailbox_once()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        await using var context = await Browser.NewContextAsync();
        var page = await SlowPageAsync(context);
        await page.GotoAsync(new Uri(room.Office.Web.Address, "/da/mailbox").ToString());
        await page.FillAsync("#Key", sent.Key.ToPageText());
        await page.ClickTwiceAsync("#mailbox-key-form button", "#mailbox-status");

        await page.FillAsync("[data-question] textarea", "I marts.");
        await page.ClickTwiceAsync("#send button", "#done");
        await page.FillAsync("#reply-form [name=Text]", "Her er noter.");
        await page.SetInputFilesAsync("#reply-form [name=Files]", new FilePayload
        {
            Name = "noter.txt", MimeType = "text/plain", Buffer = "Tre vagter."u8.ToArray(),
        });
        await page.ClickTwiceAsync("#send button", "#done");
        await page.ClickAsync("details:has(#talk-form) > summary");
        await page.CheckAsync("#talk-form [name=Way] >> nth=0");
        await page.ClickTwiceAsync("#talk-form button", "#done");
        await page.ReloadAsync();
        await TryAsync(() => page.GoBackAsync());
        await page.GotoAsync(new Uri(room.Office.Web.Address, "/da/mailbox/open").ToString());
        var kinds = await KindsAsync(page);
        Assert.That(kinds.Count(kind => kind == "Answer"), Is.EqualTo(2), string.Join(' ', kinds));
        Assert.That(kinds.Count(kind => kind == "Attachment"), Is.EqualTo(1));
        Assert.That(kinds.Count(kind => kind == "ContactRequest"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_administrators_and_a_handlers_double_clicks_are_one_act_each()
    {
        var sent = await room.OpenedAsync();
        await using (var context = await room.Office.BrowserOfAsync(room.Office.Founded["administrator 1"]))
        {
            var page = await SlowPageAsync(context);
            await GoAsync(page, CaseRoom.Case(sent, "screening"));
            await page.CheckAsync("#screening-form [name=Scope][value=inside]");
            await page.SelectOptionAsync("#screening-form [name=Category]", room.Office.Founded.Scheme.Categories[0].Name);
            await page.ClickTwiceAsync("#screening-form .button-primary", "#outgoing");
            await page.ClickTwiceAsync("#screening-form .button-primary", "#notice");
            await GoAsync(page, CaseRoom.Case(sent, "conversation"));
            await page.FillAsync("#question-form [name=Text]", "Hvornår skete det?");
            await page.ClickTwiceAsync("#question-form .button-primary", "#outgoing");
            await page.ClickTwiceAsync("#question-form .button-primary", "#notice");
            await GoAsync(page, CaseRoom.Case(sent, $"refer?unit={room.Hospital}"));
            await page.CheckAsync($"#referral-form [value='{room.Id("handler 1")}']");
            await page.CheckAsync($"#referral-form [value='{room.Id("handler 2")}']");
            await page.CheckAsync("#referral-form [name=NotNamed]");
            await page.ClickTwiceAsync("#referral-form .button-primary", "#consequences");
            await page.ClickTwiceAsync("#referral-form .button-primary", "#notice");
            await GoAsync(page, CaseRoom.Case(sent, "conversation"));
            await page.FillAsync("#feedback-form [name=Text]", "Vi ser på det.");
            await page.ClickTwiceAsync("#feedback-form .button-primary", "#outgoing");
            await page.ClickTwiceAsync("#feedback-form .button-primary", "#notice");
            await page.ReloadAsync();
            Assert.That(await KindsAsync(page), Is.EquivalentTo(
                new[] { "Report", "Exclusion", "Acknowledgement", "Screening", "Question", "Referral", "Feedback" }));
        }

        await room.PassAsync(sent, "handler 1");
        await room.PassAsync(sent, "handler 2");
        var referral = await room.ReferralOfAsync(sent, "handler 2");
        await using (var context = await room.Office.BrowserOfAsync(room.Office.Founded["handler 1"]))
        {
            var page = await SlowPageAsync(context);
            await GoAsync(page, referral);
            await page.FillAsync("#note-form [name=Text]", "Et internt notat.");
            await page.ClickTwiceAsync("#note-form .button-primary", "#notice");
            foreach (var party in new[] { "Affected", "Accused" })
                await room.DoneAsync("handler 1", referral + "/plan/hearing", ("Party", party), ("Heard", "yes"));
            await GoAsync(page, referral + "/statement/write");
            foreach (var (name, value) in CaseRoom.Statement())
            {
                if (value is "yes" or "both") await page.CheckAsync($"#statement-form [name={name}][value={value}]");
                else await page.FillAsync($"#statement-form [name={name}]", value);
            }

            await page.ClickTwiceAsync("#statement-form .button-primary", "#outgoing");
            await page.ClickTwiceAsync("#statement-form .button-primary", "#notice");
            await GoAsync(page, referral);
            Assert.That(await page.InnerTextAsync("#work-file"), Does.Contain("Et internt notat."));
        }

        var statement = await room.PageAsync("administrator 1", referral + "/statement");
        Assert.That(statement.QuerySelectorAll(".statement"), Has.Length.EqualTo(1));
        await using var db = room.Office.Founded.Databases.AsOwner();
        Assert.That(await db.Referrals.CountAsync(one => one.ReportId == sent.ReportId), Is.EqualTo(1));
    }

    [Test]
    public async Task An_oral_report_taken_down_by_a_double_click_has_one_key_which_a_reload_shows_again()
    {
        await using var context = await room.Office.BrowserOfAsync(room.Office.Founded["administrator 1"]);
        var page = await SlowPageAsync(context);
        var reports = await CountAsync();
        await GoAsync(page, "/da/office/told");
        await page.CheckAsync("#told-form [name=ToldBy] >> nth=0");
        await page.FillAsync("#Description", "Fortalt i telefonen.");
        await page.CheckAsync("#told-form [name=Follow][value=yes]");
        await page.ClickTwiceAsync("#told-form .button-primary", "#receipt-key");
        var key = await page.InnerTextAsync("#receipt-key");
        await page.ReloadAsync();
        Assert.That(await page.InnerTextAsync("#receipt-key"), Is.EqualTo(key));
        Assert.That(await CountAsync(), Is.EqualTo(reports + 1));
        using var door = await room.Office.PostAsync("/da/mailbox", null, ("Key", key.Trim()));
        Assert.That(door.Told(), Is.EqualTo("303 /da/mailbox/open"));
    }

    private static async Task<IPage> SlowPageAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.SlowDownAsync();
        return page;
    }

    private Task<IResponse?> GoAsync(IPage page, string path) => page.GotoAsync(new Uri(room.Office.Web.Address, path).ToString());

    private async Task WriteAsync(IPage page, string text)
    {
        await GoAsync(page, $"/da/{room.Office.Founded.Scheme.Name}/report");
        await page.FillAsync("#Description", text);
        await page.CheckAsync("#Follow");
    }

    private static async Task<string?[]> KindsAsync(IPage page) =>
        await Task.WhenAll((await page.Locator("#thread article").AllAsync()).Select(entry => entry.GetAttributeAsync("data-kind")));

    private async Task<int> CountAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Reports.CountAsync();
    }

    /// <summary>A browser that is still exchanging its page refuses to load it again, so this asks more than once.</summary>
    private static async Task ReloadUntilAsync(IPage page, string awaited)
    {
        for (var attempt = 0; attempt < 10 && await page.Locator(awaited).CountAsync() == 0; attempt++)
        {
            await TryAsync(() => page.ReloadAsync());
        }

        await page.WaitForSelectorAsync(awaited);
    }

    /// <summary>The page's content once it has finished loading.</summary>
    private static async Task<string> ContentAsync(IPage page)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await page.ContentAsync();
            }
            catch (PlaywrightException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>A browser may refuse to show a page that was posted; then there is nothing to see either.</summary>
    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception refused) when (refused is PlaywrightException or TimeoutException)
        {
            TestContext.Out.WriteLine(refused.Message.Split('\n')[0]);
        }
    }
}
