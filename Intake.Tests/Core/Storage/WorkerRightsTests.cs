using Intake.Core.Notices;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

[Parallelizable(ParallelScope.Self)]
public sealed class WorkerRightsTests
{
    private MigratedDatabases databases = null!;
    private SampleRows rows = null!;
    private IntakeDb worker = null!;

    [SetUp]
    public async Task SetUp()
    {
        databases = await MigratedDatabases.CreateAsync();
        await using var owner = databases.AsOwner();
        rows = await SampleRows.InsertAsync(owner);
        worker = databases.AsWorker();
    }

    [TearDown]
    public async Task TearDown()
    {
        await worker.DisposeAsync();
        await databases.DisposeAsync();
    }

    [Test]
    public async Task It_cannot_read_a_key_or_anything_sealed_and_of_a_grant_nothing_but_who_holds_which_epoch_under_a_pseudonym()
    {
        string[] statements =
        [
            "SELECT id FROM intake.\"grant\"",
            "SELECT enc FROM intake.\"grant\"",
            "SELECT sealed FROM intake.\"grant\"",
            "SELECT purpose FROM intake.\"grant\"",
            "SELECT passed_on FROM intake.gate_pass",
            "SELECT sealed FROM intake.entry",
            "SELECT salt FROM intake.entry",
            "SELECT kind FROM intake.entry",
            "SELECT position FROM intake.entry",
            "SELECT encryption_key FROM intake.pending_keys",
            "SELECT bytes FROM intake.attachment_chunk",
            "SELECT salt FROM intake.attachment",
            "SELECT sealed FROM intake.staging",
            "SELECT commitment FROM intake.epoch",
            "SELECT lookup_hash FROM intake.report",
            "SELECT lookup_hash FROM intake.draft",
            "SELECT sealed FROM intake.draft",
            "SELECT mailbox_wrap FROM intake.report",
            "SELECT sealed FROM intake.audit",
            "SELECT action FROM intake.audit",
            "SELECT sealed_keys FROM intake.staff_member",
            "SELECT sealed_recovery_keys FROM intake.staff_member",
            "SELECT sealed_totp FROM intake.staff_member",
            "SELECT password_salt FROM intake.staff_member",
            "SELECT password_verifier FROM intake.staff_member",
            "SELECT sealed FROM intake.staff_session",
            "SELECT wrapped FROM intake.ring_key",
            "SELECT token_hash FROM intake.invitation",
            "SELECT hash FROM intake.ticket_use",
        ];
        foreach (var statement in statements)
            await Denial.IsDeniedAsync(worker, statement);
        Assert.That(await worker.Grants.Select(grant => new { grant.CompartmentId, grant.Epoch, grant.Holder }).CountAsync(),
            Is.EqualTo(1));
    }

    [Test]
    public async Task It_cannot_write_what_staff_and_reporters_write()
    {
        string[] statements =
        [
            "UPDATE intake.report SET state = 7",
            "SELECT id FROM intake.report FOR UPDATE",
            "DELETE FROM intake.entry",
            "DELETE FROM intake.\"grant\"",
            "UPDATE intake.epoch SET closed = true",
            "UPDATE intake.deadline SET met_on = '2026-01-01'",
            "UPDATE intake.staff_member SET roles = 1",
            "DELETE FROM intake.certificate",
            "UPDATE intake.audit SET action = 1",
            "DELETE FROM intake.audit",
            "TRUNCATE intake.audit",
            "DELETE FROM intake.daily_root",
            "UPDATE intake.daily_root SET leaf_count = 0",
            "DELETE FROM intake.root_leaf",
            "UPDATE intake.root_leaf SET hash = hash",
            "UPDATE intake.root_leaf SET day = day",
            "UPDATE intake.removal SET reason = 1",
            "DELETE FROM intake.removal_leaf",
            "INSERT INTO intake.state_record SELECT * FROM intake.state_record",
            "DELETE FROM intake.state_record",
            "UPDATE intake.audit_day SET count = 0",
            "INSERT INTO intake.scheme DEFAULT VALUES",
            "CREATE TABLE intake.mine ()",
            "CREATE TABLE public.mine ()",
            "CREATE TEMP TABLE mine ()",
            "DELETE FROM intake.migration",
        ];
        foreach (var statement in statements)
            await Denial.IsDeniedAsync(worker, statement);
    }

