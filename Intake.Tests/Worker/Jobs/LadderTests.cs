using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Operations;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>The ladder to its end, people on leave, and rows that are out of order.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LadderTests
{
    private static readonly DateOnly Today = new(2026, 3, 3);

    private WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync();

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test, Promise(41)]
    public async Task At_the_last_steps_deputy_and_executive_contact_hear_once_that_something_is_late_and_not_what()
    {
        var scene = new CaseScene(bench.Founded);
        var sent = await scene.InScopeAsync(); // the deputy does not hold it
        await scene.ReferAsync(sent);
        for (var day = 0; day < 120; day += 30)
        {
            bench.Time.Advance(TimeSpan.FromDays(30));
            await Task.WhenAll(bench.RunAsync<SweepDeadlines>(), bench.RunAsync<SweepDeadlines>());
        }

        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SendMails>();
        var mails = bench.Sink.Mails().Where(mail => !mail.Body.Contains("sign-in", StringComparison.Ordinal)).ToList();
        Assert.That(mails.SelectMany(mail => mail.To).Distinct(),
            Is.EquivalentTo(new[] { bench.Founded["deputy"].Email, bench.Founded.Scheme.Executive!.Mail }));
        foreach (var own in mails.GroupBy(mail => mail.To[0]))
        {
            Assert.That(own.Select(mail => (mail.Subject, mail.Body)).Distinct().Count(), Is.EqualTo(1), "the same words whatever is late");
            Assert.That(own.First().Subject, Does.StartWith(bench.Founded.Scheme.Title.Da).And.Not.Contain("log"));
            Assert.That(own.First().Body, Does.Contain("ventet for længe").And.Contain(bench.Founded.Scheme.Title.Da)
                .And.Not.Match("[0-9]").And.Not.Contain("http").And.Not.Contain("er blevet mindet"));
            Assert.That(own.First().Body.Contains("ikke slå den op", StringComparison.Ordinal),
                Is.EqualTo(own.Key != bench.Founded["deputy"].Email), "the deputy has an account");
        }

        await using var db = bench.AsOwner();
        var late = await db.Escalations.Where(row => row.Step == 6012).CountAsync();
        Assert.That(mails.Count(mail => mail.To[0] == bench.Founded.Scheme.Executive.Mail), Is.InRange(1, late), "at most once a step");

        var before = bench.Sink.Mails().Count;
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(before), "every step is taken once");
    }

    [Test]
    public async Task A_person_on_leave_is_stood_in_for_by_a_substitute_who_holds_the_case_and_the_last_one_hears_all_the_same()
    {
        await bench.AddDeadlineAsync(DeadlineKind.Statement, Today.AddDays(-50), Today.AddDays(2), bench.Founded.Hospital.Id);
        await AwayAsync("handler 1", "administrator 1");
        await AwayAsync("handler 2", "other handler 1"); // who does not hold it
        Assert.That(await ToldAsync(), Is.EquivalentTo(Addresses("administrator 1", "handler 3")));

        bench.Time.Advance(TimeSpan.FromDays(1));
        foreach (var part in new[] { "handler 3", "administrator 1", "administrator 2", "deputy" }) await AwayAsync(part, null);
        await bench.AddDeadlineAsync(DeadlineKind.Statement, Today.AddDays(-50), Today.AddDays(3), bench.Founded.Hospital.Id);
        Assert.That(await ToldAsync(), Is.EquivalentTo(Addresses("handler 1", "handler 2", "handler 3")), "all are away");
    }

    [Test]
    public async Task For_a_deputy_without_the_case_an_administrator_stands_in_who_does_not_have_it_either_and_no_handler()
    {
        var scene = new CaseScene(bench.Founded);
        var sent = await scene.InScopeAsync(); // the deputy does not hold it
        await scene.ReferAsync(sent);
        await using var db = bench.AsOwner();
        var due = await db.Deadlines.Where(row => row.ReportId == sent.ReportId && row.Kind == DeadlineKind.Statement).SingleAsync();
        string[] administrators = ["administrator 1", "administrator 2"];
        Assert.That(await HearAsync("other handler 1"), Is.EqualTo(Hear(administrators, "deputy")), "a handler of other cases");
        Assert.That(await HearAsync("handler 1"), Is.EqualTo(Hear(administrators, "deputy")), "a handler who has this one");
        Assert.That(await HearAsync("administrator 1"), Is.EqualTo(Hear(administrators)), "who is asked to sign in");
        var holder = bench.Service<HolderPseudonyms>().OfPerson(sent.ReportId, bench.Founded["administrator 1"].Id);
        await db.Grants.Where(grant => grant.Holder == holder).ExecuteDeleteAsync();
        Assert.That(await HearAsync("administrator 1"), Is.EqualTo(Hear(["administrator 2"], "administrator 1")));

        static (string, string) Hear(string[] holders, params string[] others) => (string.Join(", ", holders), string.Join(", ", others));

        async Task<(string, string)> HearAsync(string substitute)
        {
            await AwayAsync("deputy", substitute);
            await using var worker = bench.Founded.Databases.AsWorker();
            var staff = await SchemeStaff.ReadAsync(
                worker, bench.Service<CertificateBooks>(), bench.Founded.Scheme, bench.Time, default);
            var audience = await DeadlineAudience.ReadAsync(worker, staff, [sent.ReportId], bench.Service<HolderPseudonyms>(), default);
            var (holders, others) = (audience.Of(due, EscalationLevel.Deputy).Holders, audience.Of(due, EscalationLevel.Deputy).Others);
            return Hear([.. PartsOf(holders)], [.. PartsOf(others)]);
        }

        IEnumerable<string> PartsOf(IReadOnlyList<Guid> ids) => bench.Founded.People
            .Where(person => ids.Contains(person.Id)).Select(person => person.Part).Order(StringComparer.Ordinal);
    }

    [Test]
    public async Task Mails_that_are_ready_when_a_leave_is_set_wait_for_its_end_and_come_at_once_when_it_ends_early()
    {
        await bench.AddMailsAsync(1, bench.Founded["handler 1"].Id, bench.Time.GetUtcNow().AddHours(1));
        await bench.AddMailsAsync(1, bench.Founded["handler 2"].Id, bench.Time.GetUtcNow().AddHours(1));
        await LeaveAsync(Today.AddDays(10));
        Assert.That(await ToldAsync(), Is.EqualTo(Addresses("handler 2")));
        Assert.That(await WaitingAsync(), Is.EqualTo((0, (DateTimeOffset?)null)), "a leave is no mail server that is away");
        bench.Time.Advance(TimeSpan.FromDays(11));
        var back = CopenhagenClock.Instant(Today.AddDays(11), new(7, 30));
        Assert.That(await WaitingAsync(), Is.EqualTo((1, (DateTimeOffset?)back)), "late from the end of the leave on");
        Assert.That(await ToldAsync(), Is.EqualTo(Addresses("handler 1")), "back");

        await bench.AddMailsAsync(1, bench.Founded["handler 1"].Id, bench.Time.GetUtcNow().AddHours(1));
        await LeaveAsync(Today.AddDays(100));
        Assert.That(await ToldAsync(), Is.Empty);
        await LeaveAsync(null);
        Assert.That(await ToldAsync(), Is.EqualTo(Addresses("handler 1")), "back early");

        async Task<(int, DateTimeOffset?)> WaitingAsync()
        {
            await using var scope = bench.Founded.Services.CreateAsyncScope();
            var mails = await scope.ServiceProvider.GetRequiredService<OperationsDesk>().MailsAsync(default);
            return (mails.Waiting, mails.Oldest);
        }

        async Task LeaveAsync(DateOnly? until)
        {
            await using var scope = bench.Founded.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ILeaveMails>()
                .LeaveSetAsync(bench.Founded.Scheme.Id, bench.Founded["handler 1"].Id, until, default);
        }
    }

    [Test]
    public async Task Of_an_accountability_report_a_person_on_leave_hears_afterwards_and_of_the_days_root_all_the_same()
    {
        await AwayAsync("administrator 2", null);
        bench.Time.Advance(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero) - bench.Time.GetUtcNow());
        await bench.RunAsync<SealDailyRoot>();
        await bench.RunAsync<MakeAccountabilityReports>();
        bench.Time.Advance(TimeSpan.FromHours(3));
        await bench.RunAsync<SendMails>();
        Assert.That(To("kontroltal"), Is.EquivalentTo(Addresses("administrator 1", "administrator 2", "deputy")));
        Assert.That(To("/office/sign-in"), Is.EquivalentTo(Addresses("administrator 1", "deputy")));
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SendMails>();
        Assert.That(To("/office/sign-in"), Is.EquivalentTo(Addresses("administrator 1", "deputy", "administrator 2")));

        IEnumerable<string> To(string word) =>
            bench.Sink.Mails().Where(mail => mail.Body.Contains(word, StringComparison.Ordinal)).SelectMany(mail => mail.To);
    }

    [Test]
    public async Task A_row_out_of_order_and_a_person_who_cannot_be_told_stop_nobody_else_and_that_person_is_told_later()
    {
        var broken = await bench.AddDeadlineAsync(DeadlineKind.Screening, Today.AddDays(-9), Today.AddDays(-2));
        var sound = await bench.AddDeadlineAsync(DeadlineKind.Statement, Today.AddDays(-50), Today.AddDays(2), bench.Founded.Hospital.Id);
        await bench.SqlAsync($"""
            alter table intake.deadline drop constraint ck_deadline_kind; update intake.deadline set kind = 99 where id = '{broken.Id}';
            create sequence intake.tries; grant usage on sequence intake.tries to public;
            create function intake.fail_first() returns trigger language plpgsql as
                $$ begin if nextval('intake.tries') = 1 then raise exception 'no'; end if; return new; end $$;
            create trigger fail_first before insert on intake.mail_cause for each row execute function intake.fail_first()
            """);

        await Assert.ThatAsync(() => bench.RunAsync<SweepDeadlines>(), Throws.InstanceOf<AggregateException>());
        await using var db = bench.AsOwner();
        Assert.That(await db.Mails.CountAsync(), Is.EqualTo(2), "of three handlers");
        Assert.That(await db.Escalations.AnyAsync(), Is.False, "not taken before everybody is told");
        await Assert.ThatAsync(() => bench.RunAsync<SweepDeadlines>(), Throws.InstanceOf<AggregateException>(), "the broken row");
        Assert.That(await db.Escalations.Select(row => row.DeadlineId).ToListAsync(), Is.EqualTo(new[] { sound.Id }));

        bench.Time.Advance(TimeSpan.FromHours(3));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.EquivalentTo(Addresses("handler 1", "handler 2", "handler 3")));
    }

    [Test]
    public async Task Steps_that_an_earlier_release_kept_by_their_place_are_not_taken_again()
    {
        var deadline = await bench.AddDeadlineAsync(
            DeadlineKind.Statement, Today.AddDays(-61), Today.AddDays(-1), bench.Founded.Hospital.Id);
        await using var db = bench.AsOwner();
        await bench.SqlAsync($"insert into intake.escalation values ('{deadline.Id}', 4, '{Today:yyyy-MM-dd}')");
        await new StepsByPlace(db, new SchemeCatalogue(db)).NumberAsync(default);
        Assert.That(await new StepsByPlace(db, new SchemeCatalogue(db)).NumberAsync(default), Is.Zero, "the second time");
        await bench.RunAsync<SweepDeadlines>();
        Assert.That(await db.Escalations.Select(row => row.Step).ToListAsync(), Is.EqualTo(new[] { 2001 }), "the unit, one day after");
        Assert.That(await db.Mails.AnyAsync(), Is.False);
    }

    [Test, Promise(41)]
    public async Task After_a_week_without_a_worker_each_person_gets_one_mail_an_hour_each_step_is_taken_once_and_each_day_is_sealed()
    {
        var late = await bench.AddDeadlineAsync(DeadlineKind.Statement, Today.AddDays(-59), Today.AddDays(1), bench.Founded.Hospital.Id);
        var near = await bench.AddDeadlineAsync(DeadlineKind.Statement, Today.AddDays(-51), Today.AddDays(9), bench.Founded.Hospital.Id);
        await TwiceAsync<SealDailyRoot>();
        await TwiceAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromMinutes(150));
        await TwiceAsync<SendMails>();
        var before = bench.Sink.Mails();

        bench.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(150));
        foreach (var minutes in new[] { 130, 20, (18 * 60) + 10, 20 }) // 12:40 and 13:00, then 7:10 and 7:30
        {
            if (minutes == 130) await TwiceAsync<SealDailyRoot>();
            await TwiceAsync<SweepDeadlines>();
            await TwiceAsync<SweepNotices>();
            await TwiceAsync<SendMails>();
            bench.Time.Advance(TimeSpan.FromMinutes(minutes));
        }

        await TwiceAsync<SendMails>();
        var mails = bench.Sink.Mails().Skip(before.Count).ToList();
        Assert.That(mails.Select(mail => (mail.To[0], mail.Headers.Single(header => header[0] == "Date")[1])), Is.Unique);
        string[] leaders = ["administrator 1", "administrator 2", "deputy"];
        Assert.That(mails.SelectMany(mail => mail.To),
            Is.EquivalentTo(Addresses(["handler 1", "handler 2", "handler 3", .. leaders, .. leaders])), "leaders: roots and a notice");

        await using var db = bench.AsOwner();
        var steps = await db.Escalations.Select(row => new { row.DeadlineId, row.Step, row.DoneOn }).ToListAsync();
        Assert.That(steps.Where(row => row.DeadlineId == late.Id).Select(row => (row.Step, row.DoneOn.DayNumber - Today.DayNumber)),
            Is.EquivalentTo(new[] { (998, 0), (2001, 7), (3002, 7), (4004, 7) }),
            "what was passed over goes to those who must hear of it now");
        Assert.That(steps.Where(row => row.DeadlineId == near.Id).Select(row => row.Step), Is.EqualTo(new[] { 998 }), "the later one");
        Assert.That(await db.DailyRoots.OrderBy(root => root.Day).Select(root => root.Day).ToListAsync(),
            Is.EqualTo(Enumerable.Range(-1, 8).Select(day => Today.AddDays(day))));
        var told = MailedRoot.ReadAll(bench.Sink.Mails().Where(mail => mail.To[0] == bench.Founded["deputy"].Email)
            .Aggregate("", (text, mail) => text + mail.Body));
        Assert.That((told.Count, MailedRoots.Check(told)), Is.EqualTo((8, Array.Empty<MailedFinding>())));
    }

    private Task TwiceAsync<TJob>()
        where TJob : IRecurringJob => Task.WhenAll(bench.RunAsync<TJob>(), bench.RunAsync<TJob>());

    /// <summary>Sweeps, waits a day, sends: who got a mail since the last time.</summary>
    private async Task<IReadOnlyList<string>> ToldAsync()
    {
        var before = bench.Sink.Mails().Count;
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromHours(23));
        await bench.RunAsync<SendMails>();
        return [.. bench.Sink.Mails().Skip(before).SelectMany(mail => mail.To)];
    }

    private Task<string> AwayAsync(string part, string? substitute) => bench.SqlAsync(
        "update intake.staff_member set away_until = '2026-04-01', substitute_id = "
        + $"{(substitute is null ? "null" : $"'{bench.Founded[substitute].Id}'")} "
        + $"where id = '{bench.Founded[part].Id}'");

    private IEnumerable<string> Addresses(params string[] parts) => parts.Select(part => bench.Founded[part].Email);
}
