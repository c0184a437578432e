using Intake.Core.Staff.Certificates;
using System.Text;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Referrals;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using Intake.Worker.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>From a deadline to the mails it causes: real rows under the worker's role, a real mail server, a clock moved by hand.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DeadlineMailTests
{
    private static readonly DateOnly Today = new(2026, 3, 3);

    private WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync();

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    [Promise(41)]
    public async Task A_deadline_that_nears_and_one_that_passed_are_mailed_alike_at_the_fixed_hour_and_once()
    {
        await bench.AddDeadlineAsync(DeadlineKind.Screening, Today.AddDays(-5), Today.AddDays(2));
        await bench.AddDeadlineAsync(DeadlineKind.Statement, Today.AddDays(-61), Today.AddDays(-1), bench.Founded.Hospital.Id);
        await bench.AddDeadlineAsync(DeadlineKind.Statement, Today.AddDays(-1), Today.AddDays(59), bench.Founded.OtherHospital.Id);

        await bench.RunAsync<SweepDeadlines>();
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Is.Empty, "before the hour");

        bench.Time.Advance(TimeSpan.FromMinutes(150));
        await bench.RunAsync<SendMails>();
        await bench.RunAsync<SweepDeadlines>();
        await bench.RunAsync<SendMails>();

        string[] handlers = ["handler 1", "handler 2", "handler 3"];
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.EquivalentTo(Addresses(handlers)));
        bench.Time.Advance(TimeSpan.FromHours(19));
        await bench.RunAsync<SendMails>();
        var mails = bench.Sink.Mails();
        Assert.That(mails.SelectMany(mail => mail.To), Is.EquivalentTo(Addresses([.. handlers, "administrator 1", "administrator 2"])),
            "administrators hear of everything in their mail of the working day");
        Assert.That(mails.Select(mail => (mail.Subject, mail.Body)).Distinct().Count(), Is.EqualTo(1), "the same words");
        Assert.That(mails.Select(mail => Encoding.UTF8.GetByteCount(mail.Body.ReplaceLineEndings("\r\n").TrimEnd('\r', '\n'))),
            Is.All.EqualTo(Encoding.UTF8.GetByteCount(mails[0].Body.ReplaceLineEndings("\r\n").TrimEnd('\r', '\n'))));
        Assert.That(mails.Select(mail => mail.MessageId).Distinct().Count(), Is.EqualTo(mails.Count));
        Assert.That(mails[0].Body, Does.Contain(WorkerBench.Site + "/da/office/sign-in").And.Not.Contain("/en/"));
        Assert.That(mails[0].Body, Does.Not.Match(@"\d"), "no date, no number");
    }

    [Test]
    [Promise(42)]
    public async Task A_step_is_taken_once_by_two_workers_and_again_only_further_up()
    {
        var deadline = await bench.AddDeadlineAsync(
            DeadlineKind.Statement, Today.AddDays(-61), Today.AddDays(-1), bench.Founded.Hospital.Id);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.RunAsync<SweepDeadlines>()));
        Assert.That(await StepsAsync(deadline), Is.EqualTo(new[] { (2001, Today) }));

        bench.Time.Advance(TimeSpan.FromDays(3));
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromDays(4));
        await bench.RunAsync<SweepDeadlines>();
        Assert.That(await StepsAsync(deadline),
            Is.EqualTo(new[] { (2001, Today), (3002, Today.AddDays(3)), (4004, Today.AddDays(3)), (5008, Today.AddDays(7)) }));

        await Task.WhenAll(bench.RunAsync<SendMails>(), bench.RunAsync<SendMails>());
        bench.Time.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(bench.RunAsync<SendMails>(), bench.RunAsync<SendMails>());
        string[] told = ["handler 1", "handler 2", "handler 3", "administrator 1", "administrator 2", "deputy"];
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.EquivalentTo(Addresses(told)));
    }

    [Test]
    public async Task Ten_deadlines_of_one_hour_make_one_mail_a_person()
    {
        for (var i = 0; i < 10; i++)
            await bench.AddDeadlineAsync(DeadlineKind.Screening, Today.AddDays(-5), Today.AddDays(i % 2 == 0 ? 2 : -1));
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromHours(24));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.Unique.And.Exactly(2).Items);
    }

    [Test]
    [Promise(41)]
    public async Task A_handler_named_in_the_report_and_one_who_recused_himself_get_no_mail_of_it_while_its_holders_do()
    {
        var scene = new CaseScene(bench.Founded);
        var sent = await scene.InScopeAsync(); // names handler 3
        await scene.ReferAsync(sent);
        await scene.DoAsync<GateDesk>("handler 2", (desk, self) => desk.RecuseAsync(sent.ReportId, self, true, default));

        bench.Time.Advance(TimeSpan.FromDays(120));
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SendMails>();

        string[] told = ["handler 1", "administrator 1", "administrator 2"];
        Assert.That(AskedToSignIn(), Is.EquivalentTo(Addresses(told)));
    }

    [Test]
    public async Task A_case_that_no_handler_holds_any_more_is_its_administrators_and_never_the_units()
    {
        var scene = new CaseScene(bench.Founded);
        var sent = await scene.InScopeAsync();
        await scene.ReferAsync(sent);
        foreach (var part in new[] { "handler 1", "handler 2" })
            await scene.DoAsync<GateDesk>(part, (desk, self) => desk.RecuseAsync(sent.ReportId, self, true, default));

        bench.Time.Advance(TimeSpan.FromDays(120));
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SendMails>();

        string[] told = ["administrator 1", "administrator 2"];
        Assert.That(AskedToSignIn(), Is.EquivalentTo(Addresses(told)));
    }

    [Test]
    public async Task Feedback_is_the_administrators_until_a_unit_has_accepted_and_then_the_handlers_who_did()
    {
        var scene = new CaseScene(bench.Founded);
        var sent = await scene.InScopeAsync();
        await scene.DoAsync<ReferralDesk>("administrator 1", (desk, self) => desk.ReferAsync(sent.ReportId, self,
            bench.Founded.Hospital.Id, [bench.Founded["handler 1"].Id, bench.Founded["handler 2"].Id], "Tag jer af det.",
            GrantAnswers.Confirmed, default));
        await using var db = bench.AsOwner();
        var due = await db.Deadlines.Where(row => row.ReportId == sent.ReportId && row.Kind == DeadlineKind.Feedback).SingleAsync();
        Assert.That(await ToldAsync(EscalationLevel.Handler), Is.EquivalentTo(new[] { "administrator 1", "administrator 2" }));
        Assert.That(await ToldAsync(EscalationLevel.Unit), Is.EquivalentTo(new[] { "administrator 1", "administrator 2" }));

        await scene.PassAsync(sent, "handler 1");
        Assert.That(await ToldAsync(EscalationLevel.Handler), Is.EquivalentTo(new[] { "handler 1", "handler 2" }));

        async Task<IEnumerable<string>> ToldAsync(EscalationLevel level)
        {
            await using var worker = bench.Founded.Databases.AsWorker();
            var staff = await SchemeStaff.ReadAsync(
                worker, bench.Service<CertificateBooks>(), bench.Founded.Scheme, bench.Time, default);
            var audience = await DeadlineAudience.ReadAsync(
                worker, staff, [sent.ReportId], bench.Founded.Services.GetRequiredService<HolderPseudonyms>(), default);
            string[] people = ["administrator 1", "administrator 2", "deputy", "handler 1", "handler 2", "handler 3"];
            return audience.Of(due, level).Holders.Select(id => people.Single(name => bench.Founded[name].Id == id));
        }
    }

    [Test]
    public async Task A_unit_without_handlers_is_no_dead_end()
    {
        var lonely = bench.Founded.Scheme.Units[^1];
        await bench.AddDeadlineAsync(DeadlineKind.Statement, Today.AddDays(-20), Today.AddDays(2), lonely.Id);
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromHours(24));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.EquivalentTo(Addresses("administrator 1", "administrator 2")));
    }

    [Test]
    public async Task A_server_that_asks_to_wait_gets_the_same_mail_again_later()
    {
        await bench.AddMailsAsync(2, bench.Founded["deputy"].Id, bench.Time.GetUtcNow());
        bench.Sink.RefuseNext(1);
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(1), "the other one went");
        await using var db = bench.AsOwner();
        var waiting = await db.Mails.AsNoTracking().SingleAsync(mail => mail.State == MailState.Waiting);
        Assert.That(waiting.Attempts, Is.EqualTo(1));

        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().Select(mail => mail.MessageId), Does.Contain(waiting.MessageId).And.Exactly(2).Items);
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_server_that_is_gone_or_silent_loses_no_mail()
    {
        await bench.AddMailsAsync(2, bench.Founded["deputy"].Id, bench.Time.GetUtcNow());
        await bench.Sink.StopAsync();
        await bench.RunAsync<SendMails>();

        await bench.Sink.StartAgainAsync();
        bench.Sink.Hang();
        var settings = new MailSettings(
            "127.0.0.1", bench.Sink.Port, MailTls.None, null, null, new MailboxAddress("", "a@portal.example.dk"), WorkerBench.Site);
        await using (var silent = new SmtpTransport(settings, NullLogger<SmtpTransport>.Instance)
        {
            Limits = new() { Reply = TimeSpan.FromSeconds(1) }
        }.Open())
        {
            Assert.That(await silent.SendAsync(new ReadyMail("b@example.dk", "<1@portal.example.dk>", bench.Time.GetUtcNow(), "s", "b"),
                default), Is.EqualTo(MailOutcome.Unreachable));
        }

        bench.Sink.BehaveWell();
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_mail_to_no_address_fails_alone_and_one_to_somebody_who_left_goes_unsent()
    {
        await using (var db = bench.AsOwner())
        {
            await bench.AddMailsAsync(1, bench.Founded["handler 1"].Id, bench.Time.GetUtcNow().AddMinutes(-3));
            await bench.AddMailsAsync(1, bench.Founded["handler 2"].Id, bench.Time.GetUtcNow().AddMinutes(-2));
            await bench.AddMailsAsync(1, bench.Founded["handler 3"].Id, bench.Time.GetUtcNow().AddMinutes(-1));
            var (first, second) = (bench.Founded["handler 1"].Id, bench.Founded["handler 2"].Id);
            await db.Staff.Where(person => person.Id == first)
                .ExecuteUpdateAsync(row => row.SetProperty(p => p.Email, "nobody at nowhere"));
            await db.Staff.Where(person => person.Id == second).ExecuteUpdateAsync(row => row.SetProperty(p => p.State, StaffState.Left));
        }

        await bench.RunAsync<SendMails>();

        Assert.That(bench.Sink.Mails().Single().To, Is.EqualTo(new[] { bench.Founded["handler 3"].Email }));
        await using var after = bench.AsOwner();
        Assert.That(await after.Mails.Select(mail => new { mail.State, mail.Failure }).ToListAsync(),
            Is.EqualTo(new[] { new { State = MailState.Failed, Failure = (MailFailure?)MailFailure.Refused } }));
        Assert.That(bench.Log.ToString(), Does.Not.Contain("@"));
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(9, 256)]
    [TestCase(10, 360)]
    [TestCase(19, 360)]
    public void Pauses_double_up_to_six_hours(int attempts, int minutes) =>
        Assert.That(SendMails.PauseAfter(attempts), Is.EqualTo(TimeSpan.FromMinutes(minutes)));

    private IEnumerable<string> Addresses(params string[] parts) => parts.Select(part => bench.Founded[part].Email);

    private IEnumerable<string> AskedToSignIn() =>
        bench.Sink.Mails().Where(mail => mail.Body.Contains("/office/sign-in", StringComparison.Ordinal)).SelectMany(mail => mail.To);

    private async Task<IReadOnlyList<(int, DateOnly)>> StepsAsync(DeadlineRow deadline)
    {
        await using var db = bench.AsOwner();
        return [.. (await db.Escalations.AsNoTracking().Where(row => row.DeadlineId == deadline.Id).OrderBy(row => row.Step).ToListAsync())
            .Select(row => (row.Step, row.DoneOn))];
    }
}
