using Microsoft.Playwright;

namespace Intake.Tests.Support;

/// <summary>
/// Debian's Chromium, started once per run: the headless build where it is installed, which draws the same pages in a
/// third of the time. Scripts are off unless a test asks for them, as the product needs none.
/// </summary>
public static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Shared = new(StartAsync);

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private const string Whole = "/usr/bin/chromium";
    private const string WithoutWindows = "/usr/bin/chromium-headless-shell";

    private static string? Chosen => Environment.GetEnvironmentVariable("INTAKE_CHROMIUM");

    /// <summary>A fresh context: no cookies, no cache. The caller disposes it.</summary>
    public static async Task<IBrowserContext> NewContextAsync(
        bool javaScript = false, int width = 1280, int height = 900, string locale = "da-DK")
    {
        var context = await (await Shared.Value).NewContextAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = javaScript,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = locale,
            TimezoneId = "Europe/Copenhagen",
        });
        // Other programs may keep both cores busy.
        context.SetDefaultTimeout(120_000);
        return context;
    }

    /// <summary>
    /// A separate browser that keeps a profile in a folder, as a person's does; scripts are off. The caller disposes it.
    /// </summary>
    public static async Task<IBrowserContext> NewProfileAsync(string folder) =>
        await (await Playwright.CreateAsync()).Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Chosen ?? Whole,
            Args = Arguments,
            JavaScriptEnabled = false,
            Locale = "da-DK",
        });

    /// <summary>Saves the whole page as .local/album/NAME.png, to be looked at, and returns the path. NAME may hold folders.</summary>
    public static async Task<string> ScreenshotAsync(IPage page, string name)
    {
        var path = Repository.PathOf(".local", "album", name + ".png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        return path;
    }

    private static async Task<IBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chosen ?? (File.Exists(WithoutWindows) ? WithoutWindows : Whole),
            Args = Arguments,
        });
    }
}
