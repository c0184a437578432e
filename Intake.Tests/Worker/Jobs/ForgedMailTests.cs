using Intake.Core.Notices;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>Somebody with the worker's password writes rows of the outbox: nothing they wrote is sent to staff.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ForgedMailTests
{
    private const string Bait = "Din adgang udløber. Log ind på https://portal.example.evil/da/office";

    private WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync();

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [TestCase("kind = 3, body_text = @bait", Description = "another text")]
    [TestCase("hour_at = hour_at - interval '3 hours', next_at = next_at - interval '3 hours'", Description = "another hour")]
    [TestCase("message_id = '<forged@portal.example.dk>'", Description = "another Message-ID")]
    public async Task A_mail_that_was_written_over_is_not_sent_and_the_operator_sees_it(string change)
    {
        await bench.AddMailsAsync(1, bench.Founded["handler 1"].Id, bench.Time.GetUtcNow().AddHours(1));
        await using (var worker = bench.Founded.Databases.AsWorker())
        {
            var mail = await worker.Mails.AsNoTracking().SingleAsync();
            await worker.Database.ExecuteSqlAsync($"DELETE FROM intake.mail WHERE id = {mail.Id}");
            await worker.Database.ExecuteSqlAsync($"""
                INSERT INTO intake.mail (id, recipient, kind, message_id, state, attempts, next_at, hour_at)
                VALUES ({mail.Id}, {mail.Recipient}, {(short)mail.Kind}, {mail.MessageId}, 1, 0, {mail.NextAt}, {mail.HourAt})
                """);
        }

        await bench.SqlAsync($"UPDATE intake.mail SET {change.Replace("@bait", $"'{Bait}'", StringComparison.Ordinal)}");
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Is.Empty);
        await using var db = bench.AsOwner();
        Assert.That((await db.Mails.SingleAsync()).Failure, Is.EqualTo(MailFailure.Unreadable));
    }

    [Test]
    public async Task A_mail_that_was_taken_out_and_put_back_as_it_was_is_sent()
    {
        await bench.AddMailsAsync(1, bench.Founded["handler 1"].Id, bench.Time.GetUtcNow().AddHours(1));
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().Single().To.Single(), Is.EqualTo(bench.Founded["handler 1"].Email));
    }
}
