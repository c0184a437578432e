using System.Net;
using System.Text;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>A mail is sent as its text; the reporter strikes names out of it, and a file that found no place is tried again.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StruckNamesTests
{
    private const string Struck = "▇▇▇";

    private static readonly byte[] Mail = Encoding.UTF8.GetBytes(
        """
        Received: from pc-4711.firma.example ([192.0.2.77]) by mx.firma.example
        From: Anne Holm <anne.holm@firma.example>
        To: Bo Vik <bo.vik@firma.example>
        Date: Tue, 3 Mar 2026 10:15:00 +0100
        Subject: Bilag til bestyrelsen
        Message-ID: <hemmeligt@firma.example>
        Content-Type: text/plain; charset=utf-8

        Hej Bo
        Bilaget er ændret. Holm, Anne bad om det, og svaret gik til bo.vik@firma.example.

        """.ReplaceLineEndings("\r\n"));

    private ReporterSite site = null!;
    private OfficeHost office = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        site = await ReporterSite.StartAsync();
        office = await OfficeHost.StartAsync(site.Founded);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await office.Web.DisposeAsync(); // The site disposes the scheme.
        await site.DisposeAsync();
    }

    [Test, Promise(36)]
    public async Task A_mail_is_sent_as_its_text_without_its_way_and_without_the_names_that_are_struck_out()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Med brev"), ("Follow", "yes")], ("brev.eml", Mail));
        var page = await check.PageAsync();
        Assert.That(Shown(page), Is.EqualTo(new[] { "brev.txt" }));
        Assert.That(page.QuerySelector("#staged-files .file-told")!.TextContent, Does.Contain("brevets vej"));
        Assert.That(Names(page), Has.Count.EqualTo(2).And.Some.Contain("Anne Holm").And.Some.Contain("Bo Vik"));

        using var decided = await StrikeAsync(page, "Anne Holm");
        var after = await decided.PageAsync();
        Assert.That(after.QuerySelector("#send-form"), Is.Null, "nothing is sent before it is said that the other name may stay");
        Assert.That(Names(after), Has.Count.EqualTo(1).And.All.Contain("Bo Vik"), "a name that is struck out is offered no more");
        Assert.That(
            after.QuerySelector("#staged-files .file-told")!.TextContent, Does.Contain("brevets vej"), "what was taken out stays told");
        Assert.That(after.QuerySelector("button[name=KeepNames]")!.TextContent, Does.StartWith("Færdig – lad resten stå"));
        using var kept = await site.DecideAsync(after, "KeepNames", Button(after, "KeepNames"));
        var text = await SentTextAsync(await kept.PageAsync());
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("Bilag til bestyrelsen").And.Contain("Bilaget er ændret.").And.Contain("Hej Bo")
                .And.Contain("bo.vik@firma.example").And.Contain(Struck).And.Contain("2026"));
            Assert.That(text, Does.Not.Contain("Anne").IgnoreCase.And.Not.Contain("Holm").IgnoreCase);
            Assert.That(text, Does.Not.Contain("192.0.2.77").And.Not.Contain("hemmeligt").And.Not.Contain("pc-4711"));
        });
    }

    [Test, Promise(36)]
    public async Task A_tick_beside_a_name_is_never_passed_over_and_originals_go_when_they_are_wanted_no_longer()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Med brev"), ("Follow", "yes"), ("KeepOriginals", "yes")], ("brev.eml", Mail));
        var page = await check.PageAsync();
        using var early = await site.Web.PostAsync(site.Home() + "/report/send", ("Ticket", ReporterSite.Ticket(page)));
        Assert.That(early.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await early.PageAsync()).QuerySelector("#undecided"), Is.Not.Null);

        using var again = await site.PostFormAsync(ReporterSite.Ticket(page), [("Description", "Med brev"), ("Follow", "yes")]);
        Assert.That(Shown(await again.PageAsync()), Is.EqualTo(new[] { "brev.txt" }), "the tick for originals was taken away");
        await using var db = site.Founded.Databases.AsOwner();
        Assert.That(await db.Attachments.CountAsync(a => a.StagingId != null && !db.Stagings.Any(s => s.Id == a.StagingId)), Is.Zero);
    }

    [Test]
    public async Task A_strike_without_a_name_and_one_of_a_file_that_is_not_there_change_nothing()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Med brev"), ("Follow", "yes")], ("brev.eml", Mail));
        var page = await check.PageAsync();
        using var none = await site.DecideAsync(page, "Strike", Button(page, "Strike"));
        Assert.That(Names(await none.PageAsync()), Has.Count.EqualTo(2));
        using var strange = await site.Web.PostAsync(site.Home() + "/report/files", ("Ticket", ReporterSite.Ticket(page)),
            ("Strike", Guid.NewGuid().ToString()), ("StruckName", $"{Guid.NewGuid()}:0"));
        Assert.That((strange.StatusCode, Names(await strange.PageAsync()).Count), Is.EqualTo((HttpStatusCode.OK, 2)));
    }

    [Test]
    public async Task Only_the_original_knows_a_struck_name_and_it_is_kept_when_asked_for_alone()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Med original"), ("Follow", "yes"), ("KeepOriginals", "yes")], ("brev.eml", Mail));
        using var decided = await StrikeAsync(await check.PageAsync(), "Anne Holm");
        var page = await decided.PageAsync();
        Assert.That(Shown(page), Is.EqualTo(new[] { "brev.txt", "brev.eml" }), "the original still stands beside the copy");
        using var removed = await site.DecideAsync(page, "Remove", Button(page, "Remove"));
        Assert.That((await removed.PageAsync()).QuerySelector("#staged-files li"), Is.Null, "and goes with it");
    }

    [Test]
    public async Task A_file_that_could_not_be_cleaned_just_now_is_tried_again()
    {
        await using var without = await ReporterSite.StartWebAsync(
            site.Founded, settings: new Dictionary<string, string?> { ["Intake:Cleaner:Bubblewrap"] = "/nowhere" });
        using var check = await without.PostAsync(site.Home() + "/report", ReporterSite.Form(
            await site.TicketAsync(), [("Description", "Uden plads"), ("Follow", "no")], ("brev.eml", Mail), ("ukendt.bin", [1, 2, 3])));
        var page = await check.PageAsync();
        Assert.That(page.QuerySelectorAll("button[name=Again]"), Has.Length.EqualTo(2));
        using var still = await without.PostAsync(
            site.Home() + "/report/files", ("Ticket", ReporterSite.Ticket(page)), ("Again", Button(page, "Again")));
        Assert.That((await still.PageAsync()).QuerySelectorAll("button[name=Again]"), Has.Length.EqualTo(2), "the tool is still missing");

        using var again = await site.DecideAsync(page, "Again", Button(page, "Again"));
        var after = await again.PageAsync();
        Assert.That(Shown(after), Is.EqualTo(new[] { "brev.txt", "ukendt.bin" }));
        Assert.That(Names(after), Has.Count.EqualTo(2));
        using var other = await site.DecideAsync(after, "Again", Button(after, "Again"));
        var unknown = await other.PageAsync();
        Assert.That(unknown.QuerySelectorAll("button[name=Again]"), Is.Empty, "of an unknown type nothing is to be hoped");
        Assert.That(unknown.QuerySelectorAll("button[name=AsItIs]"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task In_the_mailbox_names_are_struck_out_too_and_what_was_typed_stays()
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Først"));
        using var answer = await site.PostAsync("/da/mailbox/reply", cookie,
            ReporterSite.Form(null, [("Text", "Mit svar")], ("brev.eml", Mail)));
        var page = await answer.PageAsync();
        var (upload, file) = (page.QuerySelector("input[name=Upload]")!.GetAttribute("value")!, Button(page, "Strike"));
        using var struck = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(
            null, [("Upload", upload), ("Text", "Mit svar"), ("Strike", file), ("StruckName", Tick(page, "Anne Holm"))]));
        var after = await struck.PageAsync();
        Assert.That(struck.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((after.QuerySelector("#Text")!.TextContent, Names(after).Count), Is.EqualTo(("Mit svar", 1)));
    }

    private Task<HttpResponseMessage> StrikeAsync(IDocument page, string name) => site.Web.PostAsync(
        site.Home() + "/report/files", ("Ticket", ReporterSite.Ticket(page)), ("Strike", Button(page, "Strike")),
        ("StruckName", Tick(page, name)));

    private async Task<string> SentTextAsync(IDocument check)
    {
        using var receipt = await site.SendAsync(check);
        var report = await site.ReportOfAsync((await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent);
        var cookie = await office.CookieOfAsync(site.Founded["administrator 1"]);
        using var passed = await office.PostAsync($"/da/office/case/{report}/gate", cookie, ("Conflict", "none"));
        using var file = await office.GetAsync($"/da/office/case/{report}/files", cookie);
        using var sent = await office.GetAsync((await file.PageAsync()).QuerySelector("#files a")!.GetAttribute("href")!, cookie);
        return await sent.Content.ReadAsStringAsync();
    }

    private static string Button(IDocument page, string name) => page.QuerySelector($"button[name={name}]")!.GetAttribute("value")!;

    private static string Tick(IDocument page, string name) => page.QuerySelectorAll("input[name=StruckName]")
        .Single(box => box.NextElementSibling!.TextContent.Contains(name, StringComparison.Ordinal)).GetAttribute("value")!;

    private static List<string> Names(IDocument page) =>
        [.. page.QuerySelectorAll("input[name=StruckName]").Select(box => box.NextElementSibling!.TextContent)];

    private static List<string> Shown(IDocument page) =>
        [.. page.QuerySelectorAll("#staged-files .file-name").Select(name => name.TextContent)];
}
