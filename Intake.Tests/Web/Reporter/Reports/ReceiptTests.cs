using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>The receipt: its key shown once, on paper, as a file, and tried at the mailbox; and the browser's back button.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class ReceiptTests
{
    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(38)]
    public async Task The_key_is_shown_once_and_last_and_opens_however_it_is_typed_but_not_with_a_slip()
    {
        using var check = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Løfte 38"), ("Follow", "yes")]);
        var before = await check.PageAsync();
        using var receipt = await site.SendAsync(before);
        var page = await receipt.PageAsync();
        var key = page.QuerySelector("#receipt-key")!.TextContent;
        Assert.That(before.DocumentElement.OuterHtml, Does.Not.Contain(key));
        Assert.That(
            page.QuerySelector("#mailbox-key-form [name=Key]")!.GetAttribute("value"), Is.Null.Or.Empty, "whoever confirms it types it");
        string[] ways =
        [
            key, key.ToLowerInvariant(), key.Replace("-", ""), key.Replace('-', ' '), $"  {key.Replace("-", " - ")}\t",
            string.Join(' ', key.ToCharArray()),
            key.Replace('-', '–'), key.Replace('0', 'O').Replace('1', 'l'), key.Replace('0', 'o').Replace('1', 'I'),
        ];
        foreach (var typed in ways)
        {
            using var door = await site.Web.PostAsync("/da/mailbox", ("Key", typed));
            Assert.That(door.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), typed);
        }

        using var again = await site.SendAsync(before);
        Assert.That(await again.Content.ReadAsStringAsync(), Does.Not.Contain(key), "the mailbox has been opened");

        var gate = site.Web.Services.GetRequiredService<KeyDerivationLimiter>();
        var derived = gate.Count;
        var slips = Enumerable.Range(0, key.Length).Where(at => key[at] != '-')
            .Select(at => key[..at] + (key[at] == '7' ? '8' : '7') + key[(at + 1)..])
            .Append(key[..^1]).Append(key + "7").Append(Swapped(key));
        foreach (var typed in slips)
        {
            using var door = await site.Web.PostAsync("/da/mailbox", ("Key", typed));
            Assert.That(door.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), typed);
            Assert.That((await door.PageAsync()).QuerySelector("#Key-error")!.TextContent, Does.Contain("tegn"));
        }

        Assert.That(gate.Count, Is.EqualTo(derived), "a slip costs nothing");
    }

    [Test, Promise(25)]
    public async Task The_note_is_a_plain_file_with_a_name_that_tells_nothing_and_nothing_is_stored()
    {
        using var check = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Seddel"), ("Follow", "yes")]);
        using var receipt = await site.SendAsync(await check.PageAsync());
        var form = (await receipt.PageAsync()).QuerySelector("#note-form")!;
        var fields = form.QuerySelectorAll("input").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")!)).ToArray();
        await using var db = site.Founded.Databases.AsOwner();
        var rows =
            (await db.Reports.CountAsync(), await db.Stagings.CountAsync(), await db.TicketUses.CountAsync(), await db.Drafts.CountAsync());
        var derived = site.Web.Services.GetRequiredService<KeyDerivationLimiter>().Count;

        using var note = await site.Web.PostAsync(form.GetAttribute("action")!, fields);
        var text = await note.Content.ReadAsStringAsync();
        Assert.Multiple(() =>
        {
            Assert.That(form.GetAttribute("action"), Is.EqualTo("/da/mailbox/note"), "no scheme's name in the list of downloads");
            Assert.That(note.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(note.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(note.Content.Headers.ContentDisposition!.ToString(), Is.EqualTo("attachment; filename=\"note.txt\""));
            Assert.That(note.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(note.Headers.Contains("Set-Cookie"), Is.False);
            Assert.That(
                text,
                Does.Contain(fields[0].Item2).And.Contain(WebHost.PublicOrigin + "/da/mailbox")
                    .And.Contain("11. marts 2026").And.Contain("10. marts 2026").And.Contain("10. juni 2026"));
            Assert.That(text, Does.Contain("\r\n").And.Not.Contain("whistleblower").IgnoreCase);
            Assert.That(text, Does.Not.Contain(site.Founded.Scheme.Title.Da).IgnoreCase.And.Not.Contain(site.Founded.Scheme.Name));
        });
        Assert.That(site.Web.Services.GetRequiredService<KeyDerivationLimiter>().Count, Is.EqualTo(derived));
        Assert.That(
            (await db.Reports.CountAsync(), await db.Stagings.CountAsync(), await db.TicketUses.CountAsync(), await db.Drafts.CountAsync()),
            Is.EqualTo(rows));
    }

    [TestCase("da"), TestCase("en"), Promise(25)]
    public async Task The_note_says_these_lines_and_ends_with_the_last_of_them(string language)
    {
        using var made = ReceiptKey.New();
        var key = made.ToPageText();
        using var note = await site.Web.PostAsync($"/{language}/mailbox/note", ("Key", key), ("Return", "2026-03-11"));
        var danish = language == "da";
        string[] lines =
        [
            (danish ? "Nøgle: " : "Key: ") + key, "",
            (danish ? "Nøglen skrives her: " : "Type the key here: ") + $"{WebHost.PublicOrigin}/{language}/mailbox", "",
            danish ? "Kig forbi den 11. marts 2026." : "Look in on 11 March 2026.", "",
            danish
                ? "Den, der har nøglen, kan læse alt bag den. Gem den, hvor kun du kommer."
                : "Whoever has the key can read all that is behind it. Keep it where only you can find it.",
            danish ? "Ingen kan finde nøglen igen, hvis den bliver væk." : "Nobody can find the key again if it is lost.",
            danish
                ? "Slet denne fil, når du har skrevet nøglen ned et andet sted. Tøm også papirkurven."
                : "Delete this file when you have written the key down elsewhere. Empty the bin too.",
            "",
        ];
        var bytes = await note.Content.ReadAsByteArrayAsync();
        Assert.That(System.Text.Encoding.UTF8.GetString(bytes), Is.EqualTo(string.Join("\r\n", lines)));
        Assert.That(note.Content.Headers.ContentLength, Is.EqualTo(bytes.Length).And.LessThan(1024));
    }

    [TestCase("7", "2026-03-11"), TestCase("", "2026-03-11"), TestCase(null, "11. marts"), TestCase(null, "99999-1-1")]
    [TestCase(null, "2026-02-30")]
    public async Task A_note_of_a_malformed_key_or_date_is_refused(string? key, string day)
    {
        using var made = ReceiptKey.New();
        using var note = await site.Web.PostAsync("/da/mailbox/note", ("Key", key ?? made.ToPageText()), ("Return", day));
        Assert.That(note.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        using var read = await site.Web.Client.GetAsync("/da/mailbox/note");
        Assert.That(read.Headers.Location!.OriginalString, Is.EqualTo("/da/mailbox"));
    }

    [TestCase("da"), TestCase("en"), Promise(28)]
    public async Task The_receipt_and_the_drafts_page_are_one_printed_page_each_with_key_and_address(string language)
    {
        await using var context = await Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Web.Address, site.Home(language) + "/report").ToString());
        await page.FillAsync("#Description", "Halvt");
        await page.ClickAsync("#report-form button[name=Save]");
        await OnePageAsync(page, $"receipt/{language}-draft");
        await page.ClickAsync("#edit-form button");
        await page.CheckAsync("#Follow");
        await page.ClickAsync("#report-form > .button-primary");
        await page.ClickAsync("#send-form button");
        Assert.That(await page.Locator("#known-key").CountAsync(), Is.EqualTo(1));
        await page.GotoAsync(new Uri(site.Web.Address, site.Home(language) + "/report").ToString());
        await page.FillAsync("#Description", "Helt");
        await page.CheckAsync("#Follow");
        await page.ClickAsync("#report-form > .button-primary");
        await page.ClickAsync("#send-form button");
        await OnePageAsync(page, $"receipt/{language}-receipt");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#note-form button"));
        Assert.That(download.SuggestedFilename, Is.EqualTo("note.txt"));
    }

    [Test, Promise(30)]
    public async Task
        Back_from_the_check_page_leads_to_the_form_which_tells_how_to_get_the_text_back_and_a_reloaded_receipt_sends_nothing_twice()
    {
        await using var context = await Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Web.Address, site.Home() + "/report").ToString());
        await page.FillAsync("#Description", "Frem og tilbage");
        await page.CheckAsync("#Follow");
        await page.ClickAsync("#report-form > .button-primary");
        await page.WaitForSelectorAsync("#send-form");
        await page.GoBackAsync();
        Assert.That(await page.Locator("#gone-back").CountAsync(), Is.EqualTo(1));
        if (await page.InputValueAsync("#Description") == "") await page.FillAsync("#Description", "Frem og tilbage");
        if (!await page.IsCheckedAsync("#Follow")) await page.CheckAsync("#Follow");
        await page.ClickAsync("#report-form > .button-primary");
        await page.WaitForSelectorAsync("#send-form");

        await using var db = site.Founded.Databases.AsOwner();
        var reports = await db.Reports.CountAsync();
        await page.ClickAsync("#send-form button");
        await page.WaitForSelectorAsync("#receipt-key");
        var key = await page.InnerTextAsync("#receipt-key");
        await page.ReloadAsync();
        Assert.That(await page.InnerTextAsync("#receipt-key"), Is.EqualTo(key), "within two minutes");
        site.Founded.Time.Advance(TimeSpan.FromMinutes(2));
        await page.ReloadAsync();
        Assert.That(await page.GetAttributeAsync("#not-received", "data-why"), Is.EqualTo("Already"));
        Assert.That(await page.Locator("#receipt-key").CountAsync(), Is.Zero);
        Assert.That(await page.Locator("#mailbox-key-form").CountAsync(), Is.EqualTo(1));
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(reports + 1));
    }

    private static async Task OnePageAsync(IPage page, string name)
    {
        var key = await page.InnerTextAsync("#receipt-key");
        await Browser.ScreenshotAsync(page, name);
        var path = Repository.PathOf(".local", "album", name + ".pdf");
        var pdf = await page.PdfAsync(new PagePdfOptions { Format = "A4", Path = path });
        Assert.That(PdfPage().Count(Encoding.Latin1.GetString(pdf)), Is.EqualTo(1), name);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.That(await page.IsVisibleAsync("#receipt-key") && await page.IsVisibleAsync(".address"));
        Assert.That(await page.IsVisibleAsync("#mailbox-key-form"), Is.False);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Null });
        Assert.That(key, Has.Length.EqualTo(29));
    }

    /// <summary>Swaps two different neighbouring characters of a group.</summary>
    private static string Swapped(string key)
    {
        var at = Enumerable.Range(0, 28).First(i => key[i] != key[i + 1] && key[i] != '-' && key[i + 1] != '-');
        return key[..at] + key[at + 1] + key[at] + key[(at + 2)..];
    }

    [GeneratedRegex(@"/Type\s*/Page[^s]")]
    private static partial Regex PdfPage();
}
