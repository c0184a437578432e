using System.Net;
using AngleSharp.Dom;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>The reporter's decisions about files that can't be cleaned and about originals, in the report and in the mailbox.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ReportersChoiceTests
{
    private static readonly byte[] Unknown = [1, 2, 3];
    private static readonly byte[] Plain = "Hej\n"u8.ToArray();

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(36)]
    public async Task Nothing_is_sent_before_each_file_that_can_not_be_cleaned_is_decided_about()
    {
        var page = await CheckAsync(("ukendt.bin", Unknown), ("andet.bin", Unknown), ("note.txt", Plain));
        Assert.That(page.QuerySelector("#undecided"), Is.Not.Null);
        Assert.That(page.QuerySelector("#send-form"), Is.Null);
        using var early = await site.Web.PostAsync(site.Home() + "/report/send", ("Ticket", ReporterSite.Ticket(page)));
        Assert.That(early.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await early.PageAsync()).QuerySelector("#undecided"), Is.Not.Null);

        using var removed = await site.DecideAsync(page, "Remove", Files(page, "no")[1]);
        using var decided = await site.DecideAsync(await removed.PageAsync(), "AsItIs", Files(page, "no")[0]);
        var after = await decided.PageAsync();
        Assert.That(after.QuerySelectorAll("#staged-files .file-name").Select(name => name.TextContent),
            Is.EqualTo(new[] { "ukendt.bin", "note.txt" }));
        Assert.That(after.QuerySelector("#staged-files .file-told")!.TextContent, Does.Contain("Du har valgt"));
        using var receipt = await site.SendAsync(after);
        Assert.That((await receipt.PageAsync()).QuerySelector("#receipt-key"), Is.Not.Null);
    }

    [TestCase(false, 1), TestCase(true, 2), Promise(36)]
    public async Task The_original_is_kept_only_when_asked_for(bool asked, int kept)
    {
        (string, string)[] fields = [("Description", "Med billede"), ("Follow", "yes"),
            .. asked ? [("KeepOriginals", "yes")] : Array.Empty<(string, string)>()];
        using var answer = await site.PostFormAsync(await site.TicketAsync(), fields, ("note.txt", Plain));
        var page = await answer.PageAsync();
        Assert.That(Files(page, "original"), Has.Count.EqualTo(kept - 1));
        using var receipt = await site.SendAsync(page);
        var report = await site.ReportOfAsync((await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent);
        await using var db = site.Founded.Databases.AsOwner();
        Assert.That(await db.Attachments.CountAsync(a => a.ReportId == report), Is.EqualTo(kept));
        Assert.That(await db.Attachments.CountAsync(a => a.StagingId != null && !db.Stagings.Any(s => s.Id == a.StagingId)), Is.Zero);
    }

    [Test, Promise(36)]
    public async Task A_handler_asks_for_an_original_on_a_page_of_its_own_and_the_audit_tells_of_it()
    {
        byte[] original = [.. "Hej\n"u8, .. "igen"u8];
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Med original"), ("Follow", "yes"), ("KeepOriginals", "yes")],
            ("note.txt", original));
        using var receipt = await site.SendAsync(await check.PageAsync());
        var report = await site.ReportOfAsync((await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent);
        var office = await OfficeHost.StartAsync(site.Founded);
        await using var web = office.Web; // The site disposes the scheme.
        var cookie = await office.CookieOfAsync(site.Founded["administrator 1"]);
        using var passed = await office.PostAsync($"/da/office/case/{report}/gate", cookie, ("Conflict", "none"));
        using var file = await office.GetAsync($"/da/office/case/{report}/files", cookie);
        var link = (await file.PageAsync()).QuerySelector("#originals a")!.GetAttribute("href")!;
        using var direct = await office.GetAsync(link.Replace("/original/", "/file/", StringComparison.Ordinal), cookie);
        Assert.That(direct.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var asked = await office.GetAsync(link, cookie);
        Assert.That((await asked.PageAsync()).QuerySelector("#original-form")!.GetAttribute("action"), Is.EqualTo(link));
        Assert.That(await OpenedAsync(), Is.Zero, "asking opens nothing");
        using var sent = await office.PostAsync(link, cookie);
        Assert.That(await sent.Content.ReadAsByteArrayAsync(), Is.EqualTo(original));
        Assert.That(sent.Content.Headers.ContentDisposition!.ToString(), Is.EqualTo("attachment; filename=\"fil.txt\""));
        Assert.That(await OpenedAsync(), Is.EqualTo(1));
        using var stranger = await office.GetAsync(link, await office.CookieOfAsync(site.Founded["handler 1"]));
        Assert.That(stranger.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        async Task<int> OpenedAsync()
        {
            await using var db = site.Founded.Databases.AsOwner();
            return await db.Audit.CountAsync(row => row.Action == AuditAction.OriginalOpened);
        }
    }

    [Test]
    public async Task An_original_can_be_taken_away_again_and_goes_with_its_copy()
    {
        using var answer = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Med to"), ("Follow", "yes"), ("KeepOriginals", "yes")], ("a.txt", Plain),
            ("b.txt", Plain));
        var page = await answer.PageAsync();
        using var first = await site.DecideAsync(page, "Remove", Files(page, "original")[0]);
        Assert.That((Files(await first.PageAsync(), "yes").Count, Files(await first.PageAsync(), "original").Count), Is.EqualTo((2, 1)));
        using var second = await site.DecideAsync(page, "Remove", Files(page, "yes")[1]);
        Assert.That((Files(await second.PageAsync(), "yes").Count, Files(await second.PageAsync(), "original").Count), Is.EqualTo((1, 0)));
    }

    [Test, Promise(36)]
    public async Task Where_the_tool_is_missing_the_page_says_so_and_the_reporter_decides()
    {
        await using var web = await WebHost.StartAsync(
            configure: builder => builder.Services.AddSingleton<TimeProvider>(new RealWaits(site.Founded.Time)),
            settings: new Dictionary<string, string?>
            {
                ["ConnectionStrings:Intake"] = site.Founded.Databases.Server.WebConnectionString(site.Founded.Databases.Name),
                ["ConnectionStrings:Vault"] = site.Founded.Databases.Server.WebConnectionString(site.Founded.Databases.VaultName),
                ["Intake:FileSecret"] = site.Founded.FileSecretPath,
                ["Intake:SchemeRoot"] = site.Founded.SchemeRootPath,
                ["Intake:TicketMinimumAge"] = "0",
                ["Intake:Cleaner:Bubblewrap"] = "/nowhere",
            });
        Assert.That(web.Log, Does.Contain("Not installed"));
        using var answer = await web.PostAsync(site.Home() + "/report",
            ReporterSite.Form(await site.TicketAsync(), [("Description", "Uden værktøj"), ("Follow", "no")], ("a.txt", Plain)));
        var page = await answer.PageAsync();
        Assert.That(page.QuerySelector("#staged-files .file-told")!.TextContent,
            Does.Contain("Værktøjet til at rense filer er ikke til stede"));
        Assert.That(page.QuerySelector("#send-form"), Is.Null);
        Assert.That(page.QuerySelectorAll("[name=AsItIs], [name=Remove]"), Has.Length.EqualTo(2));
    }

    [Test, Promise(36)]
    public async Task In_the_mailbox_files_are_cleaned_kept_and_decided_about_too_and_the_text_stays()
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Først"));
        using var answer = await site.PostAsync("/da/mailbox/reply", cookie,
            ReporterSite.Form(null, [("Text", "Mit svar")], ("note.txt", Plain), ("ukendt.bin", Unknown), ("andet.bin", Unknown)));
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((page.QuerySelector("#Text")!.TextContent, Files(page, "yes").Count, Files(page, "no").Count),
            Is.EqualTo(("Mit svar", 1, 2)));

        var removed = await AgainAsync(cookie, page, ("Remove", Files(page, "no")[1]));
        Assert.That(removed.QuerySelector("#Text")!.TextContent, Is.EqualTo("Mit svar"));
        var decided = await AgainAsync(cookie, removed, ("AsItIs", Files(page, "no")[0]));
        Assert.That(decided.QuerySelector("#undecided"), Is.Null);
        using var sent = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, Kept(decided), ("mere.txt", Plain)));
        using var open = await site.GetAsync(sent.Headers.Location!.OriginalString, cookie);
        Assert.That((await open.PageAsync()).QuerySelectorAll("#thread article[data-kind=Attachment]"), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Another_mailboxs_files_can_not_be_sent_along()
    {
        var mine = await site.OpenMailboxAsync(await site.ReportAsync("Min"));
        var other = await site.OpenMailboxAsync(await site.ReportAsync("Anden"));
        using var kept = await site.PostAsync(
            "/da/mailbox/reply", other, ReporterSite.Form(null, [("Text", "Andens")], ("ukendt.bin", Unknown)));
        using var tried = await site.PostAsync("/da/mailbox/reply", mine, ReporterSite.Form(null, Kept(await kept.PageAsync())));
        Assert.That(tried.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await tried.PageAsync()).QuerySelector("#error-summary")!.TextContent, Does.Contain("ikke længere gemt"));
    }

    private async Task<IDocument> CheckAsync(params (string Name, byte[] Content)[] files)
    {
        using var answer = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Med filer"), ("Follow", "yes")], files);
        return await answer.PageAsync();
    }

    private async Task<IDocument> AgainAsync(string cookie, IDocument page, (string, string) button)
    {
        using var answer = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, Kept(page).Append(button)));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.PageAsync();
    }

    private static IEnumerable<(string, string)> Kept(IDocument page) =>
        [("Upload", page.QuerySelector("input[name=Upload]")!.GetAttribute("value")!), ("Text", page.QuerySelector("#Text")!.TextContent)];

    private static List<string> Files(IDocument page, string cleaned) =>
        [.. page.QuerySelectorAll($"#staged-files li[data-cleaned={cleaned}] button[name=Remove]")
            .Select(button => button.GetAttribute("value")!)];
}
