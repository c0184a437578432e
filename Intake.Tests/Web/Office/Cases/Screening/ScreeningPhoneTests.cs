using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Screening;

/// <summary>The screening form on a phone, in a real browser without scripts.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ScreeningPhoneTests
{
    private static readonly string[] Branches = ["inside", "outside", "doubt"];

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task Only_the_part_that_is_chosen_is_shown_and_it_stays_shown_when_something_in_it_is_wrong()
    {
        var address = new Uri(room.Office.Web.Address, CaseRoom.Case(await room.OpenedAsync(), "screening")).ToString();
        await using var context = await room.Office.BrowserOfAsync(room.Office.Founded["administrator 1"], width: 390);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        Assert.That(await ShownAsync(), Is.Empty, "nothing is chosen");
        foreach (var branch in Branches)
        {
            await page.CheckAsync($"#screening-form [name=Scope][value={branch}]");
            Assert.That(await ShownAsync(), Is.EqualTo(new[] { branch }));
        }

        await page.ClickAsync("#screening-form .button-primary");
        Assert.That(await ShownAsync(), Is.EqualTo(new[] { "doubt" }));
        Assert.That(await page.Locator("#Doubt-error").IsVisibleAsync());
        Assert.That(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 390"));

        await page.CheckAsync("#screening-form [name=Scope][value=inside]");
        Assert.That(await ShownAsync(), Is.EqualTo(new[] { "inside", "doubt" }), "no error is out of sight");
        await page.SetViewportSizeAsync(1280, 900);
        Assert.That(await ShownAsync(), Is.EqualTo(Branches), "where there is room all are compared");

        async Task<IReadOnlyList<string>> ShownAsync()
        {
            var shown = new List<string>();
            foreach (var branch in Branches)
                if (await page.Locator($".screening-branch[data-scope={branch}]").IsVisibleAsync()) shown.Add(branch);
            return shown;
        }
    }
}
