using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Operations;
using Intake.Tests.Core.Storage;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>
/// Somebody with the password of one program writes rows that look like the installation's own: they destroy no secret, silence nobody,
/// make nobody hear of what there is not, and cost no more than they are many.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RowsOfOthersTests
{
    private WorkerBench bench = null!;

    private DateOnly Today => CopenhagenClock.Today(bench.Time);

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync(new DateTimeOffset(2026, 4, 1, 4, 0, 0, TimeSpan.Zero));

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task A_draft_that_has_the_id_of_a_report_takes_no_secret_from_it_and_the_job_says_so()
    {
        var report = (await LateAsync()).ReportId;
        var staging = Guid.NewGuid();
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            await web.Database.ExecuteSqlAsync($"""
                INSERT INTO intake.staging (id, scheme_id, sealed, made_on, expires_on)
                    VALUES ({staging}, {bench.Founded.Scheme.Id}, '\x00', {Today.AddDays(-5)}, {Today.AddDays(-4)});
                INSERT INTO intake.draft (staging_id, report_id, lookup_hash, sealed)
                    VALUES ({staging}, {report}, decode(repeat('cd', 32), 'hex'), '\x00')
                """);
        }

        await Assert.ThatAsync(() => bench.RunAsync<SweepExpired>(), Throws.InstanceOf<AggregateException>());
        await using (var vault = bench.Founded.Databases.VaultAsOwner())
            Assert.That(await vault.Secrets.AnyAsync(secret => secret.ReportId == report));
        await bench.RunAsync<SweepExpired>();
        await using var db = bench.AsOwner();
        Assert.That(await db.Stagings.AnyAsync(), Is.False, "it is gone, and stops nothing afterwards");
    }

    [Test]
    public async Task A_genuine_grant_copied_into_a_later_epoch_silences_none_of_the_others()
    {
        await LateAsync();
        await AsWebAsync("""
            INSERT INTO intake.epoch (compartment_id, number, commitment, closed, made_on)
                SELECT id, 2, decode(repeat('ab', 32), 'hex'), false, '2026-04-01' FROM intake.compartment;
            INSERT INTO intake."grant" (id, compartment_id, epoch, holder, purpose, enc, sealed, made_on)
                SELECT gen_random_uuid(), compartment_id, 2, holder, purpose, enc, sealed, '2026-04-01' FROM intake."grant"
                ORDER BY holder LIMIT 1
            """);
        await bench.RunAsync<SweepDeadlines>();
        Assert.That(await ToldAsync(), Is.SupersetOf(Administrators));
    }

    [Test]
    public async Task Whose_row_says_another_role_hears_by_their_certificate()
    {
        await LateAsync();
        await AsWebAsync("UPDATE intake.staff_member SET roles = 4");
        await bench.RunAsync<SweepDeadlines>();
        Assert.That(await ToldAsync(), Is.SupersetOf(Administrators));
    }

    [Test]
    public async Task Of_a_report_that_has_no_secret_nobody_hears_that_it_is_late()
    {
        var (forged, real) = ((await LateAsync()).Id, (await LateAsync()).Id);
        await using (var db = bench.AsOwner())
        {
            var report = await db.Deadlines.Where(row => row.Id == forged).Select(row => row.ReportId).SingleAsync();
            await using var vault = bench.Founded.Databases.VaultAsOwner();
            await vault.Secrets.Where(secret => secret.ReportId == report).ExecuteDeleteAsync();
        }

        await bench.RunAsync<SweepDeadlines>();
        await using var after = bench.AsOwner();
        var steps = await after.Escalations.Select(row => row.DeadlineId).Distinct().ToListAsync();
        Assert.That(steps, Is.EqualTo(new[] { real }));
    }

    [Test]
    public async Task Behind_thousands_of_roots_that_nobody_signed_the_newest_signed_one_is_found_and_days_go_on()
    {
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();
        await bench.SqlAsync("""
            INSERT INTO intake.daily_root (day, root, previous, leaf_count, signature)
            SELECT day, sha256(i::text::bytea), sha256(i::text::bytea), 1, sha256(i::text::bytea) || sha256((-i)::text::bytea)
            FROM generate_series(1, 2500) i, (VALUES (date '2026-04-01'), (date '2999-12-31')) AS d(day)
            """);
        var roots = bench.BuildHost().Services.GetRequiredService<DailyRoots>(); // One that has seen none.
        await using (var db = bench.Founded.Databases.AsWorker())
        {
            Assert.That((await roots.NewestAsync(db, default))?.Day, Is.EqualTo(new DateOnly(2026, 4, 1)));
            Assert.That((await roots.NewestOfAnyDayAsync(db, default))?.Day, Is.EqualTo(new DateOnly(2026, 4, 1)));
        }

        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();
        await using var after = bench.Founded.Databases.AsWorker();
        Assert.That((await roots.NewestAsync(after, default))?.Day, Is.EqualTo(new DateOnly(2026, 4, 2)));
        await bench.SqlAsync("DELETE FROM intake.daily_root WHERE day = '2026-04-02'");
        Assert.That((await roots.NewestAsync(after, default))?.Day, Is.EqualTo(new DateOnly(2026, 4, 1)), "what is gone is not believed");
    }

    [Test]
    public async Task A_nights_order_is_lost_with_one_write_a_record_however_many_bear_one_number()
    {
        await AsWebAsync("""
            INSERT INTO intake.state_record (report_id, number, made_on, sealed, hash)
            SELECT 'cccccccc-0000-0000-0000-000000000001', 1, '2026-03-31', '\x00', sha256(i::text::bytea) FROM generate_series(1, 300) i
            """);
        var written = await bench.SqlAsync("""
            BEGIN;
            SELECT intake.shuffle('2026-03-31');
            SELECT n_tup_upd FROM pg_stat_xact_user_tables WHERE relname = 'state_record';
            COMMIT
            """);
        Assert.That(written.Split('\n', StringSplitOptions.TrimEntries), Does.Contain("300"), written);
    }

    [Test]
    public async Task A_certificate_that_is_longer_than_any_is_refused()
    {
        await using var web = bench.Founded.Databases.AsWeb();
        await Denial.BreaksACheckAsync(web, """
            INSERT INTO intake.certificate (id, scheme_id, person_id, serial, body, made_on)
            SELECT sha256('big'), scheme_id, id, 777, decode(repeat('ab', 20000), 'hex'), '2026-04-01' FROM intake.staff_member LIMIT 1
            """);
    }

    [Test]
    public async Task Rows_that_no_worker_wrote_hide_neither_that_none_runs_nor_the_page_that_says_so()
    {
        await bench.MakeJobTablesAsync();
        await using (var worker = bench.Founded.Databases.AsWorker())
        {
            await worker.Database.ExecuteSqlRawAsync("""
                INSERT INTO hangfire.server (id, data, lastheartbeat) VALUES ('a', '{{"StartedAt": "junk"}}', '2026-01-01'),
                    ('b', '{{"StartedAt": "2026-02-30T10:00:00Z"}}', '2026-01-01'), ('c', '{{"StartedAt": "2026-01-01T10:00:00Z"}}', 'infinity');
                INSERT INTO hangfire.hash (key, field, value) VALUES ('recurring-job:zzz', 'LastExecution', '999999999999999')
                """);
        }

        var found = await bench.BuildHost().Services.GetRequiredService<Readiness>().LookAsync(default);
        Assert.That((found.Database, found.Schema, found.Workers), Is.EqualTo((true, true, 0)));
    }

    private IEnumerable<string> Administrators => [bench.Founded["administrator 1"].Email, bench.Founded["administrator 2"].Email];

    private Task<DeadlineRow> LateAsync() => bench.AddDeadlineAsync(DeadlineKind.Acknowledgement, Today.AddDays(-30), Today.AddDays(-23));

    private async Task<IEnumerable<string>> ToldAsync()
    {
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SendMails>();
        return bench.Sink.Mails().SelectMany(mail => mail.To);
    }

    private async Task AsWebAsync(string sql)
    {
        await using var db = bench.Founded.Databases.AsWeb();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
