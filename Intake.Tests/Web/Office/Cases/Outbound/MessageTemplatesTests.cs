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
            Is.EqualTo(new[] { "Question", "Reminder", "Done", "Underway" }));
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

    [TestCase("da", "Nu afslutter vi", "Vi afsluttede din sag den 3. marts 2026")]
    [TestCase("en", "Nu afslutter vi", "Vi afsluttede din sag den 3. marts 2026")]
    public async Task Last_words_and_the_check_in_begin_with_a_template_and_what_was_saved_stands_above(
        string language, string last, string asked)
    {
        var sent = await room.InScopeAsync();
        string At(string page) => CaseRoom.Case(sent, page).Replace("/da/", $"/{language}/", StringComparison.Ordinal);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"),
            ("Outcome", "Acted"), ("Text", "Kære du."), ("Then", "draft"));
        var page = await room.PageAsync("administrator 1", At("close"));
        page = await room.PageAsync(
            "administrator 1", page.QuerySelector("[data-template=LastWords]")!.GetAttribute("href")!.Split('#')[0]);
        var text = ((IHtmlTextAreaElement)page.GetElementById("Text")!).Value;
        Assert.That(text, Does.StartWith("Kære du.\n\n" + last), "in the reporter's language, below what was saved");
        Assert.That(page.QuerySelector("#closing-form [checked]")!.GetAttribute("value"), Is.EqualTo("Acted"));
        using (var check = await room.PostAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing(text: text)))
            Assert.That(Findings(await check.PageAsync()), Is.EqualTo(new[] { "Unfilled" }));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"),
            CaseRoom.Closing(text: Blank().Replace(text, "tonen er taget op.")));

        page = await room.PageAsync("administrator 1", At("look-after"));
        page = await room.PageAsync("administrator 1", page.QuerySelector("[data-template=CheckIn]")!.GetAttribute("href")!.Split('#')[0]);
        text = ((IHtmlTextAreaElement)page.GetElementById("Text")!).Value;
        Assert.That(text, Does.StartWith(asked));
        Assert.That((await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "look-after"), ("Text", text))).Body, Is.Not.Null);
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
