using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Reports.Files;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>
/// An adversary with the worker's database password, or the owner's, and without the file secret and anybody's keys: rows
/// are deleted and set as those rights allow, and then the real command looks.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ThinnedRecordTests
{
    private WorkerBench bench = null!;
    private CaseScene scene = null!;
    private Sent closed = null!;
    private Sent open = null!;

    [SetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        scene = new CaseScene(bench.Founded);
        open = await scene.InScopeAsync();
        await scene.ReferAsync(open);
        closed = await Sending.SendAsync(bench.Founded, "En anden sag.");
        await NightAsync();
    }

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test, Promise(51)]
    public async Task A_day_with_a_withdrawal_and_one_with_a_deletion_by_schedule_leave_a_record_in_order()
    {
        await Ending.WithdrawAsync(bench.Founded, await Sending.SendAsync(bench.Founded, "Fortrudt."));
        await Ending.CloseAsync(bench.Founded, closed.ReportId, new DateOnly(2026, 3, 4));
        await bench.RunAsync<DestroyReports>();
        await NightAsync();
        await bench.RunAsync<DestroyReports>();
        await NightAsync();
        await using var db = bench.AsOwner();
        Assert.That(await db.Removals.OrderBy(row => row.Number).Select(row => row.Reason).ToListAsync(),
            Is.EqualTo(new[] { RemovalReason.Withdrawn, RemovalReason.Retention }));
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(1));
        Assert.That(await FindingsAsync(), Is.Empty);
        await AsOwnerAsync("DELETE FROM intake.destruction WHERE body LIKE '%retention%'");
        Assert.That(await FindingsAsync(), Does.Contain("CertificateGone").And.Contain($"{closed.ReportId}"));
    }

    [Test, Promise(51)]
    public async Task A_report_that_the_workers_password_deleted_is_found_whatever_is_written_beside_it()
    {
        await AsWorkerAsync($"DELETE FROM intake.report WHERE id = '{open.ReportId}'");
        Assert.That(await FindingsAsync(), Does.Contain("RowGoneOrChanged").And.Contain("ReportGone").And.Contain($"{open.ReportId}"));

        // A self-made removal, with every leaf that there is: what is missing is the key that signs it.
        await AsWorkerAsync(ForgedRemoval.Of(open.ReportId));
        Assert.That(await FindingsAsync(),
            Does.Contain("RowGoneOrChanged").And.Contain("RemovalDoesNotFit").And.Contain("RemovalUnfounded"));
    }

    [Test, Promise(51)]
    public async Task A_vault_secret_that_the_workers_password_deleted_is_found_by_the_command_and_by_the_next_night()
    {
        await bench.RunAsync<DestroyReports>();
        await Ending.CloseAsync(bench.Founded, closed.ReportId, new DateOnly(2026, 3, 3));
        await Ending.AnnounceAsync(bench.Founded, new DateOnly(2026, 3, 4));
        await using (var vault = bench.Founded.Databases.VaultAsWorker())
            await vault.Database.ExecuteSqlRawAsync("DELETE FROM vault.vault_secret");
        var found = await FindingsAsync();
        Assert.That(found, Does.Match($@"SecretGone\t1\t{open.ReportId}"));
        Assert.That(found, Does.Not.Contain($"{closed.ReportId}"), "its deletion may have been stopped half way");

        var alone = new Dictionary<string, string?>(bench.Settings);
        alone.Remove("ConnectionStrings:VaultOwner");
        var run = await CommandRun.AtAsync(bench.Time, alone, "verify", "roots");
        Assert.That((run.Code, run.Errors), Is.EqualTo((ExitCode.Done, "")), run.Output);
        Assert.That(run.Output, Does.Contain("The vault was not compared"));

        // Whose time is not over, or whose deletion nobody announced, is still to be read.
        await AsOwnerAsync("DELETE FROM intake.deletion");
        Assert.That(await FindingsAsync(), Does.Match($@"SecretGone\t1\t{closed.ReportId}"));
        Assert.That(() => bench.RunAsync<DestroyReports>(), Throws.TypeOf<AggregateException>());
    }

    [Test, Promise(51)]
    public async Task A_removal_that_the_workers_password_wrote_destroys_nothing_after_a_restore()
    {
        await AsWorkerAsync(ForgedRemoval.Of(open.ReportId));
        var run = await CommandRun.AtAsync(bench.Time, bench.Settings, "retire-restored", "--remove");
        Assert.That((run.Code, run.Output), Is.EqualTo((ExitCode.Refused,
            $"{CaseReference.Of(open.ReportId)}\tkept: a removal names it that this installation did not sign\n0 reports\n")), run.Errors);
        await using var db = bench.AsOwner();
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(2));
        Assert.That(await vault.Secrets.CountAsync(), Is.EqualTo(2));
    }

    [Test, Promise(51)]
    public async Task A_removal_taken_over_for_another_report_or_put_back_is_found()
    {
        await Ending.WithdrawAsync(bench.Founded, closed);
        await bench.RunAsync<DestroyReports>();
        await NightAsync();
        Assert.That(await FindingsAsync(), Is.Empty);
        await AsOwnerAsync(
            $"UPDATE intake.removal SET report_id = '{open.ReportId}'; DELETE FROM intake.report WHERE id = '{open.ReportId}'");
        Assert.That(await FindingsAsync(), Does.Contain("RemovalDoesNotFit").And.Contain($"{closed.ReportId}"));
        await AsOwnerAsync("DELETE FROM intake.removal_leaf; DELETE FROM intake.removal");
        Assert.That(await FindingsAsync(), Does.Contain("RowGoneOrChanged").And.Contain("ReportGone"));
    }

    [Test, Promise(51)]
    public async Task A_date_that_was_set_makes_the_worker_destroy_nothing()
    {
        await AsOwnerAsync("UPDATE intake.report SET state = 7, closed_on = '2026-03-30', keep_until = '2026-03-01'");
        Assert.That(() => bench.RunAsync<DestroyReports>(), Throws.TypeOf<AggregateException>());
        await AsOwnerAsync("UPDATE intake.report SET state = 8");
        Assert.That(() => bench.RunAsync<DestroyReports>(), Throws.TypeOf<AggregateException>());
        await using var db = bench.AsOwner();
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(2));
        Assert.That(await FindingsAsync(), Does.Contain("keep_until").And.Contain(" state"));
    }

    [TestCase("DELETE FROM intake.audit WHERE id <> (SELECT id FROM intake.audit ORDER BY at LIMIT 1)", "AuditThinned")]
    [TestCase("DELETE FROM intake.audit WHERE id = (SELECT id FROM intake.audit ORDER BY at LIMIT 1)", "AuditThinned")]
    [TestCase("DELETE FROM intake.audit; DELETE FROM intake.root_leaf", "RootDoesNotFit")]
    [TestCase("DELETE FROM intake.audit; DELETE FROM intake.audit_day", "RowGoneOrChanged")]
    [TestCase("DELETE FROM intake.audit; UPDATE intake.audit_day SET count = 0, head = decode(repeat('00', 32), 'hex')", "RowUnderNoRoot")]
    [Promise(51)]
    public async Task Audit_rows_that_the_owner_takes_out_are_missed(string sql, string fault)
    {
        await AsOwnerAsync("ALTER TABLE intake.audit DISABLE TRIGGER ALL; " + sql);
        Assert.That(await FindingsAsync(), Does.Contain(fault));
    }

    [Test, Promise(51)]
    public async Task A_column_that_was_set_disagrees_with_what_was_signed_and_is_named_with_its_report()
    {
        await AsOwnerAsync("""
            UPDATE intake.report SET state = 6, legal_hold = true, closed_on = received_on, keep_until = received_on, severity = 1,
                category = 'bullying', received_on = received_on - 40;
            UPDATE intake.deadline SET met_on = starts_on, due_on = due_on + 30 WHERE kind = 4;
            DELETE FROM intake.deadline WHERE kind = 5;
            UPDATE intake.referral SET state = 5, referred_on = referred_on - 9
            """);
        var found = await FindingsAsync();
        Assert.That(found, Does.Contain("ColumnDiffers"));
        string[] columns =
        [
            "state", "legal_hold", "closed_on", "keep_until", "severity", "category", "received_on",
            "deadline Feedback.met_on", "deadline Feedback.due_on",
        ];
        foreach (var column in columns) Assert.That(found, Does.Contain($"{open.ReportId} {column}"));
        Assert.That(found, Does.Match($"{open.ReportId} referral [-0-9a-f]+.state").And.Match("referral [-0-9a-f]+.referred_on"));
    }

    [Test, Promise(51)]
    public async Task A_file_that_was_deleted_or_cut_is_missed_and_named_with_its_report()
    {
        foreach (var size in new[] { 3, 70_000 })
        {
            Assert.That(await scene.AddFileAsync(open, "administrator 1", "bilag.txt", new byte[size]),
                Is.EqualTo((CaseResult.Done, (StoredFileFault?)null)));
        }

        Assert.That(await FindingsAsync(), Is.Empty);
        await AsOwnerAsync("UPDATE intake.attachment_chunk SET bytes = substr(bytes, 1, 65552) WHERE octet_length(bytes) > 65552");
        Assert.That(await FindingsAsync(), Does.Contain("FileGone").And.Contain($"{open.ReportId}"));
        await AsOwnerAsync("DELETE FROM intake.attachment");
        Assert.That(await FindingsAsync(), Does.Match(@"FileGone\s+2\b"));
    }

    [Test, Promise(51)]
    public async Task The_next_honest_step_signs_what_it_changes_and_nothing_else()
    {
        await AsOwnerAsync("UPDATE intake.deadline SET due_on = due_on + 30 WHERE kind = 4");
        await scene.AsReporterAsync(open, (desk, mailbox) => desk.SetFollowAsync(mailbox, false, default));
        await scene.DoAsync<GateDesk>("handler 1", (desk, self) => desk.RecuseAsync(open.ReportId, self, true, default));
        Assert.That(await FindingsAsync(), Does.Contain("ColumnDiffers").And.Contain(" deadline Feedback.due_on"));
        await AsOwnerAsync($"DELETE FROM intake.state_record WHERE report_id = '{closed.ReportId}'");
        Assert.That(await FindingsAsync(), Does.Contain("StateDoesNotFit").And.Contain($"{closed.ReportId}"));
    }

    [Test, Promise(51)]
    public async Task An_epoch_opened_again_after_a_recusal_is_found()
    {
        await scene.DoAsync<GateDesk>("handler 1", (desk, self) => desk.RecuseAsync(open.ReportId, self, true, default));
        Assert.That(await FindingsAsync(), Is.Empty);
        await AsOwnerAsync("UPDATE intake.epoch SET closed = false");
        Assert.That(await FindingsAsync(), Does.Contain("ColumnDiffers").And.Contain(".closed"));
    }

    [TestCase("DELETE FROM intake.state_record WHERE number > 1", "RowGoneOrChanged")]
    [TestCase("UPDATE intake.state_record SET number = number + 1 WHERE number = (SELECT max(number) FROM intake.state_record)",
        "StateDoesNotFit")]
    [TestCase("UPDATE intake.state_record SET sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 1)", "StateDoesNotFit")]
    [Promise(51)]
    public async Task What_was_signed_cannot_be_taken_back(string sql, string fault)
    {
        await AsOwnerAsync(sql);
        Assert.That(await FindingsAsync(), Does.Contain(fault));
    }

    /// <summary>The night: roots are made, and a new day begins.</summary>
    private async Task NightAsync()
    {
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();
    }

    private async Task AsWorkerAsync(string sql)
    {
        await using var db = bench.Founded.Databases.AsWorker();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task AsOwnerAsync(string sql)
    {
        await using var db = bench.AsOwner();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>What <c>verify roots</c> prints; empty when all is in order.</summary>
    private async Task<string> FindingsAsync()
    {
        var run = await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots");
        Assert.That(run.Errors, Is.Empty);
        return run.Code is ExitCode.Done ? "" : run.Output;
    }
}
