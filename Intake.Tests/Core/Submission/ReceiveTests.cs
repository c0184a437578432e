using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Submission;

[Parallelizable(ParallelScope.Self)]
public sealed class ReceiveTests
{
    private FoundedScheme founded = null!;

    [OneTimeSetUp]
    public async Task Found() => founded = await FoundedScheme.CreateAsync();

    [OneTimeTearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task A_received_report_opens_to_both_administrators_and_to_its_key_and_to_nobody_else()
    {
        var sent = await Sending.SendAsync(founded, "Det skete på afdelingen.");
        foreach (var part in new[] { "administrator 1", "administrator 2" })
            Assert.That(await Sending.DescriptionAsync(founded, sent.ReportId, part), Is.EqualTo("Det skete på afdelingen."));
        foreach (var part in new[] { "deputy", "handler 1", "other handler 1" })
            Assert.That(await Sending.DescriptionAsync(founded, sent.ReportId, part), Is.Null);

        await using var scope = founded.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var mailbox = await desk.OpenAsync(sent.Key, default);
        var view = await desk.ReadAsync(mailbox!, default);
        Assert.That(view!.Entries[0].As<ReportContent>()!.Description, Is.EqualTo("Det skete på afdelingen."));
        Assert.That(view.Deadlines.Select(d => (d.Kind, d.DueOn)), Is.SupersetOf(new[]
        {
            (DeadlineKind.Acknowledgement, new DateOnly(2026, 3, 10)), (DeadlineKind.Feedback, new DateOnly(2026, 6, 10)),
        }));
    }

    [Test]
    public async Task An_administrator_who_is_named_in_the_text_gets_no_grant_and_the_deputy_steps_in()
    {
        var sent = await Sending.SendAsync(founded, "Det var Anne Holm, der sagde det.");
        Assert.That(await Sending.DescriptionAsync(founded, sent.ReportId, "administrator 1"), Is.Null);
        Assert.That(await Sending.DescriptionAsync(founded, sent.ReportId, "administrator 2"), Is.Not.Null);
        Assert.That(await Sending.DescriptionAsync(founded, sent.ReportId, "deputy"), Is.EqualTo("Det var Anne Holm, der sagde det."));
        await using var db = founded.Databases.AsOwner();
        var holder = founded.Services.GetRequiredService<HolderPseudonyms>().OfPerson(sent.ReportId, founded["administrator 1"].Id);
        Assert.That(await db.Grants.AnyAsync(g => g.Holder == holder), Is.False);
    }

    [Test]
    public async Task The_same_form_sent_twice_at_once_becomes_one_report()
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        var ticket = await staging.BeginAsync(founded.Scheme, staging.NewTicket(), default);
        await staging.SaveAsync(founded.Scheme, ticket, Sending.Staged("To gange."), default);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var own = founded.Services.CreateAsyncScope();
            return await own.ServiceProvider.GetRequiredService<ReportDesk>().ReceiveAsync(founded.Scheme, ticket, default);
        }));
        var keys = results.OfType<ReceiveResult.Received>().Select(received => received.Key.ToPageText()).ToList();
        Assert.That(keys, Has.Count.EqualTo(4).And.All.EqualTo(keys[0]));
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Reports.CountAsync(report => report.Id == ticket.Staged!.ReportId), Is.EqualTo(1));
    }

    [Test]
    public async Task A_staged_file_reads_back_in_the_mailbox_and_over_the_limit_leaves_nothing()
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        var ticket = await staging.BeginAsync(founded.Scheme, staging.NewTicket(), default);
        var bytes = new byte[3_000_001];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        var kept = await staging.AddFileAsync(
            founded.Scheme, ticket, "sms.png", "image/png", new MemoryStream(bytes), 5_000_000, false, default);
        var large = await staging.AddFileAsync(
            founded.Scheme, ticket, "large.bin", "application/octet-stream", new MemoryStream(bytes), 2_999_999, false, default);
        var empty = await staging.AddFileAsync(
            founded.Scheme, ticket, "empty.bin", "application/octet-stream", new MemoryStream(), 5_000_000, false, default);
        Assert.That((large.Fault, empty.Fault),
            Is.EqualTo(((StoredFileFault?)StoredFileFault.TooLarge, (StoredFileFault?)StoredFileFault.Empty)));
        await staging.SaveAsync(founded.Scheme, ticket, Sending.Staged("Med fil.") with { Files = [kept.File!] }, default);
        var received = (ReceiveResult.Received)await scope.ServiceProvider.GetRequiredService<ReportDesk>()
            .ReceiveAsync(founded.Scheme, ticket, default);

        await using var later = founded.Services.CreateAsyncScope();
        using var mailbox = await later.ServiceProvider.GetRequiredService<MailboxDesk>().OpenAsync(received.Key, default);
        using var found = await later.ServiceProvider.GetRequiredService<FileDesk>()
            .FindAsync(mailbox!.Report.ReportId, mailbox, CompartmentKind.Dialogue, null, kept.File!.AttachmentId, default);
        var back = new MemoryStream();
        await found!.CopyToAsync(back, default);
        Assert.That(back.ToArray(), Is.EqualTo(bytes));
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Attachments.CountAsync(a => a.ReportId == mailbox.Report.ReportId), Is.EqualTo(1));
        Assert.That(await db.Attachments.CountAsync(a => a.StagingId == ticket.Staged!.StagingId), Is.Zero);
    }

    [Test]
    public async Task What_another_page_saved_since_the_text_was_read_is_shown_before_it_is_sent_and_not_lost()
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        var desk = scope.ServiceProvider.GetRequiredService<ReportDesk>();
        using var ticket = await staging.BeginAsync(founded.Scheme, staging.NewTicket(), default);
        await staging.SaveAsync(founded.Scheme, ticket, Sending.Staged("Først."), default);
        var read = await staging.LoadAsync(founded.Scheme, ticket, default);
        await staging.SaveAsync(founded.Scheme, ticket, Sending.Staged("Rettet i en anden fane."), default);

        var answer = await desk.ReceiveAsync(founded.Scheme, ticket, read, default);
        Assert.That((answer as ReceiveResult.Changed)?.Staged.Report.Description, Is.EqualTo("Rettet i en anden fane."));
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Reports.AnyAsync(r => r.Id == ticket.Staged!.ReportId), Is.False);
        Assert.That(await desk.ReceiveAsync(founded.Scheme, ticket, default), Is.InstanceOf<ReceiveResult.Received>());
        Assert.That(await Sending.DescriptionAsync(founded, ticket.Staged!.ReportId, "administrator 1"),
            Is.EqualTo("Rettet i en anden fane."));
    }

    [TestCase(true), TestCase(false)]
    public async Task A_report_whose_file_was_swept_before_it_is_confirmed_is_not_received(bool fileAlone)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        var ticket = await staging.BeginAsync(founded.Scheme, staging.NewTicket(), default);
        var kept = await staging.AddFileAsync(
            founded.Scheme, ticket, "sms.png", "image/png", new MemoryStream([1, 2, 3]), 5_000, false, default);
        await staging.SaveAsync(founded.Scheme, ticket, Sending.Staged("Med fil.") with { Files = [kept.File!] }, default);
        await using var db = founded.Databases.AsOwner();
        if (fileAlone) await db.Attachments.Where(a => a.Id == kept.File!.AttachmentId).ExecuteDeleteAsync();
        else await db.Stagings.Where(s => s.Id == ticket.Staged!.StagingId).ExecuteDeleteAsync();
        var answer = await scope.ServiceProvider.GetRequiredService<ReportDesk>().ReceiveAsync(founded.Scheme, ticket, default);
        Assert.That(answer, Is.InstanceOf<ReceiveResult.Expired>());
        Assert.That(await db.Reports.AnyAsync(r => r.Id == ticket.Staged!.ReportId), Is.False);
    }

    [Test]
    public async Task An_answer_whose_file_was_swept_meanwhile_is_not_stored_without_it()
    {
        var sent = await Sending.SendAsync(founded, "Før.");
        await using var scope = founded.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var mailbox = await desk.OpenAsync(sent.Key, default);
        var (upload, _) = await desk.BeginUploadAsync(mailbox!, default);
        await scope.ServiceProvider.GetRequiredService<ReplyDesk>()
            .AddFileAsync(mailbox!, upload!, "a.txt", "text/plain", new MemoryStream([1]), 5_000, false, default);
        await using var db = founded.Databases.AsOwner();
        await db.Stagings.Where(s => s.Id == upload!.StagingId).ExecuteDeleteAsync();
        Assert.That(await desk.AnswerAsync(mailbox!, "Med fil.", null, upload, default), Is.EqualTo(MailboxResult.FilesGone));
        Assert.That((await desk.ReadAsync(mailbox!, default))!.Entries, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_corrupt_entry_is_shown_as_unreadable_and_stops_none_of_the_others()
    {
        var sent = await Sending.SendAsync(founded, "Før.");
        await using (var scope = founded.Services.CreateAsyncScope())
        {
            var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
            using var mailbox = await desk.OpenAsync(sent.Key, default);
            Assert.That(await desk.AnswerAsync(mailbox!, "Midt.", null, null, default), Is.EqualTo(MailboxResult.Stored));
            Assert.That(await desk.AnswerAsync(mailbox!, "Efter.", null, null, default), Is.EqualTo(MailboxResult.Stored));
        }

        await using (var owner = founded.Databases.AsOwner())
        {
            await owner.Database.ExecuteSqlAsync($"""
                UPDATE intake.entry SET sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1)
                WHERE position = 2 AND compartment_id IN (SELECT id FROM intake.compartment WHERE report_id = {sent.ReportId} AND kind = 2)
                """);
        }

        await using var again = founded.Services.CreateAsyncScope();
        var reader = again.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var opened = await reader.OpenAsync(sent.Key, default);
        var view = await reader.ReadAsync(opened!, default);
        Assert.That(view!.Entries.Select(e => e.Opened is null), Is.EqualTo(new[] { false, true, false }));
        Assert.That(view.Entries[2].As<TextContent>()!.Text, Is.EqualTo("Efter."));
        Assert.That(view.Entries[2].Opened!.FollowsGap, Is.True);
    }

    [Test]
    public async Task A_mailbox_cookie_resumes_for_twenty_minutes_and_no_longer()
    {
        var sent = await Sending.SendAsync(founded, "Kage.");
        await using var scope = founded.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var mailbox = await desk.OpenAsync(sent.Key, default);
        var cookie = await desk.CookieAsync(mailbox!, default);
        Assert.That(cookie, Does.Not.Contain(sent.Key.ToPageText()));
        founded.Time.Advance(TimeSpan.FromMinutes(19));
        using (var resumed = await desk.ResumeAsync(cookie, default)) Assert.That(resumed, Is.Not.Null);
        founded.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.That(await desk.ResumeAsync(cookie, default), Is.Null);
        founded.Time.AdjustTime(founded.Time.GetUtcNow().AddMinutes(-21));
    }

    [Test]
    public async Task A_mailbox_that_is_used_all_day_closes_eight_hours_after_the_hour_it_was_opened_in()
    {
        var sent = await Sending.SendAsync(founded, "Kage.");
        var began = founded.Time.GetUtcNow();
        var end = new DateTimeOffset(began.Year, began.Month, began.Day, began.Hour, 0, 0, TimeSpan.Zero).AddHours(8);
        await using var scope = founded.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        string cookie;
        using (var mailbox = await desk.OpenAsync(sent.Key, default)) cookie = await desk.CookieAsync(mailbox!, default);
        while (founded.Time.GetUtcNow() + TimeSpan.FromMinutes(15) < end)
        {
            founded.Time.Advance(TimeSpan.FromMinutes(15));
            using var resumed = await desk.ResumeAsync(cookie, default);
            Assert.That(resumed, Is.Not.Null, $"{founded.Time.GetUtcNow():t}");
            cookie = await desk.CookieAsync(resumed!, default);
            var view = await desk.ReadAsync(resumed!, default);
            Assert.That(view!.SessionEnds, Is.LessThanOrEqualTo(TimeOnly.FromDateTime(CopenhagenClock.At(end))));
        }

        founded.Time.SetUtcNow(end);
        Assert.That(await desk.ResumeAsync(cookie, default), Is.Null, "renewed a quarter of an hour ago");
        founded.Time.AdjustTime(began);
    }
}
