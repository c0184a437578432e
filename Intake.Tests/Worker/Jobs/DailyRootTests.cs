using System.Text.RegularExpressions;
using Intake.Core.Accountability;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>
/// Two sealed days of a real scheme with a real report; each tampering is done by the owner in a transaction that is
/// rolled back.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DailyRootTests
{
    private static readonly DateOnly FirstDay = new(2026, 3, 3);
    private static readonly Dictionary<DateOnly, byte[]> NothingMailed = [];

    private WorkerBench bench = null!;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        for (var day = 0; day < 2; day++)
        {
            await Sending.SendAsync(bench.Founded, "Det skete igen.");
            await AuditAsync(AuditAction.SignedIn);
            bench.Time.Advance(TimeSpan.FromDays(1));
            await Task.WhenAll(bench.RunAsync<SealDailyRoot>(), bench.RunAsync<SealDailyRoot>());
        }
    }

    [OneTimeTearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task Untouched_records_are_in_order_and_the_command_says_so()
    {
        var run = await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Done), run.Output + run.Errors);
        await using var db = bench.AsOwner();
        Assert.That(await db.DailyRoots.Select(root => root.Day).OrderBy(day => day).ToListAsync(),
            Is.EqualTo(new[] { FirstDay, FirstDay.AddDays(1) }));
        Assert.That(await db.RootLeaves.CountAsync(),
            Is.EqualTo(await db.Entries.CountAsync() + await db.Audit.CountAsync() + await db.Certificates.CountAsync()
                + await db.StateRecords.CountAsync() + await db.AuditDays.CountAsync()));
    }

    [TestCase("DELETE FROM intake.entry WHERE id = (SELECT id FROM intake.entry WHERE made_on = '2026-03-03' LIMIT 1)",
        RootFault.RowGoneOrChanged)]
    [TestCase("UPDATE intake.entry SET sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1) WHERE made_on = '2026-03-04'",
        RootFault.RowAltered)]
    [TestCase("UPDATE intake.certificate SET body = set_byte(body, 60, get_byte(body, 60) # 1)", RootFault.RowAltered)]
    [TestCase("DELETE FROM intake.certificate_signature WHERE signer = (SELECT signer FROM intake.certificate_signature ORDER BY signer "
        + "LIMIT 1)", RootFault.RowGoneOrChanged)]
    [TestCase("UPDATE intake.certificate_signature SET made_on = made_on, signature = set_byte(signature, 5, get_byte(signature, 5) # 1)",
        RootFault.RowUnderNoRoot)]
    [TestCase("ALTER TABLE intake.audit DISABLE TRIGGER ALL; DELETE FROM intake.audit WHERE at < '2026-03-04'", RootFault.RowGoneOrChanged)]
    [TestCase("ALTER TABLE intake.audit DISABLE TRIGGER ALL; UPDATE intake.audit SET action = 3 WHERE action = 1", RootFault.RowAltered)]
    [TestCase("INSERT INTO intake.audit SELECT gen_random_uuid(), at, action, scheme_id, sealed, sha256(sealed) FROM intake.audit",
        RootFault.RowUnderNoRoot)]
    [TestCase("UPDATE intake.root_leaf SET day = '2026-03-06' WHERE day = '2026-03-04'", RootFault.RowDatedBack)]
    [TestCase(
        "DELETE FROM intake.root_leaf WHERE hash = (SELECT hash FROM intake.root_leaf ORDER BY hash LIMIT 1)", RootFault.RootDoesNotFit)]
    [TestCase("UPDATE intake.daily_root SET leaf_count = leaf_count + 1 WHERE day = '2026-03-04'", RootFault.RootDoesNotFit)]
    [TestCase("DELETE FROM intake.daily_root WHERE day = '2026-03-03'; DELETE FROM intake.root_leaf WHERE day = '2026-03-03'",
        RootFault.RootDoesNotFit)]
    [TestCase("DELETE FROM intake.daily_root; DELETE FROM intake.root_leaf", RootFault.DayWithoutRoot)]
    public async Task Tampering_is_found(string tampering, RootFault expected)
    {
        await using var db = bench.AsOwner();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync(tampering);
        Assert.That((await CheckAsync(db, NothingMailed)).Select(finding => finding.Fault), Does.Contain(expected));
    }

    [Test]
    public async Task Records_put_back_to_the_day_before_differ_from_what_was_mailed()
    {
        bench.Time.Advance(TimeSpan.FromHours(4));
        await bench.RunAsync<SendMails>();
        var mails = bench.Sink.Mails();
        Assert.That(mails.Select(mail => mail.MessageId), Is.Unique);
        var last = mails.Select(mail => Regex.Match(mail.Body, @"2026-03-04=([0-9a-f]{64})")).First(match => match.Success).Groups[1].Value;
        var mailed = new Dictionary<DateOnly, byte[]> { [FirstDay.AddDays(1)] = Convert.FromHexString(last) };

        await using var db = bench.AsOwner();
        Assert.That(await CheckAsync(db, mailed), Is.Empty);
        Assert.That((await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots", "2026-03-04=" + last)).Code,
            Is.EqualTo(ExitCode.Done));
        Assert.That((await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots", "2026-03-03=" + last)).Code,
            Is.EqualTo(ExitCode.Refused));
        Assert.That((await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots", "yesterday=" + last)).Code,
            Is.EqualTo(ExitCode.Misused));

        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync("""
            ALTER TABLE intake.audit DISABLE TRIGGER ALL; DELETE FROM intake.audit WHERE at >= '2026-03-04'; DELETE FROM intake.report WHERE received_on = '2026-03-04';
            DELETE FROM intake.daily_root WHERE day = '2026-03-04'; DELETE FROM intake.root_leaf WHERE day = '2026-03-04';
            DELETE FROM intake.audit_day WHERE day = '2026-03-04'; DELETE FROM intake.state_record WHERE made_on = '2026-03-04'
            """);
        Assert.That(await CheckAsync(db, NothingMailed), Is.Empty, "by itself the shorter chain is in order");
        Assert.That((await CheckAsync(db, mailed)).Select(finding => finding.Fault), Is.EqualTo(new[] { RootFault.NotTheMailedRoot }));
    }

    [Test]
    public async Task A_root_by_another_key_is_found()
    {
        await using var db = bench.AsOwner();
        using var other = FileSecret.Of(new byte[32]);
        var books = bench.Service<CertificateBooks>();
        var findings = await new RootCheck(other, books, new Removals(other, books), bench.Time).RunAsync(db, NothingMailed, default);
        Assert.That(findings.Select(finding => finding.Fault), Does.Contain(RootFault.RootDoesNotFit));
    }

    private async Task AuditAsync(AuditAction action)
    {
        await using var db = bench.Founded.Databases.AsWeb();
        bench.Service<AuditTrail>().Add(db, action, bench.Founded.Scheme.Id, bench.Founded["administrator 1"].Id);
        await db.SaveChangesAsync();
    }

    private async Task<IReadOnlyList<RootFinding>> CheckAsync(IntakeDb db, Dictionary<DateOnly, byte[]> mailed)
    {
        db.ChangeTracker.Clear();
        return await bench.Service<RootCheck>().RunAsync(db, mailed, default);
    }
}
