using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>A reporter's whole way with only Tab, Space, the arrows and Enter, in a browser without script.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class KeyboardJourneyTests
{
    private ReporterSite site = null!;
    private IPage page = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(28)]
    public async Task A_report_is_sent_read_and_answered_without_mouse_and_without_script()
    {
        await using var context = await Browser.NewContextAsync(width: 390);
        page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Web.Address, site.Home()).ToString());
        await page.Keyboard.PressAsync("Tab");
        Assert.That(await HasFocusAsync(".skipnav"), "the first stop skips to the content");
        await PressAsync("#to-form");

        await PressAsync("#report-form > .button-primary");
        Assert.That(await HasFocusAsync("#error-summary"), "errors take the focus");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.That(await HasFocusAsync("#Description"), "an error leads to its field");
        await page.Keyboard.TypeAsync("Der bliver råbt ad eleverne.");
        await GoToAsync("#Follow");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.That(await page.IsCheckedAsync("#Follow"));
        await GoToAsync("#Named-jens-krogh");
        await page.Keyboard.PressAsync("Space");
        await PressAsync("#report-form > .button-primary");
        Assert.That(await page.InnerTextAsync("#shut-out"), Does.Contain("Jens Krogh"));
        await PressAsync("#send-form button");

        var key = await page.InnerTextAsync("#receipt-key");
        await GoToAsync("#Key");
        await page.Keyboard.TypeAsync(key);
        await SubmitAsync();
        await StaffWriting.WriteAsync(
            site.Founded, await site.ReportOfAsync(key), "administrator 1", EntryKind.Question, "Sker det på bestemte vagter?");
        await page.ReloadAsync();
        await GoToAsync("#Text");
        await page.Keyboard.TypeAsync("Ja, hver gang efter aftenvagt.");
        await PressAsync("#send button");
        Assert.That(await page.InnerTextAsync("#thread"), Does.Contain("Ja, hver gang efter aftenvagt."));
        await PressAsync("#leave-form button");
        Assert.That(await context.CookiesAsync(), Is.Empty);
    }

    /// <summary>Presses Tab until the element has the focus; fails if it never gets it.</summary>
    private async Task GoToAsync(string selector)
    {
        for (var press = 0; press < 120; press++)
        {
            if (await HasFocusAsync(selector)) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not reach {selector} on {page.Url}");
    }

    private async Task PressAsync(string selector)
    {
        await GoToAsync(selector);
        await SubmitAsync();
    }

    private async Task SubmitAsync()
    {
        var arrived = new TaskCompletionSource();
        page.DOMContentLoaded += OnArrival;
        await page.Keyboard.PressAsync("Enter");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        page.DOMContentLoaded -= OnArrival;

        void OnArrival(object? sender, IPage loaded) => arrived.TrySetResult();
    }

    private async Task<bool> HasFocusAsync(string selector) => await page.Locator(selector + ":focus").CountAsync() == 1;
}
