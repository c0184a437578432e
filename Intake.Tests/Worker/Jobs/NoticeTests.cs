using System.Text;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Tests.Core.Cases;
using Intake.Tests.Core.Cases.Outbound;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using Intake.Worker.Mail;
using MimeKit;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>What waits, and the mails that say only that something may: real cases, the worker's role, a real mail server.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class NoticeTests
{
    private static readonly string[] Everybody =
        ["administrator 1", "administrator 2", "deputy", "handler 1", "handler 2", "handler 3",
            "other handler 1", "other handler 2", "other handler 3"];

    private WorkerBench bench = null!;
    private int seen;

    [SetUp]
    public async Task SetUp() => (bench, seen) = (await WorkerBench.CreateAsync(), 0);

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test, Promise(41)]
    public async Task Each_new_thing_makes_one_mail_at_the_next_hour_for_those_who_hold_it_and_nobody_else_hears()
    {
        await LoadAsync("\"eachWorkingDay\"", "\"whenSomethingWaits\"");
        var scene = new CaseScene(bench.Founded);
        var sent = await Sending.SendAsync(bench.Founded, CaseScene.Story); // names handler 3
        await bench.RunAsync<SweepNotices>();
        Assert.That(await bench.SqlAsync("select count(*) from intake.mail"), Is.EqualTo("0"), "no row shows that a report came");

        Assert.That(await AtAsync(13, 0), Is.EquivalentTo(Addresses("administrator 1", "administrator 2")), "a report");
        await bench.RunAsync<SweepNotices>();
        Assert.That(await AtAsync(7, 30), Is.Empty, "nothing new, though nobody has opened it");

        await scene.PassAsync(sent, "administrator 1");
        await scene.PassAsync(sent, "administrator 2");
        await scene.DoAsync<ScreeningDesk>("administrator 1", (desk, self) => desk.DecideAsync(
            sent.ReportId, self, new ScreeningDecision.Inside(bench.Founded.Scheme.Categories[0].Name), OutboundAnswer.Checked, default));
        await scene.DoAsync<ReferralDesk>("administrator 1", (desk, self) => desk.ReferAsync(
            sent.ReportId, self, bench.Founded.Hospital.Id, [bench.Founded["handler 1"].Id, bench.Founded["handler 2"].Id],
            "Tag jer af det.", GrantAnswers.Confirmed, default));
        Assert.That(await AtAsync(13, 0), Is.EquivalentTo(Addresses("handler 1", "handler 2")), "a referral");

        await scene.PassAsync(sent, "handler 1");
        await scene.AsReporterAsync(sent, (desk, mailbox) => desk.AnswerAsync(mailbox, "Der er mere.", null, null, default));
        Assert.That(await AtAsync(7, 30), Is.EquivalentTo(Addresses("handler 1")), "an answer: handler 2 has not opened the case yet");
        await scene.AsReporterAsync(sent, (desk, mailbox) => desk.AnswerAsync(mailbox, "Og mere endnu.", null, null, default));
        Assert.That(await AtAsync(13, 0), Is.EquivalentTo(Addresses("handler 1")), "another answer");

        await scene.PassAsync(sent, "handler 2");
        var referral = (await scene.ReadAsync(sent, "handler 1"))!.Referrals.Single(one => one.WorkFile is not null).Id;
        await scene.SendStatementAsync(sent, referral);
        Assert.That(await AtAsync(7, 30), Is.EquivalentTo(Addresses("administrator 1", "administrator 2", "handler 2")),
            "a statement, and the answer for the handler who has opened the case now");
        Assert.That(await AtAsync(13, 0), Is.Empty);
        await scene.DoAsync<UnitMessageDesk>(
            "administrator 1", (desk, self) => desk.WriteAsync(sent.ReportId, referral, self, "Hvem?", OutboundAnswer.Checked, default));
        Assert.That(await AtAsync(7, 30), Is.EquivalentTo(Addresses("handler 1", "handler 2")), "a message to the unit");
        await scene.DoAsync<UnitMessageDesk>(
            "handler 1", (desk, self) => desk.WriteAsync(sent.ReportId, referral, self, "Os.", OutboundAnswer.Unasked, default));
        Assert.That(await AtAsync(13, 0), Is.EquivalentTo(Addresses("administrator 1", "administrator 2")), "and one back");

        var mails = Raw();
        Assert.That(mails.Select(WordsOf).Distinct().Count(), Is.EqualTo(1), "whatever it was");
    }

    [Test]
    public async Task A_colleagues_message_waits_for_those_who_can_read_it_and_names_that_came_for_all_who_had_answered()
    {
        await LoadAsync("\"eachWorkingDay\"", "\"whenSomethingWaits\"", secondReader: true);
        var scene = new CaseScene(bench.Founded);
        var sent = await scene.InScopeAsync();
        await scene.ReferAsync(sent);
        await AtAsync(7, 30);

        await scene.FeedbackOfAsync(sent, "handler 1", "Det er undersøgt.");
        Assert.That(await AtAsync(13, 0), Is.EquivalentTo(Addresses("handler 2")), "not its writer, nor who can't read it");
        Assert.That(await AtAsync(7, 30), Is.Empty, "once");
        await scene.FeedbackOfAsync(sent, "administrator 1", "Vi er i gang.");
        Assert.That(await AtAsync(13, 0), Is.EquivalentTo(Addresses("administrator 2")), "the administrators' among themselves");

        await scene.DoAsync<GateNamesDesk>("administrator 1", async (desk, self) =>
        {
            var seen = (await desk.ReadAsync(sent.ReportId, self, "Bo Falk", default))!.Seen;
            return await desk.AddAsync(sent.ReportId, self, new GateName("Bo Falk", null, "Svaret."), seen, default);
        });
        Assert.That(await AtAsync(7, 30), Is.EquivalentTo(Addresses("administrator 2", "handler 1", "handler 2")), "asked again");
        Assert.That(await AtAsync(13, 0), Is.Empty);
        Assert.That(Raw().Select(WordsOf).Distinct().Count(), Is.EqualTo(1), "whatever it was");
    }

    [Test, Promise(41)]
    public async Task Administrators_get_a_mail_each_working_day_and_handlers_one_a_week_with_and_without_cases()
    {
        await bench.AddDeadlineAsync(DeadlineKind.Screening, new(2026, 2, 26), new(2026, 3, 5));
        await Sending.SendAsync(bench.Founded, "Det skete igen.");
        var leaders = Addresses("administrator 1", "administrator 2", "deputy");
        Assert.That(await AtAsync(13, 0), Is.Empty, "never at another hour");
        foreach (var day in new[] { "Wednesday", "Thursday", "Friday" })
        {
            Assert.That(await AtAsync(7, 30), Is.EquivalentTo(leaders), day);
            Assert.That(await AtAsync(13, 0), Is.Empty, day);
        }

        bench.Time.Advance(TimeSpan.FromDays(2));
        Assert.That(await AtAsync(7, 30), Is.EquivalentTo(Addresses(Everybody)), "Monday");
        Assert.That(Raw().Select(WordsOf).Distinct().Count(), Is.EqualTo(1));
    }

    [Test, Promise(41)]
    public async Task A_mail_is_in_the_persons_language_from_the_schemes_own_sender_as_text_and_page_of_one_size()
    {
        await LoadAsync(
            "\"administrators\": \"eachWorkingDay\"",
            "\"administrators\": \"eachWorkingDay\", "
            + "\"sender\": { \"name\": \"Ordningen i regionen\", \"mail\": \"ordning@region.example\" }");
        await bench.SqlAsync($"update intake.staff_member set language = 'en' where id = '{bench.Founded["administrator 2"].Id}'");
        await AtAsync(7, 30);

        var mails = Raw();
        Assert.That(mails.Select(mail => mail.From.ToString()), Is.All.EqualTo("\"Ordningen i regionen\" <ordning@region.example>"));
        Assert.That(bench.Sink.Mails().Select(mail => mail.EnvelopeFrom), Is.All.EqualTo("ordning@region.example"));
        foreach (var mail in mails)
        {
            var language = mail.To.ToString() == bench.Founded["administrator 2"].Email ? "en" : "da";
            var link = $"{WorkerBench.Site}/{language}/office/sign-in";
            Assert.That(
                ((MultipartAlternative)mail.Body!).Select(part => part.ContentType.MimeType),
                Is.EqualTo(new[] { "text/plain", "text/html" }));
            Assert.That(mail.TextBody, Does.Contain(link).And.Not.Match("[0-9]"));
            Assert.That(
                mail.HtmlBody,
                Does.Contain($"<html lang=\"{language}\">").And.Contain($"<a href=\"{link}\">").And.Not.Contain("<img"));
            Assert.That(SizeOf(mail.TextBody), Is.EqualTo(MailText.Size));
            Assert.That(SizeOf(mail.HtmlBody), Is.EqualTo(MailText.HtmlSize));
        }
    }

    [Test]
    public async Task Keys_to_certify_wait_for_the_administrators_and_a_person_on_leave_gets_no_mail()
    {
        await LoadAsync("\"eachWorkingDay\"", "\"whenSomethingWaits\"");
        await bench.SqlAsync(
            $"update intake.staff_member set state = 2 where id = '{bench.Founded["other handler 1"].Id}'; "
            + $"update intake.staff_member set away_until = '2026-03-03' where id = '{bench.Founded["administrator 2"].Id}'");
        Assert.That(await AtAsync(13, 0), Is.EquivalentTo(Addresses("administrator 1", "deputy")));
        Assert.That(await AtAsync(7, 30), Is.EquivalentTo(Addresses("administrator 2")), "who is back, and is told what waits");
    }

    [Test]
    public async Task Access_to_go_through_waits_once_for_each_administrator_when_a_quarter_begins()
    {
        await LoadAsync("\"eachWorkingDay\"", "\"whenSomethingWaits\"");
        Assert.That(await AtAsync(13, 0), Is.Empty, "the certificates are of this quarter");
        bench.Time.Advance(new DateTimeOffset(2026, 3, 31, 22, 30, 0, TimeSpan.Zero) - bench.Time.GetUtcNow());
        Assert.That(await AtAsync(13, 0), Is.EquivalentTo(Addresses("administrator 1", "administrator 2", "deputy")), "1 April");
        Assert.That(await AtAsync(7, 30), Is.Empty);
    }

    /// <summary>Two workers look shortly before the next such hour, and the mails go out. To whom, since the last time.</summary>
    private async Task<IReadOnlyList<string>> AtAsync(int hour, int minute)
    {
        var at = CopenhagenClock.NextMailHour(bench.Time, [new TimeOnly(hour, minute)]);
        bench.Time.Advance(at - TimeSpan.FromMinutes(20) - bench.Time.GetUtcNow());
        await Task.WhenAll(bench.RunAsync<SweepNotices>(), bench.RunAsync<SweepNotices>());
        await bench.RunAsync<SweepDeadlines>();
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(seen), "not before the hour");
        bench.Time.Advance(TimeSpan.FromMinutes(20));
        await bench.RunAsync<SendMails>();
        var told = bench.Sink.Mails().Skip(seen).SelectMany(mail => mail.To).ToList();
        seen += told.Count;
        return told;
    }

    private async Task LoadAsync(string old, string other, bool secondReader = false)
    {
        var file = Encoding.UTF8.GetString(FoundedScheme.RegionFile());
        Assert.That(file, Does.Contain(old));
        if (secondReader) file = file.Replace("\"limits\":", "\"secondReader\": true, \"limits\":", StringComparison.Ordinal);
        await using var owner = bench.AsOwner();
        var loaded = await new SchemeLoader(owner, bench.Time).LoadAsync(
            Encoding.UTF8.GetBytes(file.Replace(old, other, StringComparison.Ordinal)), default);
        Assert.That(loaded.Faults, Is.Empty);
    }

    private static (string?, string?, string?) WordsOf(MimeMessage mail) => (mail.Subject, mail.TextBody, mail.HtmlBody);

    private static int SizeOf(string? text) => Encoding.UTF8.GetByteCount(text!.ReplaceLineEndings("\r\n"));

    private IReadOnlyList<MimeMessage> Raw() =>
        [.. bench.Sink.RawMails().Select(raw => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(raw))))];

    private IEnumerable<string> Addresses(params string[] parts) => parts.Select(part => bench.Founded[part].Email);
}
