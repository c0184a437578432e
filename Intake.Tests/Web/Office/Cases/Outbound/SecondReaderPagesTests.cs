using System.Net;
using AngleSharp.Dom;
using Intake.Core.Cases.Inbox;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Outbound;

/// <summary>A message to the reporter that a colleague reads before it goes, on the pages.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SecondReaderPagesTests
{
    private const string Named = "Mikkel Østergaard har fået en advarsel.";
    private const string Reason = "Indberetteren har selv nævnt ham.";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        await room.Office.Founded.WantSecondReaderAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [TestCase("question", EntryKind.Question, "handler 1", "handler 2")]
    [TestCase("feedback", EntryKind.Feedback, "handler 1", "handler 2")]
    [TestCase("question", EntryKind.Question, "administrator 1", "administrator 2")]
    [TestCase("feedback", EntryKind.Feedback, "administrator 1", "administrator 2")]
    public async Task A_colleague_reads_it_with_what_the_check_finds_and_the_mailbox_gets_it_from_them(
        string form, EntryKind kind, string writer, string reader)
    {
        var sent = await CaseAsync();
        var check = await CheckAsync(writer, CaseRoom.Case(sent, form), ("Text", Named));
        Assert.That(check.QuerySelector("#consequences")!.TextContent,
            Does.Contain(room.Office.Founded[reader].Certificate.FullName).And.Not.Contain("trækkes tilbage"));
        Assert.That(check.QuerySelector("h1")!.TextContent, Does.Contain("før en kollega læser"));
        Assert.That(check.QuerySelector("[name=Alone]"), Is.Null);
        await room.RefusedAsync(writer, CaseRoom.Case(sent, form), check.Fill($"#{form}-form", ("Step", "send"), ("Reason", "")));
        var waiting = await room.DoneAsync(writer, CaseRoom.Case(sent, form), ("Text", Named), ("Reason", Reason));
        Assert.That(waiting.QuerySelector("#notice")!.TextContent, Does.Contain("ikke sendt endnu"));
        Assert.That(waiting.QuerySelector($"#{form}-form"), Is.Null, "one at a time");
        Assert.That(waiting.QuerySelector($"#{form}-waits"), Is.Not.Null);
        Assert.That(await SentAsync(sent, kind), Is.Zero);
        Assert.That(await MailboxAsync(sent), Does.Not.Contain("advarsel"));

        var overview = await room.PageAsync(reader, CaseRoom.Case(sent));
        var address = overview.QuerySelector("#proposals a[data-proposal]")!.GetAttribute("href")!;
        var page = await room.PageAsync(reader, address);
        Assert.That(page.QuerySelector("#proposed-text .typed")!.TextContent, Is.EqualTo(Named));
        Assert.That(page.QuerySelector("#findings")!.TextContent, Does.Contain("Mikkel Østergaard"));
        Assert.That(page.QuerySelector("#proposed-reason")!.TextContent, Is.EqualTo(Reason));
        Assert.That(page.QuerySelector("#Reason")!.TextContent.Trim(), Is.EqualTo(Reason));
        var refused = await room.RefusedAsync(reader, address, page.Fill("#proposed-form", ("Step", "send"), ("Reason", " ")));
        Assert.That(refused.QuerySelector("#Reason-error"), Is.Not.Null);
        var done = await AnswerAsync(reader, address, ("Step", "send"), ("Reason", Reason));
        Assert.That(done.QuerySelector($"#thread article[data-kind={kind}] .proposed-by")!.TextContent,
            Does.Contain(room.Office.Founded[writer].Certificate.FullName));
        Assert.That(await SentAsync(sent, kind), Is.EqualTo(1));
        var mailbox = await MailboxAsync(sent);
        Assert.That(mailbox, Does.Contain("advarsel").And.Not.Contain("selv nævnt"));
        Assert.That((await room.PageAsync(writer, address)).QuerySelector("#proposed-form"), Is.Null);
    }

    [Test]
    public async Task What_is_returned_stands_in_its_writers_form_again_with_the_reason_beside_it()
    {
        var sent = await CaseAsync();
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", "Hvor?"), ("More", "Hvornår?"));
        var address = await AddressAsync(sent, "handler 2");
        var refused = await room.RefusedAsync(
            "handler 2", address, await FieldsAsync("handler 2", address, ("Step", "return"), ("Text", "")));
        Assert.That(refused.QuerySelector("#Text-error"), Is.Not.Null);
        await room.RefusedAsync("handler 2", address, await FieldsAsync("handler 2", address));
        await AnswerAsync("handler 2", address, ("Step", "return"), ("Text", "Spørg også, hvem der var med."));
        var page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(page.QuerySelector("#question-returned")!.TextContent, Does.Contain("hvem der var med"));
        Assert.That(page.QuerySelector("#question-Text")!.TextContent.Trim(), Is.EqualTo("Hvor?"));
        Assert.That(page.QuerySelector("#question-More-0")!.TextContent.Trim(), Is.EqualTo("Hvornår?"));
        Assert.That(page.QuerySelector("#proposals"), Is.Null);
        Assert.That((await room.PageAsync("handler 2", CaseRoom.Case(sent, "conversation"))).QuerySelector("#question-returned"), Is.Null);
        Assert.That(await MailboxAsync(sent), Does.Not.Contain("hvem der var med"));

        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "question"), ("Text", "Hvor, og hvem var med?"));
        await AnswerAsync("handler 1", await AddressAsync(sent, "handler 1"), ("Step", "return"));
        var taken = await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(taken.QuerySelector("#question-returned"), Is.Null, "nobody returned it");
        Assert.That(taken.QuerySelector("#question-Text")!.TextContent.Trim(), Is.EqualTo("Hvor, og hvem var med?"));
    }

    [Test]
    public async Task A_post_made_up_by_its_writer_or_by_who_may_not_read_it_sends_nothing()
    {
        var sent = await CaseAsync();
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        var address = await AddressAsync(sent, "handler 2");
        var fields = await FieldsAsync("handler 2", address, ("Step", "send"));
        await room.RefusedAsync("handler 1", address, await FieldsAsync("handler 1", address, ("Step", "send")));
        var changed = fields.Select(field => field.Name == "Shown" ? (field.Name, new string('0', 64)) : field).ToArray();
        await room.RefusedAsync("handler 2", address, changed);
        foreach (var who in new[] { "administrator 1", "administrator 2", "handler 3", "other handler 1" })
        {
            using var answer = await room.PostAsync(who, address, [.. fields.Where(field => field.Name != "Once")]);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
            Assert.That((await room.GetAsync(who, address)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
        }

        var elsewhere = await CaseAsync();
        using var crossed = await room.PostAsync("handler 2",
            address.Replace($"{sent.ReportId}", $"{elsewhere.ReportId}", StringComparison.Ordinal),
            [.. fields.Where(field => field.Name != "Once")]);
        Assert.That(crossed.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await SentAsync(sent, EntryKind.Feedback) + await SentAsync(elsewhere, EntryKind.Feedback), Is.Zero);

        using var first = await room.PostAsync("handler 2", address, fields);
        using var second = await room.PostAsync("handler 2", address, fields);
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), "a form taken twice is done once");
        Assert.That(await SentAsync(sent, EntryKind.Feedback), Is.EqualTo(1));
        Assert.That(
            (await room.RefusedAsync("handler 2", address, [.. fields.Where(field => field.Name != "Once")])).QuerySelector("p#standing"),
            Is.Not.Null);
    }

    [Test]
    public async Task What_the_reporter_writes_meanwhile_is_read_before_it_goes()
    {
        var sent = await CaseAsync();
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        var address = await AddressAsync(sent, "handler 2");
        await room.AnsweredAsync(sent, "Jeg har mere at fortælle.");
        var page = await room.PageAsync("handler 2", address);
        Assert.That(page.QuerySelector("#since")!.TextContent, Does.Contain("mere at fortælle"), "its writer did not know it");
        var fields = page.Fill("#proposed-form", ("Step", "send"));
        await room.AnsweredAsync(sent, "Og det skete igen i går.");
        var refused = await room.RefusedAsync("handler 2", address, fields);
        Assert.That(refused.QuerySelector("#meanwhile")!.TextContent, Does.Contain("igen i går"));
        Assert.That(await SentAsync(sent, EntryKind.Feedback), Is.Zero);
        await AnswerAsync("handler 2", address, ("Step", "send"));
        Assert.That(await SentAsync(sent, EntryKind.Feedback), Is.EqualTo(1));
    }

    [Test]
    public async Task Where_nobody_else_has_the_case_the_pages_say_so_and_what_to_do()
    {
        var sent = await CaseAsync();
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"));
        var address = await AddressAsync(sent, "handler 1");
        var page = await room.PageAsync("handler 1", address);
        Assert.That(page.QuerySelector("#proposed-nobody a")!.GetAttribute("href"), Does.EndWith("/hand-over"));
        await AnswerAsync("handler 1", address, ("Step", "return"));
        var check = await CheckAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        Assert.That(check.QuerySelector("#alone")!.TextContent, Does.Contain("giv en kollega adgang"));
        var fields = check.Fill("#feedback-form", ("Step", "send"));
        var refused = await room.RefusedAsync("handler 1", CaseRoom.Case(sent, "feedback"), fields);
        Assert.That(refused.QuerySelector("#feedback-Alone-error"), Is.Not.Null);
        var done = await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"),
            refused.Fill("#feedback-form", ("Step", "send"), ("Alone", "Ingen andre har sagen lige nu.")));
        Assert.That(done.QuerySelector("#thread article[data-kind=Decision]")!.TextContent, Does.Contain("Ingen andre har sagen"));
        Assert.That(await MailboxAsync(sent), Does.Contain("Det er undersøgt.").And.Not.Contain("Ingen andre har sagen"));
        await using var db = room.Office.Founded.Databases.AsOwner();
        Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.SentAlone), Is.EqualTo(1));
    }

    [Test]
    public async Task My_day_asks_the_colleague_and_not_the_writer()
    {
        var sent = await CaseAsync();
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        Assert.That(await ReasonsAsync("handler 2", sent), Does.Contain(nameof(NextAction.SecondReading)));
        Assert.That(await ReasonsAsync("handler 1", sent), Does.Not.Contain(nameof(NextAction.SecondReading)));
        var next = (await room.PageAsync("handler 2", CaseRoom.Case(sent))).QuerySelector("#next-step a")!;
        Assert.That(next.GetAttribute("href"), Is.EqualTo(await AddressAsync(sent, "handler 2")));
        await AnswerAsync("handler 2", await AddressAsync(sent, "handler 2"), ("Step", "send"));
        Assert.That(await ReasonsAsync("handler 2", sent), Does.Not.Contain(nameof(NextAction.SecondReading)));
    }

    [Test]
    public async Task Where_the_only_colleague_has_not_opened_the_case_the_sender_learns_it_and_so_does_the_colleague()
    {
        var sent = await room.InScopeAsync();
        var check = await CheckAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvor?"));
        var words = $"{room.Office.Founded["administrator 2"].Certificate.FullName} har ikke åbnet sagen endnu";
        Assert.That(check.QuerySelector("#consequences")!.TextContent, Does.Contain(words));
        Assert.That(await GateRowAsync(), Does.Not.Contain("kollegas besked"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvor?"));
        Assert.That(await GateRowAsync(), Does.Contain("En kollegas besked venter på at blive læst"));
        await room.PassAsync(sent, "administrator 2");
        check = await CheckAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi er i gang."));
        Assert.That(check.QuerySelector("#consequences")!.TextContent, Does.Not.Contain("har ikke åbnet"));

        async Task<string> GateRowAsync() => (await room.PageAsync("administrator 2", "/da/office/inbox?show=all"))
            .QuerySelectorAll("#inbox tbody tr").Single(row => row.InnerHtml.Contains($"{sent.ReportId}", StringComparison.Ordinal))
            .QuerySelector("[data-reason=Gate]")!.TextContent;
    }

    /// <summary>A case that both administrators and two handlers have.</summary>
    private async Task<Sent> CaseAsync()
    {
        var sent = await room.InScopeAsync();
        await room.PassAsync(sent, "administrator 2");
        await room.ReferAsync(sent);
        return sent;
    }

    private async Task<IEnumerable<string>> ReasonsAsync(string who, Sent sent) =>
        (await room.PageAsync(who, "/da/office/inbox?show=all")).QuerySelectorAll("#inbox tbody tr")
            .Where(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal))
            .SelectMany(row => row.QuerySelectorAll("[data-reason]").Select(one => one.GetAttribute("data-reason")!));

    private async Task<string> AddressAsync(Sent sent, string who) =>
        (await room.PageAsync(who, CaseRoom.Case(sent, "conversation")))
            .QuerySelector("#proposals a[data-proposal]")!.GetAttribute("href")!;

    private async Task<(string Name, string Value)[]> FieldsAsync(
        string who, string address, params (string Name, string Value)[] fields) =>
        (await room.PageAsync(who, address)).Fill("#proposed-form", fields);

    private async Task<IDocument> AnswerAsync(string who, string address, params (string Name, string Value)[] fields) =>
        await room.DoneAsync(who, address, await FieldsAsync(who, address, fields));

    private async Task<IDocument> CheckAsync(string who, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await room.PostAsync(who, path, fields);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.PageAsync();
    }

    private async Task<string> MailboxAsync(Sent sent) =>
        (await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync()).DocumentElement.OuterHtml;

    private async Task<int> SentAsync(Sent sent, EntryKind kind)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync(entry => entry.Kind == kind
            && db.Compartments.Any(one => one.Id == entry.CompartmentId && one.ReportId == sent.ReportId));
    }
}
