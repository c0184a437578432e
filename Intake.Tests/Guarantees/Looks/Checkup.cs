using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Intake.Tests.Support;
using Microsoft.Playwright;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>Checks each page of a gallery in a browser: axe, fit, spacing, dark colours, keyboard. Two at a time, each once.</summary>
internal static class Checkup
{
    internal static readonly int[] Widths = [1280, 390, 320];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    public static async Task<IReadOnlyList<Fault>> OfAsync(Gallery gallery)
    {
        var found = new ConcurrentBag<Fault>();
        var waiting = new ConcurrentQueue<Shown>(gallery.Shown);
        await Task.WhenAll(WorkAsync(), WorkAsync());
        return [.. found.OrderBy(fault => fault.Page.Path, StringComparer.Ordinal)];

        async Task WorkAsync()
        {
            await using var context = await Browser.NewContextAsync(javaScript: true);
            var page = await context.NewPageAsync();
            await page.AddInitScriptAsync(Axe); // Sent once, and compiled once for the pages that follow.
            await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
            Shown shown = null!;
            page.Request += (_, request) =>
            {
                if (!gallery.IsOwn(new Uri(request.Url))) found.Add(new Fault(FaultKind.Stranger, shown, request.Url));
            };
            while (waiting.TryDequeue(out shown!))
            {
                await page.GotoAsync(gallery.AddressOf(shown).ToString());
                foreach (var (kind, what) in await LookAsync(page, shown.Language)) found.Add(new Fault(kind, shown, what));
            }
        }
    }

    /// <summary>
    /// What axe is asked. It costs most of a look, so it comes where an answer can differ: in Danish at 1280 and 390; in English,
    /// where words differ and neither colours nor the order of things do, once. At 320 the question is what fits.
    /// </summary>
    private static string? RulesAt(int width, string language) => (width, language) switch
    {
        (1280, "da") => CheckupScripts.AllRules,
        (390, _) => CheckupScripts.AllButContrast,
        _ => null,
    };

    private static async Task<List<(FaultKind, string)>> LookAsync(IPage page, string language)
    {
        var found = new List<(FaultKind, string)>();
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            if (RulesAt(width, language) is { } rules) Add(FaultKind.Axe, $"{width}", await page.EvaluateAsync<string[]>(rules));
            Add(FaultKind.Fit, $"{width}", await page.EvaluateAsync<string[]>(CheckupScripts.Fit));
        }

        // Tab stops and the room that spacing takes are the same in both languages, and Danish words are longer.
        if (language != "da") return found;
        await page.EvaluateAsync(CheckupScripts.Spaced);
        Add(FaultKind.Spacing, "320, spaced", await page.EvaluateAsync<string[]>(CheckupScripts.Fit));
        await page.EvaluateAsync(CheckupScripts.Doubled);
        await page.SetViewportSizeAsync(640, 900);
        Add(FaultKind.Spacing, "640, text doubled", await page.EvaluateAsync<string[]>(CheckupScripts.Fit));
        await page.EvaluateAsync(CheckupScripts.Plain);

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Add(FaultKind.Dark, "dark", await page.EvaluateAsync<string[]>(CheckupScripts.ContrastRules));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        Add(FaultKind.Keyboard, "keyboard", await KeyboardAsync(page));
        return found;

        void Add(FaultKind kind, string when, string[] lines) => found.AddRange(lines.Select(line => (kind, $"at {when}: {line}")));
    }

    /// <summary>Presses Tab until a round is complete, and compares the stops with the interactive elements in page order.</summary>
    private static async Task<string[]> KeyboardAsync(IPage page)
    {
        var all = await page.EvaluateAsync<string[]>(CheckupScripts.Interactive);
        var stops = new List<string>();
        var faults = new List<string>();
        for (var press = 0; press < (3 * all.Length) + 3; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            var stop = await page.EvaluateAsync<string[]>(CheckupScripts.Focused);
            if (stop.Length == 0 || stops.LastOrDefault() == stop[0]) continue; // A date has three stops of its own.
            if (stops.Contains(stop[0])) break;
            stops.Add(stop[0]);
            faults.AddRange(stop.Skip(1).Select(fault => $"{stop[0]} {fault}"));
        }

        var start = all.Length == 0 || stops.Count == 0 ? 0 : Array.IndexOf(all, stops[0]);
        var order = start < 0 ? all : [.. all[start..], .. all[..start]];
        if (!order.SequenceEqual(stops)) faults.Add($"Tab stops at [{string.Join(" | ", stops)}] and not at [{string.Join(" | ", order)}]");
        return [.. faults];
    }
}
