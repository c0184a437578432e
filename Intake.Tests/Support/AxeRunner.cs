using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Intake.Tests.Support;

/// <summary>
/// Accessibility checks by axe-core. axe never ends in a context without scripts, so what the page shows there,
/// even the answer to a POST, is served at the same address in a context with scripts, and axe checks it there.
/// </summary>
public static class AxeRunner
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>One line per violation: rule, what to do and where. Empty when there is none.</summary>
    /// <exception cref="TimeoutException">axe did not end within a minute.</exception>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        var shown = await page.ContentAsync();
        var address = page.Url.Split('#')[0];
        var size = page.ViewportSize;
        await using var context = await Browser.NewContextAsync(javaScript: true, size?.Width ?? 1280, size?.Height ?? 900);
        var copy = await context.NewPageAsync();
        await copy.RouteAsync(
            url => url == address,
            route => route.FulfillAsync(new RouteFulfillOptions { Body = shown, ContentType = "text/html; charset=utf-8" }));
        await copy.GotoAsync(address);
        var result = await copy.RunAxe().WaitAsync(Limit);
        return [.. result.Violations.Select(Line)];
    }

    private static string Line(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Target.ToString()))}";
}
