using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Reports.Files;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Intake.Tests.Core.Storage;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>Somebody with the web's password writes one row: the jobs do what they did before, for everybody else's rows.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StrangeRowsTests
{
    private WorkerBench bench = null!;

    private DateOnly Today => CopenhagenClock.Today(bench.Time);

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync(new DateTimeOffset(2026, 4, 1, 4, 0, 0, TimeSpan.Zero));

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task A_number_fills_no_room_for_files_and_a_staging_that_never_ends_is_swept()
    {
        var (staging, scheme) = (Guid.NewGuid(), bench.Founded.Scheme.Id);
        await using var web = bench.Founded.Databases.AsWeb();
        await web.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.staging (id, scheme_id, sealed, made_on, expires_on)
                VALUES ({staging}, {scheme}, '\x00', {Today}, '2999-12-31');
            INSERT INTO intake.attachment (id, staging_id, compartment_id, epoch, salt, size_class, made_on)
                SELECT gen_random_uuid(), {staging}, gen_random_uuid(), 1, decode(repeat('ab', 32), 'hex'), 1073741824, {Today}
                FROM generate_series(1, 40)
            """);
        using var space = new UploadSpace(new UploadSpaceSettings { FreeMegabytes = 0 }, bench.Time);
        await space.RequireAsync(web, scheme, default);
        await bench.RunAsync<SweepExpired>();
        Assert.That(await web.Stagings.AnyAsync(), Is.False);
    }

    [Test]
    public async Task A_staging_of_the_year_1900_keeps_no_orphaned_secret_in_the_vault()
    {
        await using (var vault = bench.Founded.Databases.VaultAsOwner())
        {
            vault.Secrets.Add(new VaultSecret { ReportId = Guid.NewGuid(), Secret = SampleRows.Bytes(32), MadeOn = Today.AddDays(-30) });
            await vault.SaveChangesAsync();
        }

        await using var web = bench.Founded.Databases.AsWeb();
        await web.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.staging (id, scheme_id, sealed, made_on, expires_on)
            VALUES ({Guid.NewGuid()}, {bench.Founded.Scheme.Id}, '\x00', '1900-01-01', {Today.AddDays(20)})
            """);
        await bench.RunAsync<SweepExpired>();
        await using var after = bench.Founded.Databases.VaultAsOwner();
        Assert.That(await after.Secrets.AnyAsync(), Is.False);
    }

    [Test]
    public async Task A_leave_without_end_stops_no_report_and_is_none()
    {
        await AsWebAsync("UPDATE intake.staff_member SET away_until = '2999-12-31'");
        await bench.RunAsync<MakeAccountabilityReports>();
        await using var db = bench.AsOwner();
        Assert.That(await db.AccountabilityReports.AnyAsync(row => row.ToOn == new DateOnly(2026, 3, 31)));
        Assert.That(await db.Mails.CountAsync(mail => mail.NotBefore == null), Is.EqualTo(3), "two administrators and the deputy");
    }

    [Test]
    public async Task A_report_is_made_and_told_to_the_others_where_one_of_them_cannot_be_told()
    {
        await bench.SqlAsync("""
            CREATE FUNCTION intake.once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF (SELECT count(*) FROM intake.mail) = 1 THEN RAISE EXCEPTION 'no second one'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER once BEFORE INSERT ON intake.mail FOR EACH ROW WHEN (NEW.kind = 1) EXECUTE FUNCTION intake.once();
            ALTER FUNCTION intake.once() SECURITY DEFINER
            """);
        await Assert.ThatAsync(() => bench.RunAsync<MakeAccountabilityReports>(), Throws.InstanceOf<AggregateException>());
        await using var db = bench.AsOwner();
        Assert.That(await db.AccountabilityReports.AnyAsync(row => row.ToOn == new DateOnly(2026, 3, 31)));
        Assert.That(await db.Mails.CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_grant_to_nobody_in_an_epoch_far_ahead_takes_the_case_from_none_of_those_who_hold_it()
    {
        await bench.AddDeadlineAsync(DeadlineKind.Acknowledgement, Today.AddDays(-30), Today.AddDays(-23));
        await AsWebAsync("""
            INSERT INTO intake.epoch (compartment_id, number, commitment, closed, made_on)
                SELECT id, 1000000000, decode(repeat('ab', 32), 'hex'), false, '2026-04-01' FROM intake.compartment;
            INSERT INTO intake."grant" (id, compartment_id, epoch, holder, purpose, enc, sealed, made_on)
                SELECT gen_random_uuid(), id, 1000000000, decode(repeat('cd', 32), 'hex'), 1, decode(repeat('04', 65), 'hex'), '\x00',
                    '2026-04-01' FROM intake.compartment
            """);
        await bench.RunAsync<SweepDeadlines>();
        await using var db = bench.AsOwner();
        Assert.That(await db.Mails.AnyAsync(mail => mail.Kind == MailKind.Escalation));
    }

    [Test]
    public async Task An_account_that_nobody_certified_gets_no_mail_whatever_its_row_says()
    {
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            for (var i = 0; i < 5; i++)
            {
                web.Staff.Add(new StaffMember
                {
                    Id = Guid.NewGuid(), SchemeId = bench.Founded.Scheme.Id, Email = $"spam{i}@example.evil", FullName = "Ingen Ansat",
                    Roles = StaffRoles.Administrator, State = StaffState.Active, CreatedOn = Today,
                });
            }

            await web.SaveChangesAsync();
        }

        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();
        await bench.RunAsync<MakeAccountabilityReports>();
        await bench.RunAsync<SweepNotices>();
        bench.Time.Advance(TimeSpan.FromDays(7));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.Not.Empty.And.All.Not.Contain("example.evil"));
    }

    [Test]
    public async Task A_dialogue_of_a_referral_is_refused_and_so_is_a_deadline_that_ends_before_it_begins()
    {
        await bench.AddDeadlineAsync(DeadlineKind.Acceptance, Today, Today.AddDays(3), bench.Founded.Hospital.Id);
        await using var web = bench.Founded.Databases.AsWeb();
        await Denial.BreaksACheckAsync(web, """
            INSERT INTO intake.compartment (id, report_id, referral_id, kind)
            SELECT gen_random_uuid(), report_id, id, 2 FROM intake.referral
            """);
        await Denial.BreaksACheckAsync(web, "UPDATE intake.deadline SET due_on = starts_on - 1");
    }

    [Test]
    public async Task Signatures_of_nobody_each_of_another_day_are_no_leaves_of_a_later_root()
    {
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();
        await AsWebAsync("""
            INSERT INTO intake.certificate_signature (certificate_id, signer, signature, made_on)
            SELECT (SELECT id FROM intake.certificate LIMIT 1), sha256(n::text::bytea), decode(repeat('ab', 64), 'hex'),
                '2026-01-01'::date - n FROM generate_series(1, 2000) n
            """);
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();
        await using var db = bench.AsOwner();
        Assert.That(await db.DailyRoots.OrderBy(root => root.Day).Select(root => root.LeafCount).LastAsync(), Is.LessThan(100));
    }

    private async Task AsWebAsync(string sql)
    {
        await using var db = bench.Founded.Databases.AsWeb();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
