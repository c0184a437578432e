using Intake.Core.Reports;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

[Parallelizable(ParallelScope.Self)]
public sealed class WebRightsTests
{
    private MigratedDatabases databases = null!;
    private IntakeDb web = null!;

    [SetUp]
    public async Task SetUp()
    {
        databases = await MigratedDatabases.CreateAsync();
        web = databases.AsWeb();
    }

    [TearDown]
    public async Task TearDown()
    {
        await web.DisposeAsync();
        await databases.DisposeAsync();
    }

    [Test]
    public async Task It_cannot_change_what_is_only_ever_added()
    {
        await AddRowsAsync();
        string[] statements =
        [
            "UPDATE intake.entry SET sealed = sealed",
            "DELETE FROM intake.entry",
            "UPDATE intake.\"grant\" SET sealed = sealed",
            "UPDATE intake.epoch SET commitment = commitment",
            "DELETE FROM intake.epoch",
            "UPDATE intake.compartment SET kind = 2",
            "UPDATE intake.report SET lookup_hash = lookup_hash",
            "UPDATE intake.report SET mailbox_encryption_key = mailbox_encryption_key",
            "DELETE FROM intake.report",
            "UPDATE intake.attachment SET salt = salt",
            "UPDATE intake.attachment_chunk SET bytes = bytes",
            "DELETE FROM intake.attachment",
            "DELETE FROM intake.ticket_use",
            "UPDATE intake.draft SET sealed = sealed",
            "UPDATE intake.certificate SET body = body",
            "DELETE FROM intake.certificate",
            "UPDATE intake.certificate_signature SET signature = signature",
            "DELETE FROM intake.revocation",
            "DELETE FROM intake.staff_member",
            "UPDATE intake.audit SET action = 1",
            "DELETE FROM intake.audit",
            "TRUNCATE intake.audit",
            "INSERT INTO intake.daily_root DEFAULT VALUES",
            "UPDATE intake.root_leaf SET day = day",
            "UPDATE intake.state_record SET sealed = sealed",
            "DELETE FROM intake.state_record",
            "INSERT INTO intake.removal SELECT * FROM intake.removal",
            "UPDATE intake.scheme SET document = document",
            "UPDATE intake.unit SET retired = true",
            "INSERT INTO intake.escalation DEFAULT VALUES",
            "DROP TABLE intake.entry",
            "ALTER TABLE intake.audit DISABLE TRIGGER ALL",
            "CREATE TABLE public.mine ()",
        ];
        foreach (var statement in statements)
            await Denial.IsDeniedAsync(web, statement);
    }

    [Test]
    public async Task It_does_a_cases_work()
    {
        var rows = await AddRowsAsync();

        var report = await web.Reports.SingleAsync();
        report.State = ReportState.Handled;
        report.Category = "conduct";
        (await web.Referrals.SingleAsync()).AcceptedOn = rows.Report.ReceivedOn;
        (await web.Epochs.SingleAsync()).Closed = true;
        (await web.Staff.SingleAsync()).FailedSignIns = 1;
        (await web.Deadlines.SingleAsync()).MetOn = rows.Report.ReceivedOn;
        web.Grants.Remove(await web.Grants.SingleAsync());
        await web.SaveChangesAsync();

        Assert.That(await web.Grants.CountAsync(), Is.Zero);
        Assert.That((await web.Entries.AsNoTracking().SingleAsync()).Sealed, Is.EqualTo(rows.Entry.Sealed));
        Assert.That(await web.Audit.CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task It_moves_a_kept_file_to_the_report_and_lets_the_rest_go_with_the_staging_row()
    {
        var kept = await AddRowsAsync(underAStaging: true);
        var attachment = await web.Attachments.SingleAsync();
        (attachment.StagingId, attachment.ReportId) = (null, kept.Report.Id);
        web.Stagings.Remove(await web.Stagings.SingleAsync());
        await web.SaveChangesAsync();
        Assert.That(await web.AttachmentChunks.CountAsync(), Is.EqualTo(1));

        await using (var owner = databases.AsOwner())
            await SampleRows.InsertAsync(owner, underAStaging: true);
        await web.Stagings.ExecuteDeleteAsync();
        Assert.That(await web.AttachmentChunks.CountAsync(), Is.EqualTo(1));
    }

    private async Task<SampleRows> AddRowsAsync(bool underAStaging = false)
    {
        await using var owner = databases.AsOwner();
        return await SampleRows.InsertAsync(owner, underAStaging);
    }
}