    [Test]
    public async Task It_deletes_a_report_with_all_the_rows_below_that_it_cannot_read()
    {
        var day = rows.Report.KeepUntil!.Value.AddDays(1);
        var deleted = await worker.Reports.Where(report => report.KeepUntil < day && !report.LegalHold).ExecuteDeleteAsync();

        Assert.That(deleted, Is.EqualTo(1));
        await using var owner = databases.AsOwner();
        Assert.That(await owner.Reports.CountAsync(), Is.Zero);
        Assert.That(await owner.Compartments.CountAsync(), Is.Zero);
        Assert.That(await owner.Epochs.CountAsync(), Is.Zero);
        Assert.That(await owner.Grants.CountAsync(), Is.Zero);
        Assert.That(await owner.Entries.CountAsync(), Is.Zero);
        Assert.That(await owner.Attachments.CountAsync(), Is.Zero);
        Assert.That(await owner.AttachmentChunks.CountAsync(), Is.Zero);
        Assert.That(await owner.Referrals.CountAsync(), Is.Zero);
        Assert.That(await owner.Deadlines.CountAsync(), Is.Zero);
        Assert.That(await owner.Escalations.CountAsync(), Is.Zero);
        Assert.That(await owner.Audit.CountAsync(), Is.EqualTo(1), "the trail outlives the case");
    }

    [Test]
    public async Task It_sweeps_what_has_expired()
    {
        await using (var owner = databases.AsOwner())
            await SampleRows.InsertAsync(owner, underAStaging: true);

        var day = new DateOnly(2026, 12, 31);
        var hour = new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero);
        Assert.That(await worker.Stagings.Where(staging => staging.ExpiresOn < day).ExecuteDeleteAsync(), Is.EqualTo(2));
        Assert.That(await worker.TicketUses.Where(use => use.ExpiresOn < day).ExecuteDeleteAsync(), Is.EqualTo(2));
        Assert.That(await worker.Invitations.Where(invitation => invitation.ExpiresOn < day).ExecuteDeleteAsync(), Is.EqualTo(2));
        Assert.That(await worker.StaffSessions.Where(session => session.ExpiresAt < hour).ExecuteDeleteAsync(), Is.EqualTo(2));
        Assert.That(await worker.RingKeys.Where(key => key.ExpiresAt < hour).ExecuteDeleteAsync(), Is.EqualTo(2));

        await using var reader = databases.AsOwner();
        Assert.That(await reader.AttachmentChunks.CountAsync(), Is.EqualTo(1), "the report's own stays");
    }

    [Test]
    public async Task It_reads_the_leaves_of_the_daily_root_and_adds_to_the_trail()
    {
        var heads = await worker.Entries.Select(entry => new { entry.Id, entry.CompartmentId, entry.Hash, entry.MadeOn }).ToListAsync();
        Assert.That(heads.Select(head => head.Hash), Is.EqualTo(new[] { rows.Entry.Hash }));
        Assert.That(await worker.Certificates.CountAsync(), Is.EqualTo(1));

        worker.Audit.Add(new AuditRow
        {
            Id = Guid.NewGuid(), At = rows.Audit.At, Action = AuditAction.Deleted, Sealed = SampleRows.Bytes(80),
            Hash = SampleRows.Bytes(32),
        });
        await worker.SaveChangesAsync();
        Assert.That(await worker.Audit.Select(row => row.Hash).ToListAsync(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task It_claims_counts_and_deletes_a_mail()
    {
        await using var transaction = await worker.Database.BeginTransactionAsync();
        var mail = await worker.Mails
            .FromSql($"SELECT *, xmin FROM intake.mail WHERE state = 1 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED")
            .SingleAsync();
        mail.Failure = MailFailure.Refused;
        await worker.SaveChangesAsync();
        await worker.MailCounts.ExecuteUpdateAsync(row => row.SetProperty(count => count.Sent, count => count.Sent + 1));
        await worker.Mails.Where(row => row.Id == mail.Id).ExecuteDeleteAsync();
        await transaction.CommitAsync();

        Assert.That(await worker.Mails.CountAsync(), Is.Zero);
        Assert.That(await worker.MailCounts.SumAsync(row => row.Sent), Is.EqualTo(4));
    }

    [Test]
    public async Task No_column_of_a_secret_kind_is_within_its_reach()
    {
        var reach = await databases.Server.Psql(databases.Name, """
            SELECT c.relname || '.' || a.attname
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'intake'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
              AND a.attname ~ 'sealed|salt|verifier|wrap|token|holder|secret|previous$|^enc$|^bytes$|lookup'
              AND c.relname NOT IN ('daily_root', 'removal', 'audit_day')
              AND has_column_privilege('intake_worker', c.oid, a.attnum, 'SELECT')
            """);
        Assert.That(reach.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Is.EquivalentTo(new[] { "gate_pass.holder", "grant.holder", "state_record.sealed" }),
            "a pseudonym, different in every report, and what was signed of open columns");
    }
}
