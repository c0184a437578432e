using System.Net;
using System.Text.RegularExpressions;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

[Parallelizable(ParallelScope.Self)]
public sealed partial class SubmissionTests
{
    private static readonly byte[] Photo = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(25), Promise(26), Promise(28)]
    public async Task A_report_goes_from_form_to_receipt_and_its_key_is_in_no_address_and_no_cookie()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(),
            [
                ("Description", "Han blev ved.\n\nHver vagt."), ("Follow", "yes"), ("Unit", "several"), ("Category", "sexual-harassment"),
                ("Place", "Afsnit 4"), ("Knowledge", "saw"),
            ],
            ("besked.jpg", Photo));
        var page = await check.PageAsync();
        Assert.That(check.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            page.QuerySelector(".answers")!.TextContent,
            Does.Contain("Han blev ved.\n\nHver vagt.").And.Contain("Flere steder")
                .And.Contain("Uønsket seksuel opmærksomhed").And.Contain("Jeg så eller hørte det ske").And.Contain("Afsnit 4"));
        Assert.That(page.QuerySelector("#staged-files")!.TextContent, Does.Contain("besked.jpg").And.Contain("300 kB"));

        using var receipt = await site.SendAsync(page);
        var shown = await receipt.PageAsync();
        var key = shown.QuerySelector("#receipt-key")!.TextContent;
        Assert.Multiple(() =>
        {
            Assert.That(receipt.StatusCode, Is.EqualTo(HttpStatusCode.OK), "the key is in the answer itself");
            Assert.That(key, Does.Match(KeyShape()));
            Assert.That(shown.QuerySelector("#receipt-dates")!.TextContent, Does.Contain("10. marts 2026").And.Contain("10. juni 2026"));
            Assert.That(
                shown.All.SelectMany(element => element.Attributes)
                    .Where(attribute => attribute.Value.Contains(key)).Select(attribute => attribute.OwnerElement),
                Is.EqualTo(new[] { shown.QuerySelector("#note-form[method=post] input[type=hidden][name=Key]") }),
                "and goes back in the body of a post alone");
            Assert.That(shown.Title, Does.Not.Contain(key));
            Assert.That(check.Headers.Contains("Set-Cookie") || receipt.Headers.Contains("Set-Cookie"), Is.False);
            Assert.That(receipt.Headers.CacheControl!.NoStore, Is.True);
        });
        Assert.That(
            await Sending.DescriptionAsync(site.Founded, await site.ReportOfAsync(key), "administrator 2"),
            Is.EqualTo("Han blev ved.\n\nHver vagt."));
    }

    [Test]
    public async Task Nothing_is_a_report_before_it_is_sent()
    {
        await using var db = site.Founded.Databases.AsOwner();
        var before = await db.Reports.CountAsync();
        using var check = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Måske."), ("Follow", "no")]);
        Assert.That(check.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Whoever_is_ticked_or_named_is_told_on_the_check_page_and_cannot_open_the_report()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Det var Karen Bjerre, der grinede."), ("Follow", "no"), ("Named", "jens-krogh")]);
        var page = await check.PageAsync();
        Assert.That(page.QuerySelectorAll("#shut-out li").Select(item => item.TextContent),
            Is.EqualTo(new[] { "Jens Krogh, advokat hos administrator", "Karen Bjerre" }));
        using var receipt = await site.SendAsync(page);
        var report = await site.ReportOfAsync((await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent);
        Assert.That(await Sending.DescriptionAsync(site.Founded, report, "administrator 1"), Is.Not.Null);
        Assert.That(await Sending.DescriptionAsync(site.Founded, report, "administrator 2"), Is.Null);
    }

    [Test]
    public async Task A_tick_that_fits_no_account_yet_and_one_of_a_role_are_not_promised_and_said_to_be_seen()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Kryds"), ("Follow", "no"), ("Named", "mette-lind"),
            ("Named", "local-handlers")]);
        var page = await check.PageAsync();
        Assert.That(page.QuerySelector("#shut-out"), Is.Null, "nobody is sure to be kept out");
        Assert.That(page.QuerySelector("#ticked-offices")!.TextContent, Does.Contain("Mette Lind").And.Contain("hvor det er sket"));
    }

    [Test]
    public async Task A_tick_keeps_its_person_out_also_when_the_address_of_the_account_was_changed()
    {
        var person = site.Founded["administrator 2"].Id;
        await using var db = site.Founded.Databases.AsOwner();
        var address = await db.Staff.Where(p => p.Id == person).Select(p => p.Email).SingleAsync();
        await db.Staff.Where(p => p.Id == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.Email, "another@advokat.example"));
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Kryds"), ("Follow", "no"), ("Named", "jens-krogh")]);
        using var receipt = await site.SendAsync(await check.PageAsync());
        await db.Staff.Where(p => p.Id == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.Email, address));
        var report = await site.ReportOfAsync((await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent);
        Assert.That(await Sending.DescriptionAsync(site.Founded, report, "administrator 1"), Is.Not.Null);
        Assert.That(await Sending.DescriptionAsync(site.Founded, report, "administrator 2"), Is.Null);
    }

    [Test]
    public async Task Whoever_names_everyone_who_could_read_is_told_on_the_check_page_and_can_change_it()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Både Anne Holm, Jens Krogh og Vibeke Storm så på."), ("Follow", "no")]);
        var page = await check.PageAsync();
        Assert.That(page.QuerySelector("#nobody-left"), Is.Not.Null);
        Assert.That(page.QuerySelector("#send-form"), Is.Null);
        Assert.That(page.QuerySelectorAll(".help-list li"), Is.Not.Empty);
        using var sent = await site.SendAsync(page);
        var refused = await sent.PageAsync();
        Assert.That(refused.QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("NotOpen"));
        using var edit = await site.Web.PostAsync(site.Home() + "/report/edit", ("Ticket", ReporterSite.Ticket(refused)));
        Assert.That((await edit.PageAsync()).QuerySelector("#Description")!.TextContent, Does.StartWith("Både Anne Holm"));
    }

    [Test]
    public async Task Change_brings_the_form_back_with_every_answer_and_file_and_a_file_can_be_taken_away()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(),
            [
                ("Description", "Første udgave"), ("Follow", "no"), ("OwnStatus", "student"), ("Named", "anne-holm"),
                ("Involved", "En overlæge"),
            ],
            ("a.txt", [1, 2, 3]), ("b.txt", [4]));
        using var edit = await site.Web.PostAsync(site.Home() + "/report/edit", ("Ticket", ReporterSite.Ticket(await check.PageAsync())));
        var form = await edit.PageAsync();
        Assert.Multiple(() =>
        {
            Assert.That(form.QuerySelector("#Description")!.TextContent, Is.EqualTo("Første udgave"));
            Assert.That(form.QuerySelector("input[name=Follow][checked]")!.GetAttribute("value"), Is.EqualTo("no"));
            Assert.That(form.QuerySelector("#OwnStatus option[selected]")!.GetAttribute("value"), Is.EqualTo("student"));
            Assert.That(form.QuerySelector("input[name=Named][checked]")!.GetAttribute("value"), Is.EqualTo("anne-holm"));
            Assert.That(form.QuerySelectorAll("#staged-files li"), Has.Length.EqualTo(2));
        });

        var first = form.QuerySelector("button[name=Remove]")!.GetAttribute("value")!;
        using var removed = await site.PostFormAsync(
            ReporterSite.Ticket(form), [("Remove", first), ("Description", "Anden udgave"), ("Follow", "")]);
        var again = await removed.PageAsync();
        Assert.That(again.QuerySelectorAll("#staged-files .file-name").Select(name => name.TextContent), Is.EqualTo(new[] { "b.txt" }));
        Assert.That(again.QuerySelector("#Description")!.TextContent, Is.EqualTo("Anden udgave"));
        Assert.That(again.QuerySelector("#error-summary"), Is.Null);

        using var second = await site.PostFormAsync(
            ReporterSite.Ticket(again), [("Description", "Anden udgave"), ("Follow", "yes")], ("c.txt", [5]));
        var names = (await second.PageAsync()).QuerySelectorAll("#staged-files .file-name").Select(name => name.TextContent);
        Assert.That(names, Is.EqualTo(new[] { "b.txt", "c.txt" }));
    }

    [Test]
    public async Task The_check_page_notices_gently_what_may_tell_who_wrote()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(),
            [("Description", "Jeg hedder Maja, 010190-1234, ring 20 30 40 50 eller maja@eksempel.dk"), ("Follow", "no")]);
        var page = await check.PageAsync();
        Assert.That(page.QuerySelectorAll("#telling li"), Has.Length.EqualTo(4));
        Assert.That(page.QuerySelector("#send-form"), Is.Not.Null, "it is a word, not a refusal");
    }

    [Test]
    public async Task Sending_twice_gives_one_report_and_the_same_receipt_until_the_mailbox_was_opened_and_then_says_so()
    {
        await using var db = site.Founded.Databases.AsOwner();
        using var check = await site.PostFormAsync(await site.TicketAsync(), [("Description", "En gang."), ("Follow", "no")]);
        var page = await check.PageAsync();
        using var first = await site.SendAsync(page);
        var reports = await db.Reports.CountAsync();
        using var second = await site.SendAsync(page);
        var key = (await first.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
        Assert.That((await second.PageAsync()).QuerySelector("#receipt-key")?.TextContent, Is.EqualTo(key));
        await site.OpenMailboxAsync(key);
        using var third = await site.SendAsync(page);
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await third.PageAsync()).QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Already"));
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(reports));
    }

    [TestCase("da", "Vi har modtaget det"), TestCase("en", "We have received it")]
    public async Task Both_languages_reach_the_receipt(string language, string title)
    {
        using var check = await site.Web.PostAsync(
            site.Home(language) + "/report",
            ReporterSite.Form(await site.TicketAsync(language), [("Description", "Tekst"), ("Follow", "no")]));
        using var receipt = await site.SendAsync(await check.PageAsync(), language);
        Assert.That((await receipt.PageAsync()).QuerySelector("h1")!.TextContent, Is.EqualTo(title));
    }

    [GeneratedRegex("^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$")]
    private static partial Regex KeyShape();
}
