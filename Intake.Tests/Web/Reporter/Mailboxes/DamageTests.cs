using System.Net;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>The mailbox when something in the database was altered, when the case is closed, and what a visit leaves behind.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DamageTests
{
    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(39)]
    public async Task One_corrupt_message_is_shown_as_such_and_blocks_neither_reading_nor_writing()
    {
        var (key, report) = await WithAnswersAsync();
        await ForEntryAsync(report, EntryKind.Acknowledgement, entries => entries.ExecuteUpdateAsync(
            set => set.SetProperty(e => e.Sealed, e => new byte[] { 1, 2, 3 })));
        var cookie = await site.OpenMailboxAsync(key);
        using var reply = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "Jeg skriver videre")]));
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        var thread = (await open.PageAsync()).QuerySelectorAll("#thread article").Select(entry => entry.TextContent).ToList();
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(
            thread,
            Has.Count.EqualTo(4)
                .And.Some.Contains("kan ikke åbnes").And.Some.Contains("Hvilke vagter?").And.Some.Contains("Jeg skriver videre"));
    }

    [Test, Promise(39)]
    public async Task Whatever_else_is_corrupt_talks_minutes_and_answers_block_neither_reading_nor_writing()
    {
        var (key, report) = await WithAnswersAsync();
        var cookie = await site.OpenMailboxAsync(key);
        await PostAsync("talk", ("Way", "phone"));
        using (var open = await site.GetAsync("/da/mailbox/open", cookie))
        {
            var page = await open.PageAsync();
            var request = Guid.Parse(page.QuerySelector("#talk-reply-form [name=Request]")!.GetAttribute("value")!);
            await StaffWriting.WriteAsync(
                site.Founded, report, "administrator 1", EntryKind.ContactProposal, new ContactProposalContent(request, "I morgen"));
            await StaffWriting.WriteAsync(site.Founded, report, "administrator 1", EntryKind.Minutes, new MinutesContent("Sagt", null));
            await PostAsync("talk-reply", ("Request", request.ToString()), ("Choice", "accepted"));
            await PostAsync("reply", OpenMailbox.Choice(OpenMailbox.QuestionsOf(page)[0], "unknown"));
        }

        using (var open = await site.GetAsync("/da/mailbox/open", cookie))
        {
            var minutes = OpenMailbox.MinutesOf(await open.PageAsync())[0];
            await PostAsync("minutes", OpenMailbox.Minutes(minutes, "Sagt"), ("Approve", minutes));
        }

        EntryKind[] kinds =
        [
            EntryKind.ContactRequest, EntryKind.ContactProposal, EntryKind.ContactReply, EntryKind.Minutes, EntryKind.MinutesAnswer,
            EntryKind.Answer, EntryKind.Question,
        ];
        foreach (var kind in kinds)
        {
            await ForEntryAsync(
                report, kind, entries => entries.ExecuteUpdateAsync(set => set.SetProperty(e => e.Sealed, e => new byte[] { 1, 2, 3 })));
        }

        await PostAsync("talk", ("Way", "meeting"));
        using var after = await site.GetAsync("/da/mailbox/open", cookie);
        var thread = (await after.PageAsync()).QuerySelectorAll("#thread article").Select(entry => entry.TextContent).ToList();
        Assert.That(thread.Count(text => text.Contains("kan ikke åbnes", StringComparison.Ordinal)), Is.EqualTo(kinds.Length));
        Assert.That(thread, Has.Some.Contains("Det jeg skrev").And.Some.Contains("Vi har læst det.").And.Some.Contains("Vil gerne mødes."));

        async Task PostAsync(string path, params (string Name, string Value)[] fields)
        {
            using var answer = await site.PostAsync("/da/mailbox/" + path, cookie, new FormUrlEncodedContent(
                fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), path);
        }
    }

    [Test]
    public async Task A_message_that_was_taken_out_is_missed()
    {
        var (key, report) = await WithAnswersAsync();
        await ForEntryAsync(report, EntryKind.Acknowledgement, entries => entries.ExecuteDeleteAsync());
        using var open = await site.GetAsync("/da/mailbox/open", await site.OpenMailboxAsync(key));
        var page = await open.PageAsync();
        Assert.That(page.QuerySelector("#gap"), Is.Not.Null);
        Assert.That(page.QuerySelector("#thread")!.TextContent, Does.Contain("Hvilke vagter?"));
    }

    [Test]
    public async Task A_file_altered_in_the_database_breaks_off_and_is_never_served_whole()
    {
        var key = await site.ReportAsync("Med fil", ("stor.bin", new byte[2_500_000]));
        var report = await site.ReportOfAsync(key);
        await using (var db = site.Founded.Databases.AsOwner())
        {
            var file = await db.Attachments.SingleAsync(a => a.ReportId == report);
            await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE intake.attachment_chunk SET bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 1)
                WHERE attachment_id = {file.Id}
                    AND number = (SELECT max(number) FROM intake.attachment_chunk WHERE attachment_id = {file.Id})
                """);
        }

        var cookie = await site.OpenMailboxAsync(key);
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        var link = (await open.PageAsync()).QuerySelector("#thread a")!.GetAttribute("href")!;
        Assert.That(async () => (await site.GetAsync(link, cookie)).EnsureSuccessStatusCode(), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task A_file_of_another_report_is_not_found()
    {
        await site.ReportAsync("Andens", ("anden.txt", [1, 2, 3]));
        await using var db = site.Founded.Databases.AsOwner();
        var other = await db.Attachments.Select(a => a.Id).FirstAsync();
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Min"));
        using var answer = await site.GetAsync($"/da/mailbox/file/{other}", cookie);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_closed_case_takes_no_more_and_gives_the_text_back()
    {
        var key = await site.ReportAsync("Lukkes");
        var cookie = await site.OpenMailboxAsync(key);
        var report = await site.ReportOfAsync(key);
        await using (var db = site.Founded.Databases.AsOwner())
        {
            await db.Reports.Where(r => r.Id == report).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ReportState.Closed));
        }

        using var reply = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "For sent")]));
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var page = await reply.PageAsync();
        Assert.That(page.QuerySelector("#error-summary")!.TextContent, Does.Contain("Sagen er afsluttet"));
        Assert.That(page.QuerySelector("#Kept")!.TextContent, Is.EqualTo("For sent"));
    }

    [Test]
    public async Task An_out_of_scope_case_takes_no_answer_and_no_choice_and_points_to_a_new_report()
    {
        var key = await site.ReportAsync("Hører ikke til");
        var cookie = await site.OpenMailboxAsync(key);
        var report = await site.ReportOfAsync(key);
        await using (var db = site.Founded.Databases.AsOwner())
        {
            await db.Reports.Where(r => r.Id == report).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ReportState.OutOfScope));
        }

        using var reply = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "Jeg fortæller mere")]));
        using var follow = await site.PostAsync(
            "/da/mailbox/follow", cookie, new FormUrlEncodedContent([KeyValuePair.Create("Follow", "no")]));
        var page = await reply.PageAsync();
        Assert.That(
            (reply.StatusCode, follow.StatusCode),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity)));
        Assert.That(page.QuerySelector("#Kept")!.TextContent, Is.EqualTo("Jeg fortæller mere"));
        Assert.That(page.QuerySelector("#closed")!.TextContent, Does.Contain("send en ny indberetning"));
        Assert.That((await follow.PageAsync()).QuerySelector("#done"), Is.Null, "nothing is said to be stored");
    }

    [Test]
    public async Task A_full_mailbox_says_so_and_keeps_the_text_on_the_page()
    {
        var (key, report) = await WithAnswersAsync();
        var cookie = await site.OpenMailboxAsync(key);
        using var first = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "Et svar")]));
        await ForEntryAsync(report, EntryKind.Answer, entries => entries.ExecuteUpdateAsync(
            set => set.SetProperty(e => e.Sealed, e => new byte[MailboxDesk.MostBytes])));
        using var reply = await site.PostAsync(
            "/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "Et til")], ("fil.txt", [1])));
        var page = await reply.PageAsync();
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelector("#error-summary")!.TextContent, Does.Contain("Postkassen er fuld"));
        Assert.That(page.QuerySelector("#Text")!.TextContent, Is.EqualTo("Et til"));
    }

    [TestCase(true), TestCase(false)]
    public async Task A_report_row_that_was_altered_is_no_mailbox_and_no_error(bool keys)
    {
        var key = await site.ReportAsync("Ændres");
        var report = await site.ReportOfAsync(key);
        var cookie = await site.OpenMailboxAsync(key);
        await using (var db = site.Founded.Databases.AsOwner())
        {
            var other = await db.Reports.SingleAsync(r => r.Id == report);
            var signing = keys ? other.MailboxEncryptionKey : other.MailboxSigningKey;
            var wrap = keys ? other.MailboxWrap : new byte[other.MailboxWrap.Length];
            await db.Reports.Where(r => r.Id == report).ExecuteUpdateAsync(set => set
                .SetProperty(r => r.MailboxSigningKey, signing).SetProperty(r => r.MailboxWrap, wrap));
        }

        using var door = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        Assert.That(door.StatusCode, Is.EqualTo(keys ? HttpStatusCode.NotFound : HttpStatusCode.SeeOther));
        Assert.That(open.StatusCode, Is.EqualTo(keys ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_empty_answer_a_forged_choice_and_an_empty_file_change_nothing()
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Uændret"));
        using var empty = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "  ")]));
        using var file = await site.PostAsync(
            "/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", "Med tom fil")], ("tom.txt", [])));
        using var choice = await site.PostAsync(
            "/da/mailbox/follow", cookie, new FormUrlEncodedContent([KeyValuePair.Create("Follow", "perhaps")]));
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        Assert.That(new[] { empty.StatusCode, file.StatusCode, choice.StatusCode }, Has.All.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await file.PageAsync()).QuerySelector("#Text")!.TextContent, Is.EqualTo("Med tom fil"));
        Assert.That((await open.PageAsync()).QuerySelectorAll("#thread article"), Has.Length.EqualTo(1));
    }

    [Test, Promise(44)]
    public async Task Reading_the_mailbox_and_a_file_changes_no_row_anywhere()
    {
        var key = await site.ReportAsync("Læses", ("a.txt", [1, 2, 3]));
        var before = await DumpAsync();
        var cookie = await site.OpenMailboxAsync(key);
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        using var file = await site.GetAsync((await open.PageAsync()).QuerySelector("#thread a")!.GetAttribute("href")!, cookie);
        Assert.That(await file.Content.ReadAsByteArrayAsync(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(await DumpAsync(), Is.EqualTo(before));
    }

    private async Task<string> DumpAsync()
    {
        var databases = site.Founded.Databases;
        return Rows(await databases.Server.DumpAsync(databases.Name)) + Rows(await databases.Server.DumpAsync(databases.VaultName));
    }

    /// <summary>Newer pg_dump versions put a random word around their output.</summary>
    private static string Rows(string dump) => string.Join('\n', dump.Split('\n').Where(line =>
        !line.StartsWith("\\restrict", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict", StringComparison.Ordinal)));

    private async Task<(string Key, Guid Report)> WithAnswersAsync()
    {
        var key = await site.ReportAsync("Det jeg skrev");
        var report = await site.ReportOfAsync(key);
        await StaffWriting.WriteAsync(
            site.Founded, report, "administrator 1", EntryKind.Acknowledgement, new TextContent("Vi har læst det."));
        await StaffWriting.WriteAsync(site.Founded, report, "administrator 1", EntryKind.Question, new TextContent("Hvilke vagter?"));
        return (key, report);
    }

    private async Task ForEntryAsync(Guid report, EntryKind kind, Func<IQueryable<Entry>, Task> change)
    {
        await using var db = site.Founded.Databases.AsOwner();
        var compartments = await db.Compartments.Where(c => c.ReportId == report).Select(c => c.Id).ToListAsync();
        await change(db.Entries.Where(e => compartments.Contains(e.CompartmentId) && e.Kind == kind));
    }
}
