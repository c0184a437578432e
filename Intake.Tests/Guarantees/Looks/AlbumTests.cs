using System.Net;
using System.Text;
using Intake.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>Pictures of every page, for people to look at. Only deploy/album takes them; an ordinary run has none of these tests.</summary>
public sealed class AlbumTests
{
    private static readonly string Folder = Repository.PathOf(".local", "album");

    private static IEnumerable<string> Asked => Environment.GetEnvironmentVariable("INTAKE_ALBUM") is { Length: > 0 } part ? [part] : [];

    [TestCaseSource(nameof(Asked))]
    public async Task Every_page_is_pictured(string part)
    {
        var pages = LooksSetUp.Gallery.Shown
            .Where(page => part == "all" || part.Split(',').Any(one => page.Path.Contains(one, StringComparison.Ordinal))).ToList();
        var index = new StringBuilder(
            "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Album</title>"
            + "<style>body{font:14px system-ui}img{border:1px solid #999;height:420px;margin:4px}</style>");
        await using var context = await Browser.NewContextAsync();
        var browser = await context.NewPageAsync();
        foreach (var page in pages)
        {
            index.Append(null, $"<h2>{WebUtility.HtmlEncode(page.ToString())}</h2>");
            await browser.GotoAsync(LooksSetUp.Gallery.AddressOf(page).ToString());
            foreach (var width in Checkup.Widths)
            {
                await browser.SetViewportSizeAsync(width, 900);
                await TakeAsync(page, $"{width}");
            }

            await browser.SetViewportSizeAsync(820, 900);
            await browser.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await TakeAsync(page, "dark");
            await browser.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }

        await File.WriteAllTextAsync(Path.Combine(Folder, "index.html"), index.ToString());

        async Task TakeAsync(Shown page, string how)
        {
            var file = $"{page.Name}-{page.Language}-{how}.png";
            await browser.ScreenshotAsync(new() { Path = Path.Combine(Folder, file), FullPage = true });
            index.Append(null, $"<a href=\"{file}\"><img src=\"{file}\" alt=\"{page} {how}\" loading=lazy></a>");
        }
    }
}
