using Intake.Tests.Support;
using Intake.Web.Shell;
using Microsoft.AspNetCore.Builder;
using NUnit.Framework;

namespace Intake.Tests.Web.Shell;

/// <summary>The shell in a real browser: it fits a narrow screen, passes axe, and leaves pictures to look at.</summary>
public sealed class LooksTests
{
    private static readonly string[] Paths = ["/da/parts", "/da/parts?wrong=true", "/da/privacy", "/en/privacy", "/da/accessibility", "/en/leave", "/da/privacy/nope"];

    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start() => web = await WebHost.StartAsync(app =>
    {
        app.MapGet("/da/parts", (bool? wrong) => Page.Of<PartsPage>(new { Wrong = wrong ?? false }));
    });

    [OneTimeTearDown]
    public async Task Stop() => await web.DisposeAsync();

    [TestCaseSource(nameof(Paths))]
    public async Task A_page_fits_320_points_passes_axe_and_asks_nobody_else(string path)
    {
        await using var context = await Browser.NewContextAsync(javaScript: true, width: 320);
        var page = await context.NewPageAsync();
        var foreign = new List<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != web.Address.Authority)
            {
                foreign.Add(request.Url);
            }
        };
        await page.GotoAsync(new Uri(web.Address, path).ToString());
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.Multiple(async () =>
        {
            Assert.That(wide, Is.LessThanOrEqualTo(320));
            Assert.That(foreign, Is.Empty);
            Assert.That(await AxeRunner.ViolationsAsync(page), Is.Empty);
        });
    }

    [TestCaseSource(nameof(Paths))]
    public async Task Pictures_are_taken(string path)
    {
        foreach (var width in new[] { 1280, 390 })
        {
            await using var context = await Browser.NewContextAsync(width: width);
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(web.Address, path).ToString());
            var name = $"shell/{path.Trim('/').Replace('/', '-').Replace('?', '-')}-{width}";
            Assert.That(File.Exists(await Browser.ScreenshotAsync(page, name)), Is.True);
        }
    }
}
