using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>The language of the form is changed while it is being filled in: nothing typed is lost, and nothing is written.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SwitchTests
{
    private static readonly (string Name, string Value)[] Typed =
    [
        ("Description", "Der blev råbt,\nog \"døren\" <smækket>."), ("Follow", "no"), ("Unit", "several"), ("Place", "Afsnit 4"),
        ("Period", "siden påske"), ("Involved", "To fra ledelsen"), ("Named", "jens-krogh"), ("KeepOriginals", "yes"),
        ("OwnStatus", "student"),
    ];

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test]
    public async Task All_that_is_typed_and_ticked_stands_in_the_form_in_the_other_language_and_nothing_is_written()
    {
        var form = await site.Web.Client.PageAsync(site.Home() + "/report");
        var before = await CountAsync();
        var (status, english) = await PressAsync(form, [.. Typed, ("Files", "bilag æ.pdf")]);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Expect(english, "en");
        Assert.That(english.QuerySelector("#Files-again")!.TextContent, Does.Contain("bilag æ.pdf"), "a page can't choose a file");
        var (_, danish) = await PressAsync(english);
        Expect(danish, "da");
        Assert.That(danish.QuerySelector("#Files-again"), Is.Null);
        Assert.That(await CountAsync(), Is.EqualTo(before), "no staging, no used ticket");

        using var check = await site.PostFormAsync(ReporterSite.Ticket(danish), Typed);
        Assert.That(check.StatusCode, Is.EqualTo(HttpStatusCode.OK), "the ticket is the one that the form began with");
    }

    [TestCase("\u200B\u2060\uFEFF")]
    [TestCase("\u3164\u2800 \u00AD")]
    public async Task A_description_of_invisible_marks_is_missing(string description)
    {
        using var refused = await site.PostFormAsync(await site.TicketAsync(), [("Description", description), ("Follow", "no")]);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await refused.PageAsync()).QuerySelector("#Description-error"), Is.Not.Null);
    }

    [Test]
    public async Task A_soft_break_of_Word_is_a_break_on_the_check_page_and_in_the_mailbox()
    {
        using var posted = await site.PostFormAsync(await site.TicketAsync(), [("Description", "før\vefter"), ("Follow", "no")]);
        var check = await posted.PageAsync();
        Assert.That(check.QuerySelectorAll(".answers .typed").Select(answer => answer.TextContent), Does.Contain("før\nefter"));
        using var receipt = await site.SendAsync(check);
        var cookie = await site.OpenMailboxAsync((await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent);
        using var mailbox = await site.GetAsync("/da/mailbox/open", cookie);
        Assert.That((await mailbox.PageAsync()).QuerySelector("#thread")!.TextContent, Does.Contain("før\nefter"));
    }

    [Test]
    public async Task An_empty_form_changes_language_without_a_word_of_what_is_missing()
    {
        var form = await site.Web.Client.PageAsync(site.Home() + "/report");
        var (_, english) = await PressAsync(form);
        Assert.That(english.QuerySelector("#error-summary"), Is.Null);
        Assert.That(english.Title, Does.Not.StartWith("Error"));
    }

    [Test]
    public async Task A_form_that_came_back_with_errors_keeps_its_staged_files_and_shows_no_errors_in_the_other_language()
    {
        using var refused = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "   "), ("Place", "Kælderen")],
            ("note.txt", Encoding.UTF8.GetBytes("Kaffen var kold.")));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var (status, english) = await PressAsync(await refused.PageAsync());
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(english.QuerySelector("#error-summary"), Is.Null);
        Assert.That(english.QuerySelector("#staged-files .file-name")!.TextContent, Is.EqualTo("note.txt"));
        Assert.That(Value(english, "Place"), Is.EqualTo("Kælderen"));
        using var check = await site.Web.PostAsync(
            site.Home("en") + "/report", ReporterSite.Form(ReporterSite.Ticket(english), [("Description", "Nu"), ("Follow", "no")]));
        Assert.That((await check.PageAsync()).QuerySelector("#staged-files .file-name")?.TextContent, Is.EqualTo("note.txt"));
    }

    [Test]
    public async Task The_check_page_changes_language_and_can_be_sent_from_there()
    {
        using var posted = await site.PostFormAsync(
            await site.TicketAsync(), Typed, ("note.txt", Encoding.UTF8.GetBytes("Kaffen var kold.")));
        var (status, english) = await SwitchedLanguage.PressAsync(site.Web.Client, await posted.PageAsync(), "edit-form", null);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(english.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
        Assert.That(english.QuerySelectorAll(".answers .typed").Select(answer => answer.TextContent), Does.Contain(Typed[0].Value));
        Assert.That(english.QuerySelector("#staged-files .file-name")!.TextContent, Is.EqualTo("note.txt"));
        using var receipt = await site.SendAsync(english, "en");
        var page = await receipt.PageAsync();
        Assert.That(page.QuerySelector("#receipt-key"), Is.Not.Null);
        Assert.That(page.QuerySelector(".language"), Is.Null, "the key is on this page alone: nothing here leads away from it by mistake");
    }

    [Test]
    public async Task A_ticket_that_was_sent_is_not_shown_as_a_form_again()
    {
        using var posted = await site.PostFormAsync(await site.TicketAsync(), Typed);
        var check = await posted.PageAsync();
        using var receipt = await site.SendAsync(check);
        var (status, page) = await SwitchedLanguage.PressAsync(site.Web.Client, check, "edit-form", null);
        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(page.QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Already"));
    }

    [Test]
    public async Task A_page_from_elsewhere_can_not_fill_in_a_form_of_ours()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, site.Home() + "/report?carried=")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("Description", "Lokkemad")]),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await site.Web.Client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase(550, 1, 0)]
    [TestCase(1, 550, 0)]
    [TestCase(1, 1, 2_200_000)]
    public async Task More_than_any_form_of_ours_holds_is_refused(int names, int values, int length)
    {
        var fields = from name in Enumerable.Range(0, names)
                     from value in Enumerable.Range(0, values)
                     select KeyValuePair.Create($"F{name}", new string('x', length));
        using var answer = await site.Web.PostAsync(site.Home() + "/report?carried=", new FormUrlEncodedContent(fields));
        Assert.That((int)answer.StatusCode, Is.AnyOf(400, 413));
    }

    [Test]
    public async Task Enter_in_a_field_still_goes_on_and_a_click_on_the_switch_keeps_the_text()
    {
        await using var context = await Browser.NewContextAsync(width: 390);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Web.Address, site.Home() + "/report").ToString());
        await page.FillAsync("#Description", "Der bliver råbt.\nHver dag.");
        await page.CheckAsync("#Follow");
        await Browser.ScreenshotAsync(page, "switch/form-390-da");
        await page.ClickAsync(".language-button");
        Assert.That(await page.GetAttributeAsync("html", "lang"), Is.EqualTo("en"));
        Assert.That(await page.InputValueAsync("#Description"), Is.EqualTo("Der bliver råbt.\nHver dag."));
        Assert.That(await page.IsCheckedAsync("#Follow"));
        await Browser.ScreenshotAsync(page, "switch/form-390-en");
        await page.SetViewportSizeAsync(1280, 900);
        await Browser.ScreenshotAsync(page, "switch/form-1280-en");
        await page.PressAsync("#Place", "Enter");
        await page.WaitForSelectorAsync("#send-form");
        Assert.That(new Uri(page.Url).AbsolutePath, Does.StartWith("/en/"), "Enter leads to the check page, in the language shown");
    }

    private Task<(HttpStatusCode Status, IDocument Page)> PressAsync(IDocument page, params (string Name, string Value)[] typed) =>
        SwitchedLanguage.PressAsync(site.Web.Client, page, "report-form", null, typed);

    private static void Expect(IDocument page, string language) => Assert.Multiple(() =>
    {
        Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo(language));
        Assert.That(page.QuerySelector("#error-summary"), Is.Null);
        foreach (var (name, value) in Typed) Assert.That(Value(page, name), Is.EqualTo(value), name);
        Assert.That(page.QuerySelectorAll("details[open]"), Is.Not.Empty, "what was filled in stands open");
    });

    private static string? Value(IDocument page, string name) =>
        page.QuerySelectorAll($"#report-form [name='{name}']").Select(field => field switch
        {
            IHtmlInputElement { Type: "radio" or "checkbox" } box => box.IsChecked ? box.Value : null,
            IHtmlInputElement input => input.Value,
            IHtmlTextAreaElement area => area.Value,
            IHtmlSelectElement select => select.Value,
            _ => null,
        }).FirstOrDefault(value => value is not null);

    private async Task<(int Stagings, int Uses)> CountAsync()
    {
        await using var db = site.Founded.Databases.AsOwner();
        return (await db.Stagings.CountAsync(), await db.TicketUses.CountAsync());
    }
}
