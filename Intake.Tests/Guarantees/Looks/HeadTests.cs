using AngleSharp;
using AngleSharp.Dom;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>What every page says about itself, read from its source: language, title, navigation, and errors that link to fields.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HeadTests
{
    private readonly List<(Shown Shown, IDocument Page)> pages = [];

    [OneTimeSetUp]
    public async Task Read()
    {
        foreach (var shown in LooksSetUp.Gallery.Shown)
        {
            pages.Add((shown, await BrowsingContext.New().OpenAsync(page => page.Content(shown.Html))));
        }
    }

    /// <summary>Keys and passwords are never in a page, so a form of these alone has nothing to take along.</summary>
    private static bool TakesWords(IElement form) => form
        .QuerySelectorAll("textarea, select, input[type=text], input[type=email], input[type=radio]")
        .Any(field => !field.ClassList.Contains("key-input") && field.Closest(".unseen") is null);

    [OneTimeTearDown]
    public void Close() => pages.ForEach(page => page.Page.Dispose());

    [Test]
    public void A_page_tells_its_language_and_marks_the_link_to_the_other() => OnEach((shown, page) =>
        page.DocumentElement.GetAttribute("lang") == shown.Language
        && page.QuerySelectorAll(".language a")
            .All(link => link.GetAttribute("lang") is { } other && other != shown.Language && other == link.GetAttribute("hreflang")));

    [Test]
    public void What_is_typed_into_a_form_can_be_taken_along_into_the_other_language() => OnEach((_, page) =>
        // Texts given back, which no switch could take.
        page.QuerySelectorAll("textarea").Any(area => area.Closest("form") is null || area.Id == "Kept")
        || page.QuerySelectorAll("form[method=post]").Where(TakesWords)
            .All(form => page.QuerySelector($"button.language-button[form='{form.Id}']") is not null));

    [Test]
    public void A_switch_that_takes_a_form_along_is_not_what_Enter_presses() => OnEach((_, page) =>
        page.QuerySelectorAll(".language-button").All(button =>
            page.QuerySelectorAll("button").First(one => one.GetAttribute("form") == button.GetAttribute("form"))
                .ClassList.Contains("first-button")));

    [Test]
    public void A_page_has_one_main_heading_and_a_title_that_names_it() => OnEach((shown, page) =>
        page.QuerySelectorAll("h1").Length == 1 && page.Title is { Length: > 8 } title && (shown.Name == "reporter/leave"
            ? title == page.QuerySelector("h1")!.TextContent // Read over a shoulder, it says no more than the page.
            : title.Contains(" – ", StringComparison.Ordinal)));

    [Test]
    public void A_title_begins_with_error_when_something_is_to_be_changed_and_only_then() => OnEach((shown, page) =>
        (page.GetElementById("error-summary") is not null) == page.Title!.StartsWith(
            shown.Language == "da" ? "Fejl: " : "Error: ", StringComparison.Ordinal));

    [Test]
    public void What_is_called_an_error_shows_one() => OnEach((shown, page) =>
        !shown.Name.Contains("errors", StringComparison.Ordinal) || page.GetElementById("error-summary") is not null);

    [Test]
    public void Errors_come_first_take_the_focus_and_lead_to_their_fields() => OnEach((_, page) =>
        page.GetElementById("error-summary") is not { } summary
        || (summary.HasAttribute("autofocus") && summary.GetAttribute("tabindex") == "-1"
            && page.QuerySelector("main h1, main form, #error-summary") == summary
            && summary.QuerySelectorAll("a") is { Length: > 0 } links
            && links.All(link => page.GetElementById(link.GetAttribute("href")![1..])
                is { LocalName: "input" or "select" or "textarea" or "fieldset" or "h2" })));

    [Test]
    public void The_first_link_skips_to_the_content() => OnEach((_, page) =>
        page.QuerySelector("a[href], button, input") is { } first
        && first.ClassList.Contains("skipnav")
        && page.QuerySelector(first.GetAttribute("href")!)?.LocalName == "main");

    [Test]
    public void A_reporter_can_leave_from_every_page() => OnEach((shown, page) =>
        !shown.Name.StartsWith("reporter/", StringComparison.Ordinal)
        || shown.Name == "reporter/leave" || page.GetElementById("leave") is not null);

    [Test]
    public void Help_stands_in_the_same_place_on_every_page() => OnEach((shown, page) =>
        shown.Name == "reporter/leave" ? page.QuerySelector("footer") is null
        : page.QuerySelectorAll("footer a").Select(link => link.GetAttribute("href"))
            .SequenceEqual([$"/{shown.Language}/privacy", $"/{shown.Language}/accessibility"]));

    [Test]
    public void No_id_stands_twice_on_a_page() => OnEach((_, page) =>
        page.QuerySelectorAll("[id]").GroupBy(element => element.Id).All(same => same.Count() == 1));

    private void OnEach(Func<Shown, IDocument, bool> holds) =>
        Assert.That(pages.Where(page => !holds(page.Shown, page.Page)).Select(page => page.Shown.ToString()), Is.Empty);
}
