using Intake.Core.Notices;
using Intake.Core.Operations;
using Intake.Tests.Core.Storage;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>Somebody with the web's or the worker's password writes rows about mails: what is real is sent, once, and is seen.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StrangeMailsTests
{
    private WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync();

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task Rows_that_say_nobody_hold_up_no_mail_however_many_they_are_and_however_often_they_were_tried()
    {
        await AddAsync();
        await AsWebAsync("""
            INSERT INTO intake.mail (id, recipient, kind, message_id, state, attempts, next_at, hour_at)
            SELECT gen_random_uuid(), decode(repeat('ab', 65), 'hex'), 2, '<' || n || '@x>', 1, 1000, '1900-01-01', '1900-01-01'
            FROM generate_series(1, 3000) n
            """);
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            await Denial.BreaksACheckAsync(web, """
                INSERT INTO intake.mail (id, recipient, kind, message_id, state, attempts, next_at, hour_at)
                VALUES (gen_random_uuid(), '\x00', 2, '<x@x>', 1, 0, '1900-01-01', now())
                """);
        }

        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(1));
        await using var db = bench.AsOwner();
        Assert.That(await db.Mails.CountAsync(mail => mail.State == MailState.Failed && mail.Failure == MailFailure.Unreadable),
            Is.EqualTo(3000));
        Assert.That(await db.Mails.CountAsync(), Is.EqualTo(3000));
    }

    [Test]
    public async Task A_mail_that_has_gone_is_gone_whatever_comes_of_the_days_count()
    {
        await AddAsync();
        await bench.SqlAsync("REVOKE INSERT, UPDATE ON intake.mail_count FROM intake_worker");
        await Assert.ThatAsync(() => bench.RunAsync<SendMails>(), Throws.InstanceOf<AggregateException>());
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(1), "and not once more every minute");
    }

    [Test]
    public async Task A_mail_that_was_kept_and_is_put_back_goes_no_second_time()
    {
        await AddAsync();
        var rows = await bench.SqlAsync("CREATE TABLE intake.kept AS SELECT * FROM intake.mail; GRANT SELECT ON intake.kept TO intake_web");
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(1), rows);
        for (var again = 0; again < 2; again++)
        {
            await using (var web = bench.Founded.Databases.AsWeb())
            {
                await web.Database.ExecuteSqlRawAsync("INSERT INTO intake.mail SELECT * FROM intake.kept");
                await Denial.IsDeniedAsync(web, "DELETE FROM intake.mail_gone");
            }

            await bench.RunAsync<SendMails>();
            Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(1), "by the row's id, which its seal binds");
        }

        await using var db = bench.AsOwner();
        Assert.That(await db.Mails.AnyAsync(), Is.False);
        bench.Time.Advance(TimeSpan.FromDays(MailGone.DaysKept + 1));
        await bench.RunAsync<SweepExpired>();
        Assert.That(await db.MailsGone.AnyAsync(), Is.False);
    }

    [Test]
    public async Task The_largest_count_of_a_day_stops_neither_mails_nor_the_operators_page()
    {
        await AddAsync();
        await using (var worker = bench.Founded.Databases.AsWorker())
        {
            await Denial.BreaksACheckAsync(worker, "INSERT INTO intake.mail_count VALUES ('2026-03-03', 2147483647)");
            await worker.Database.ExecuteSqlRawAsync("""
                INSERT INTO intake.mail_count SELECT '2026-03-03'::date + n, 1000000 FROM generate_series(-2, 3000) n
                """);
        }

        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(1));
        await using var scope = bench.Founded.Services.CreateAsyncScope();
        var mails = await scope.ServiceProvider.GetRequiredService<OperationsDesk>().MailsAsync(default);
        Assert.That((mails.SentLately, mails.Waiting), Is.EqualTo((3_000_000, 0)));
    }

    [Test]
    public async Task Thousands_of_failed_rows_are_counted_and_the_real_one_is_named()
    {
        await AddAsync();
        await bench.SqlAsync("UPDATE intake.mail SET state = 3, failure = 1");
        const string Junk = """
            INSERT INTO intake.mail (id, recipient, kind, message_id, state, attempts, next_at, hour_at, failure, body_text)
            SELECT gen_random_uuid(), decode(repeat('ab', 65), 'hex'), 3, '<' || n || '@x>', 3, 1, '2026-03-01', '2026-03-01', 1,
                repeat('x', LENGTH) FROM generate_series(1, 2500) n
            """;
        await AsWebAsync(Junk.Replace("LENGTH", "60000", StringComparison.Ordinal));
        await using (var web = bench.Founded.Databases.AsWeb())
            await Denial.BreaksACheckAsync(web, Junk.Replace("LENGTH", "1000000", StringComparison.Ordinal));

        await using var scope = bench.Founded.Services.CreateAsyncScope();
        var mails = await scope.ServiceProvider.GetRequiredService<OperationsDesk>().MailsAsync(default);
        Assert.That(mails.GivenUp.Select(one => (one.StaffId, one.Count)), Is.EqualTo(new[] { (bench.Founded["handler 1"].Id, 1) }));
        Assert.That(mails.Refused.Select(one => one.StaffId), Is.EqualTo(new[] { bench.Founded["handler 1"].Id }));
        Assert.That((mails.Unreadable, mails.MoreGivenUp, mails.GivenUpCount), Is.EqualTo((1999, 501, 2501)));
    }

    [Test]
    public async Task A_cause_that_was_taken_out_while_its_mail_waits_makes_neither_another_mail_nor_a_failure()
    {
        var (person, at) = (bench.Founded["handler 1"].Id, bench.Time.GetUtcNow().AddHours(1));
        await using var worker = bench.Founded.Databases.AsWorker();
        Task<bool> AddAsync() => bench.Service<NoticeBook>().AddAsync(
            worker, MailKind.Reminder, person, NoticeCause.SomethingOpen(at), "portal.example.dk", null, default);
        Assert.That(await AddAsync());
        await worker.MailCauses.ExecuteDeleteAsync();
        Assert.That(await AddAsync(), Is.False);
        Assert.That(await worker.Mails.CountAsync(), Is.EqualTo(1));
    }

    /// <summary>A real mail, and the clock at its hour.</summary>
    private async Task AddAsync()
    {
        await bench.AddMailsAsync(1, bench.Founded["handler 1"].Id, bench.Time.GetUtcNow().AddHours(1));
        bench.Time.Advance(TimeSpan.FromHours(1));
    }

    private async Task AsWebAsync(string sql)
    {
        await using var db = bench.Founded.Databases.AsWeb();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
