using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Support;

public sealed class BrowserTests
{
    private const string Address = "http://static.example/da/side";

    [Test]
    public async Task Chromium_shows_a_page_and_runs_no_script_on_it()
    {
        await using var context = await Browser.NewContextAsync(width: 400, height: 300);
        var page = await ShowAsync(context, "<label for=a>Sted</label><input id=a><script>document.title='kørt'</script>");
        Assert.That(await page.TitleAsync(), Is.EqualTo("Prøve"));
        await page.GetByLabel("Sted").FillAsync("Ærø");
        Assert.That(await page.InputValueAsync("#a"), Is.EqualTo("Ærø"));
        var picture = await File.ReadAllBytesAsync(await Browser.ScreenshotAsync(page, "rig/smoke"));
        Assert.That(picture, Has.Length.GreaterThan(1000));
    }

    [Test]
    public async Task A_script_does_run_in_a_context_that_allows_it()
    {
        await using var context = await Browser.NewContextAsync(javaScript: true);
        var page = await ShowAsync(context, "<script>document.title='kørt'</script>");
        Assert.That(await page.TitleAsync(), Is.EqualTo("kørt"));
    }

    [Test]
    public async Task Axe_finds_nothing_wrong_with_a_labelled_field()
    {
        await using var context = await Browser.NewContextAsync();
        var page = await ShowAsync(context, "<h1>Sted</h1><label for=a>Sted</label><input id=a>");
        Assert.That(await AxeRunner.ViolationsAsync(page), Is.Empty);
    }

    [Test]
    public async Task Axe_finds_a_field_without_a_label()
    {
        await using var context = await Browser.NewContextAsync();
        var page = await ShowAsync(context, "<h1>Sted</h1><input id=a>");
        Assert.That(await AxeRunner.ViolationsAsync(page), Has.Some.StartsWith("label:").And.Some.Contains("#a"));
    }

    private static async Task<IPage> ShowAsync(IBrowserContext context, string body)
    {
        var page = await context.NewPageAsync();
        await page.RouteAsync(Address, route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html; charset=utf-8",
            Body = $"<!DOCTYPE html><html lang=da><head><title>Prøve</title></head><body><main>{body}</main></body></html>",
        }));
        await page.GotoAsync(Address);
        return page;
    }
}
