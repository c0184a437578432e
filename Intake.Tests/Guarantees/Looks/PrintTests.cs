using System.Text;
using System.Text.RegularExpressions;
using Intake.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>Pages worth keeping on paper print black on white, without buttons or links to press, also when the screen is dark.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class PrintTests
{
    private const string Pressable = """
        () => [...document.querySelectorAll('button, input, select, nav, .leave-link, .skipnav, .site-footer, .button')].filter(e => e.checkVisibility()).map(e => e.localName + '.' + e.className)
        """;

    private const string Colours = """
        () => [...document.querySelectorAll('body, main *')].filter(e => e.checkVisibility() && e.closest('svg') === null).map(e => getComputedStyle(e)).flatMap(style => [['ink', style.color], ['paper', style.backgroundColor]])
          .filter(([kind, colour]) => { const [r, g, b, a] = colour.match(/[\d.]+/g).map(Number); return a !== 0 && (kind === 'ink' ? Math.max(r, g, b) > 120 : Math.min(r, g, b) < 220); }).map(pair => pair.join(' '))
        """;

    private IBrowserContext context = null!;

    [OneTimeSetUp]
    public async Task Start() => context = await Browser.NewContextAsync(javaScript: true);

    [OneTimeTearDown]
    public async Task Stop() => await context.DisposeAsync();

    [TestCase("reporter/receipt", 1, ""), TestCase("reporter/mailbox-question", 3, "#thread"), TestCase("case/conversation", 3, "#thread")]
    [TestCase("case/whole", 2, "#case-summary"), TestCase("case/print", 9, "#print-exempt")]
    [TestCase("case/review", 1, ".statement"), TestCase("people/enrolled", 1, "#recovery-code")]
    public async Task A_page_prints_black_on_white_without_anything_to_press(string name, int mostPages, string keeps)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(LooksSetUp.Gallery.AddressOf(LooksSetUp.Gallery.Shown.First(shown => shown.Name == name)).ToString());
        var pdf = await page.PdfAsync(new()
        {
            Format = "A4", PrintBackground = true, Path = Repository.PathOf(".local", "album", "print", name.Replace('/', '-') + ".pdf")
        });
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.Multiple(async () =>
        {
            Assert.That(Sheet().Count(Encoding.Latin1.GetString(pdf)), Is.InRange(1, mostPages));
            Assert.That(await page.EvaluateAsync<string[]>(Pressable), Is.Empty);
            Assert.That(await page.EvaluateAsync<string[]>(Colours), Is.Empty);
            if (keeps.Length > 0) Assert.That(await page.Locator(keeps).First.IsVisibleAsync());
        });
        await page.CloseAsync();
    }

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Sheet();
}
