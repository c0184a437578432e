using System.Net;
using System.Text;
using Intake.Core.Cases;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Reports;

/// <summary>
/// How many entries a request opens, counted in this fixture's own web program: each entry of the compartments that a page
/// shows or a form needs is opened exactly once.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OneReadingTests
{
    private const CompartmentKind Card = CompartmentKind.GateCard;
    private const CompartmentKind Talk = CompartmentKind.Dialogue;
    private const CompartmentKind Work = CompartmentKind.WorkFile;
    private const CompartmentKind Statement = CompartmentKind.StatementFile;

    private ReporterSite site = null!;
    private CaseRoom room = null!;
    private Sent sent = null!;
    private string referral = "";
    private string workFile = "";
    private OpeningCount count = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        site = await ReporterSite.StartAsync();
        count = site.Web.Services.GetRequiredService<OpeningCount>();
        room = new CaseRoom(OfficeHost.Over(site.Founded, site.Web));
        using var check = await site.PostFormAsync(await site.TicketAsync(),
            [("Description", CaseRoom.Story), ("Follow", "yes"), ("KeepOriginals", "yes")], ("note.txt", [.. "Hej\n"u8]));
        var before = count.Staged;
        using var receipt = await site.SendAsync(await check.PageAsync());
        Assert.That(count.Staged - before, Is.EqualTo(1), "sending opens what is staged");
        var text = (await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
        Assert.That(ReceiptKey.TryParse(Encoding.UTF8.GetBytes(text), out var key, out _));
        sent = new Sent(await site.ReportOfAsync(text), key!);

        await room.PassAsync(sent, "administrator 1");
        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "inside"), ("Category", site.Founded.Scheme.Categories[0].Name));
        referral = await room.WithStatementAsync(sent);
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        await room.DoneAsync("handler 1", referral + "/note", ("Text", "Talt med lederen."));
        var added = await new CaseScene(site.Founded)
            .AddFileAsync(sent, "handler 1", "referat.txt", [1, 2, 3], Guid.Parse(referral.Split('/')[^1]));
        Assert.That(added.Answer, Is.EqualTo(CaseResult.Done));
        workFile = (await room.PageAsync("handler 1", referral)).QuerySelector("#work-file a")!.GetAttribute("href")!;
    }

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [TestCase("", Talk, Work, Statement)]
    [TestCase("conversation", Talk, Work, Statement)]
    [TestCase("history", Talk, Work, Statement)]
    [TestCase("print", Talk, Work, Statement)]
    [TestCase("talk", Talk, Work, Statement)]
    [TestCase("referral", Talk, Work, Statement)]
    [TestCase("referral/statement", Talk, Statement)]
    [TestCase("referral/statement/write", Talk, Work, Statement)]
    [TestCase("referral/assess", Talk, Work, Statement)]
    [TestCase("referral/plan", Talk, Work, Statement)]
    [TestCase("referral/act", Talk, Work, Statement)]
    [TestCase("referral/hand-over", Talk, Work)]
    [TestCase("recuse", Card)]
    public async Task A_handler_s_page_of_a_case_opens_each_entry_once(string page, params CompartmentKind[] kinds) =>
        await OpensAsync("handler 1", page, kinds);

    [TestCase("", Talk, Statement)]
    [TestCase("statements", Talk, Statement)]
    [TestCase("print", Talk, Statement)]
    [TestCase("screening", Talk, Statement)]
    [TestCase("refer", Talk, Statement)]
    [TestCase("refer?unit=", Talk, Statement)]
    [TestCase("refer/marked?unit=", Talk, Statement)]
    [TestCase("close", Talk, Statement)]
    [TestCase("export", Talk, Statement)]
    public async Task An_administrator_s_page_of_a_case_opens_each_entry_once(string page, params CompartmentKind[] kinds) =>
        await OpensAsync("administrator 1", page.EndsWith('=') ? page + room.Hospital : page, kinds);

    [Test]
    public async Task A_download_from_a_case_opens_each_entry_once()
    {
        var page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "files"));
        var original = page.QuerySelector("#originals a")!.GetAttribute("href")!;
        var clean = page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!)
            .First(link => link.Contains("/file/", StringComparison.Ordinal));
        var (dialogue, both) = (await EntriesAsync(Talk), await EntriesAsync(Talk, Work));
        Assert.That(await CountAsync("a file of the case", () => room.GetAsync("handler 1", clean)), Is.EqualTo(dialogue));
        Assert.That(await CountAsync("a file of the unit's", () => room.GetAsync("handler 1", workFile)), Is.EqualTo(both));
        Assert.That(await CountAsync("an original is asked for", () => room.GetAsync("handler 1", original)), Is.EqualTo(dialogue));
        Assert.That(await CountAsync("an original", () => room.PostAsync("handler 1", original)), Is.EqualTo(dialogue));
        foreach (var format in new[] { "json", "csv" })
        {
            Assert.That(await CountAsync($"an export as {format}",
                () => room.PostAsync("administrator 1", CaseRoom.Case(sent, "export"), ("Format", format))),
                Is.EqualTo(await EntriesAsync(Talk, Statement)));
        }
    }

    [Test]
    public async Task A_form_of_a_case_opens_each_entry_once_also_when_it_comes_back()
    {
        var shown = await EntriesAsync(Talk, Work, Statement);
        Assert.That(await CountAsync("a question refused",
            () => room.PostAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", ""))), Is.EqualTo(shown));
        Assert.That(await CountAsync("a step refused", () => room.PostAsync("handler 1", referral + "/step", ("Step", "None"))),
            Is.EqualTo(shown));
        var compared = await EntriesAsync(Talk, Work);
        Assert.That(await CountAsync("feedback to check",
            () => room.PostAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi ser på det."))), Is.EqualTo(compared));
        Assert.That(await CountAsync("feedback", () => room.PostAsync(
            "handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi ser på det."), ("Step", "send"))), Is.EqualTo(compared));
    }

    [Test]
    public async Task A_mailbox_opens_each_entry_once_for_its_page_a_file_and_a_form()
    {
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        var file = page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!)
            .First(link => link.Contains("/mailbox/file/", StringComparison.Ordinal)).Split("/mailbox/")[1];
        var dialogue = await EntriesAsync(Talk);
        // The page also names those whom the gate card names: they get no key.
        var whole = dialogue + await EntriesAsync([CompartmentKind.GateCard]);
        Assert.That(await CountAsync("the mailbox", () => mailbox.GetAsync()), Is.EqualTo(whole));
        Assert.That(await CountAsync("a file of the mailbox", () => mailbox.GetAsync(file)), Is.EqualTo(dialogue));
        Assert.That(await CountAsync("withdrawing is asked for", () => mailbox.GetAsync("withdraw")), Is.EqualTo(whole));
        Assert.That(await CountAsync("a wish to talk refused", () => mailbox.PostAsync("talk", ("Way", ""))), Is.EqualTo(whole));
        Assert.That(await CountAsync("a wish to talk", () => mailbox.PostAsync("talk", ("Way", "phone"))), Is.EqualTo(dialogue));
        Assert.That(await CountAsync("a reply",
            () => site.PostAsync("/da/mailbox/reply", mailbox.Cookie, ReporterSite.Form(null, [("Text", "Ja.")]))),
            Is.EqualTo(dialogue + 1));
        Assert.That(await CountAsync("a reply with two files", () => site.PostAsync(
            "/da/mailbox/reply", mailbox.Cookie, ReporterSite.Form(null, [("Text", "To filer.")], ("a.txt", [1, 2]), ("b.txt", [3, 4])))),
            Is.EqualTo(whole + 2), "the page asks what to do with them");
    }

    private async Task OpensAsync(string who, string page, CompartmentKind[] kinds)
    {
        var path = page.StartsWith("referral", StringComparison.Ordinal) ? referral + page["referral".Length..] : CaseRoom.Case(sent, page);
        var expected = await EntriesAsync(kinds);
        Assert.That(await CountAsync($"{who}: {page}", () => room.GetAsync(who, path)), Is.EqualTo(expected));
    }

    /// <summary>How many entries the request opened.</summary>
    private async Task<long> CountAsync(string what, Func<Task<HttpResponseMessage>> ask)
    {
        var before = count.Entries;
        using var answer = await ask();
        await answer.Content.ReadAsByteArrayAsync();
        Assert.That(answer.StatusCode, Is.LessThan(HttpStatusCode.BadRequest).Or.EqualTo(HttpStatusCode.UnprocessableEntity), what);
        var opened = count.Entries - before;
        await TestContext.Out.WriteLineAsync($"{what}: {opened} entries opened");
        return opened;
    }

    /// <summary>How many entries these compartments of the report hold.</summary>
    private async Task<int> EntriesAsync(params CompartmentKind[] kinds)
    {
        await using var db = site.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync(entry =>
            db.Compartments.Any(one => one.Id == entry.CompartmentId && one.ReportId == sent.ReportId && kinds.Contains(one.Kind)));
    }
}
