using Intake.Tests.Guarantees.Leaks;
using Intake.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>What the next person at the same computer finds, in a browser with a profile on disk, as most people's have.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LeavingTests
{
    private const string Story = "Kanariefuglen var her og sang om skyllerummet.";
    private const string Reply = "Kanariefuglen sang en gang til.";

    private ReporterSite site = null!;
    private Workspace profile = null!;

    [OneTimeSetUp]
    public async Task Start() => (site, profile) = (await ReporterSite.StartAsync(), new Workspace());

    [OneTimeTearDown]
    public async Task Stop()
    {
        await site.DisposeAsync();
        profile.Dispose();
    }

    [Test, Promise(30), Promise(31)]
    public async Task After_leaving_back_refresh_and_the_browsers_own_files_show_nothing()
    {
        string key;
        await using (var context = await Browser.NewProfileAsync(profile.Folder))
        {
            var page = context.Pages[0];
            key = await ReportAndAnswerAsync(page);
            await page.ClickAsync("#leave-form button");
            await page.WaitForURLAsync("**/leave");
            for (var step = 0; step < 8; step++)
            {
                await TryAsync(() => page.GoBackAsync(new PageGoBackOptions { Timeout = 5000 }));
                await AssertBareAsync(page, key, $"{step + 1} back");
                await TryAsync(() => page.ReloadAsync(new PageReloadOptions { Timeout = 5000 }));
                await AssertBareAsync(page, key, $"{step + 1} back, refreshed");
            }

            Assert.That(await context.CookiesAsync(), Is.Empty);
            Assert.That(await context.StorageStateAsync(), Does.Contain("\"origins\":[]"));
        }

        var files = CanaryScan.Files(profile.Folder).ToList();
        Assert.That(CanaryScan.Find([site.Web.Address.Authority], files), Is.Not.Empty, "the search sees what is there");
        Assert.That(CanaryScan.Find([Reply, key, key.Replace("-", "", StringComparison.Ordinal)], files), Is.Empty);

        // Chromium saves what a form posted, to restore its windows; private windows do not. The privacy page and SECURITY.md say so.
        Assert.That(CanaryScan.Find([Story], files.Where(file => !file.Place.Contains("/Sessions/", StringComparison.Ordinal))), Is.Empty);
    }

    [Test, Promise(30)]
    public async Task Left_before_anything_is_sent_back_and_refresh_show_nothing_either()
    {
        using var own = new Workspace();
        await using var context = await Browser.NewProfileAsync(own.Folder);
        var page = context.Pages[0];
        await page.GotoAsync(new Uri(site.Web.Address, site.Home() + "/report").ToString());
        await page.FillAsync("#Description", Story);
        await page.CheckAsync("#Follow");
        await page.ClickAsync("#report-form button[type=submit]:not([name]) >> nth=-1");
        Assert.That(await page.InnerTextAsync("main"), Does.Contain(Story));
        await page.ClickAsync("#leave");
        await page.WaitForURLAsync("**/leave");
        for (var step = 0; step < 3; step++)
        {
            await TryAsync(() => page.GoBackAsync(new PageGoBackOptions { Timeout = 5000 }));
            await TryAsync(() => page.ReloadAsync(new PageReloadOptions { Timeout = 5000 }));
            await AssertBareAsync(page, "", $"{step + 1} back, refreshed");
        }
    }

    [TestCase(390, 844), TestCase(1280, 800)]
    public async Task The_way_out_is_in_sight_wherever_the_form_is_scrolled_to_and_covers_nothing_that_has_the_focus(int width, int height)
    {
        using var own = new Workspace();
        await using var context = await Browser.NewProfileAsync(own.Folder);
        var page = context.Pages[0];
        await page.SetViewportSizeAsync(width, height);
        await page.GotoAsync(new Uri(site.Web.Address, site.Home() + "/report").ToString());
        await page.FocusAsync("#report-form > .button-primary");
        var step = 0;
        for (; step < 24; step++)
        {
            await page.Keyboard.PressAsync("Shift+Tab");
            // Past the first link the browser's own bar has the focus.
            if (await page.EvaluateAsync<bool>("() => document.activeElement === document.body")) break;
            var seen = await page.EvaluateAsync<double[]>("""
                () => [document.querySelector('#leave').getBoundingClientRect().top,
                    document.querySelector('#leave').getBoundingClientRect().bottom,
                    document.activeElement.closest('.leave-bar, .skipnav') ? 1e6 : document.activeElement.getBoundingClientRect().top]
                """);
            Assert.That(seen[0], Is.GreaterThanOrEqualTo(0));
            Assert.That(seen[1], Is.LessThanOrEqualTo(height));
            Assert.That(seen[2], Is.GreaterThanOrEqualTo(seen[1]), $"{step} steps back");
        }

        Assert.That(step, Is.GreaterThan(12), "most of the form was walked");
    }

    /// <summary>Goes from the form to the receipt, opens the mailbox and answers. Returns the key.</summary>
    private async Task<string> ReportAndAnswerAsync(IPage page)
    {
        await page.GotoAsync(new Uri(site.Web.Address, site.Home() + "/report").ToString());
        await page.FillAsync("#Description", Story);
        await page.CheckAsync("#Follow");
        await page.ClickAsync("#report-form button[type=submit]:not([name]) >> nth=-1");
        await page.ClickAsync("#send-form button >> nth=-1");
        var key = (await page.InnerTextAsync("#receipt-key")).Trim();
        await page.FillAsync("#Key", key);
        await page.ClickAsync("#mailbox-key-form button");
        await page.FillAsync("#reply-form [name=Text]", Reply);
        await page.ClickAsync("#send button");
        Assert.That(await page.InnerTextAsync("#thread"), Does.Contain(Story).And.Contain(Reply));
        await page.ReloadAsync();
        Assert.That(await page.InnerTextAsync("#thread"), Does.Contain(Story), "before leaving, a refresh keeps it");
        return key;
    }

    /// <summary>A browser may refuse to show a page that was posted; then there is nothing to see either.</summary>
    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (PlaywrightException refused)
        {
            TestContext.Out.WriteLine(refused.Message.Split('\n')[0]);
        }
        catch (TimeoutException)
        {
            TestContext.Out.WriteLine("no page came");
        }
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
            catch (PlaywrightException) when (attempt < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task AssertBareAsync(IPage page, string key, string when)
    {
        var shown = await ContentAsync(page);
        var typed = await Task.WhenAll(
            (await page.Locator("input:not([type=hidden]), textarea").AllAsync()).Select(field => field.InputValueAsync()));
        Assert.That(shown, Does.Not.Contain(Story).And.Not.Contain(Reply), when);
        if (key.Length > 0) Assert.That(shown, Does.Not.Contain(key), when);
        Assert.That(typed, Has.None.Contains("Kanariefuglen"), when);
        if (key.Length > 0) Assert.That(typed, Has.None.Contains(key), when);
    }
}
