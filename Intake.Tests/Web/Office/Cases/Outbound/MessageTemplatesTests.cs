using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Outbound;

/// <summary>Messages to begin with: in the reporter's language, filled with dates and units, and never sent half written.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class MessageTemplatesTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task Each_template_stands_in_its_form_with_dates_and_the_outbound_check_finds_only_what_is_not_filled_in()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår var det sidst?"));
        var page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"));
        var links = page.QuerySelectorAll("[data-template]").ToList();
        Assert.That(links.Select(link => link.GetAttribute("data-template")),
            Is.EqualTo(new[] { "Question", "Reminder", "Done" }));
        foreach (var link in links)
        {
            var form = link.Closest("[id$=-templates]")!.Id!.Split('-')[0];
            var begun = await room.PageAsync("handler 1", link.GetAttribute("href")!.Split('#')[0]);
            var text = ((IHtmlTextAreaElement)begun.GetElementById(form + "-Text")!).Value;
            Assert.That(text, Does.Contain("3. marts 2026").And.Not.Contain("{"), link.TextContent);
            using var check = await room.PostAsync("handler 1", CaseRoom.Case(sent, form), ("Text", text));
            string[] missing = text.Contains("(skriv her", StringComparison.Ordinal) ? ["Unfilled"] : [];
            Assert.That(Findings(await check.PageAsync()), Is.EqualTo(missing), text);
            var filled = Blank().Replace(text, "Vi har talt med afsnittet og ændret vagtplanen");
            using var clean = await room.PostAsync("handler 1", CaseRoom.Case(sent, form), ("Text", filled));
            Assert.That(Findings(await clean.PageAsync()), Is.Empty, filled);
        }
    }

    [TestCase("nothing")]
    [TestCase("")]
    [TestCase("reminder")]
    [TestCase("4")]
    public async Task A_template_that_is_none_or_does_not_fit_leaves_the_forms_as_they_are(string name)
    {
        var sent = await room.InScopeAsync();
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, $"conversation?template={name}"));
        Assert.That(page.QuerySelectorAll("#question-Text, #feedback-Text").Select(area => area.TextContent.Trim()), Is.All.Empty);
    }

    private static IEnumerable<string?> Findings(IDocument page) =>
        page.QuerySelectorAll("#findings li").Select(one => one.GetAttribute("data-finding")).Distinct();

    [GeneratedRegex(@"\((?:skriv|write) (?:her|here):[^)]*\)")]
    private static partial Regex Blank();
}
