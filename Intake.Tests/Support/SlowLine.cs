using Microsoft.Playwright;

namespace Intake.Tests.Support;

/// <summary>A browser's page over a slow line: each answer comes as late as it does through Tor or a poor mobile connection.</summary>
internal static class SlowLine
{
    private const int Delay = 600; // Milliseconds; a double click takes some hundred.

    public static async Task SlowDownAsync(this IPage page)
    {
        var line = await page.Context.NewCDPSessionAsync(page);
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false, ["latency"] = Delay, ["downloadThroughput"] = -1, ["uploadThroughput"] = -1,
        });
    }

    /// <summary>Clicks twice, as people do when nothing seems to happen, and waits for what comes.</summary>
    public static async Task ClickTwiceAsync(this IPage page, string button, string awaited)
    {
        await page.DblClickAsync(button, new PageDblClickOptions { Delay = 20 });
        await page.WaitForSelectorAsync(
            awaited, new PageWaitForSelectorOptions { Timeout = 60_000, State = WaitForSelectorState.Attached });
    }
}
