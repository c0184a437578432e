using System.Net;
using System.Net.Sockets;
using Intake.Tests.Support;
using Intake.Worker.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using NUnit.Framework;

namespace Intake.Tests.Worker.Mail;

/// <summary>What is sent to a real mail server, and how its replies are interpreted.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MailTransportTests
{
    private static readonly DateTimeOffset Hour = new(2026, 7, 3, 13, 0, 0, TimeSpan.FromHours(2));

    private SmtpSink sink = null!;

    [SetUp]
    public async Task SetUp() => sink = await SmtpSink.StartAsync();

    [TearDown]
    public async Task TearDown() => await sink.DisposeAsync();

    [TestCase("", nameof(MailOutcome.Accepted))]
    [TestCase("rcpt a@example.dk 421 4.3.2 going down", nameof(MailOutcome.Unreachable))]
    [TestCase("rcpt a@example.dk 450 4.2.1 busy", nameof(MailOutcome.TryLater))]
    [TestCase("rcpt a@example.dk 452 4.2.2 full", nameof(MailOutcome.TryLater))]
    [TestCase("rcpt a@example.dk 503 bad sequence", nameof(MailOutcome.Unreachable))]
    [TestCase("rcpt a@example.dk 530 5.7.0 sign in first", nameof(MailOutcome.Unreachable))]
    [TestCase("rcpt a@example.dk 535 5.7.8 sign in again", nameof(MailOutcome.Unreachable))]
    [TestCase("rcpt a@example.dk 550 5.1.1 nobody here", nameof(MailOutcome.Refused))]
    [TestCase("rcpt a@example.dk 550 nobody here", nameof(MailOutcome.Refused))]
    [TestCase("rcpt a@example.dk 553 5.1.3 no address", nameof(MailOutcome.Refused))]
    [TestCase("rcpt a@example.dk 554 5.7.1 relaying denied", nameof(MailOutcome.TryLater))]
    [TestCase("data 421 4.3.2 going down", nameof(MailOutcome.Unreachable))]
    [TestCase("data 451 4.7.1 greylisted", nameof(MailOutcome.TryLater))]
    [TestCase("data 538 5.7.11 encrypt first", nameof(MailOutcome.Unreachable))]
    [TestCase("data 552 5.3.4 too big", nameof(MailOutcome.Refused))]
    [TestCase("data 554 5.6.0 never", nameof(MailOutcome.Refused))]
    [TestCase("mail 451 4.3.0 later", nameof(MailOutcome.TryLater))]
    [TestCase("mail 550 5.1.8 unknown sender", nameof(MailOutcome.Unreachable))]
    [TestCase("greet 421 4.3.2 too many", nameof(MailOutcome.Unreachable))]
    [TestCase("greet 554 5.3.2 no service", nameof(MailOutcome.Unreachable))]
    public async Task A_reply_is_the_recipients_or_the_servers(string behaviour, string expected)
    {
        sink.Behave(behaviour);
        await using var connection = Transport().Open();
        Assert.That(await connection.SendAsync(Mail("a@example.dk"), default), Is.EqualTo(Enum.Parse<MailOutcome>(expected)));
        Assert.That(sink.Mails(), Has.Count.EqualTo(expected == nameof(MailOutcome.Accepted) ? 1 : 0));

        sink.BehaveWell();
        Assert.That(await connection.SendAsync(Mail("b@example.dk"), default), Is.EqualTo(MailOutcome.Accepted), "the next one goes");
    }

    [Test]
    public async Task Headers_tell_neither_software_nor_machine_nor_a_time_but_the_mail_hour()
    {
        await using (var connection = Transport("Københavns Ærø-Ordning").Open())
            await connection.SendAsync(Mail("a@example.dk") with { Subject = "Påmindelse: én frist" }, default);

        var mail = sink.Mails().Single();
        string[] names = ["From", "Date", "Subject", "Message-ID", "To", "Auto-Submitted", "MIME-Version", "Content-Type",
            "Content-Transfer-Encoding"];
        Assert.That(mail.Headers.Select(header => header[0]), Is.EquivalentTo(names).IgnoreCase);
        Assert.That(Header(mail, "Date"), Is.EqualTo("Fri, 03 Jul 2026 11:00:00 +0000"));
        Assert.That(Header(mail, "From"), Is.EqualTo("Københavns Ærø-Ordning <whistleblower@portal.example.dk>"));
        Assert.That(Header(mail, "Content-Type"), Does.Not.Contain("boundary"));
        Assert.That((mail.Subject, mail.MessageId, mail.Ehlo, mail.Body.ReplaceLineEndings("\n")),
            Is.EqualTo(("Påmindelse: én frist", "<1@portal.example.dk>", "portal.example.dk", "Kære læser\n.\nslut\n")));
        Assert.That(mail.EnvelopeOptions, Has.None.Contains("SMTPUTF8"), "ASCII addresses need nothing of the server");
        var raw = sink.RawMails().Single();
        Assert.That(raw,
            Does.Not.Contain("MailKit").And.Not.Contain("MimeKit").And.Not.Contain(Environment.MachineName)
                .IgnoreCase.And.Not.Contain("127.0.0.1"));
        Assert.That(raw, Does.Match(@"^[\x00-\x7f]*$"), "names and subject are encoded");
    }

    [Test]
    public async Task An_address_that_is_not_ASCII_goes_where_the_server_takes_such_and_is_refused_elsewhere()
    {
        await using (var connection = Transport().Open())
            Assert.That(await connection.SendAsync(Mail("søren@example.dk"), default), Is.EqualTo(MailOutcome.Accepted));
        Assert.That(sink.Mails().Single().EnvelopeOptions, Has.Member("SMTPUTF8"));
        Assert.That(sink.Mails().Single().EnvelopeTo, Is.EqualTo(new[] { "søren@example.dk" }));

        await using var ascii = await SmtpSink.StartAsync("--ascii");
        await using var other = Transport(to: ascii).Open();
        Assert.That(await other.SendAsync(Mail("søren@example.dk"), default), Is.EqualTo(MailOutcome.Refused));
        Assert.That(await other.SendAsync(Mail("soren@blåbær.dk"), default), Is.EqualTo(MailOutcome.Accepted));
        Assert.That(ascii.Mails().Single().EnvelopeTo, Is.EqualTo(new[] { "soren@xn--blbr-roah.dk" }));
    }

    [TestCase("nobody at nowhere")]
    [TestCase("nobody")]
    [TestCase("a@example.dk, b@example.dk")]
    [TestCase("Somebody <a@example.dk>")]
    [TestCase("a@example.dk\r\nRCPT TO:<b@example.dk>")]
    [TestCase("")]
    public async Task What_is_not_one_plain_address_is_refused_without_a_word_to_the_server(string to)
    {
        await sink.StopAsync();
        await using var connection = Transport().Open();
        Assert.That(await connection.SendAsync(Mail(to), default), Is.EqualTo(MailOutcome.Refused));
    }

    [Test]
    public async Task A_schemes_own_sender_that_is_refused_holds_back_its_own_mails_alone()
    {
        sink.Behave("mail 550 5.1.8 unknown sender");
        await using var connection = Transport().Open();
        var own = Mail("a@example.dk") with { From = new MailboxAddress("Ordningen", "ordning@region.example") };
        Assert.That(await connection.SendAsync(own, default), Is.EqualTo(MailOutcome.TryLater));
    }

    [Test]
    public async Task A_server_that_is_started_again_between_two_mails_gets_both()
    {
        await using var connection = Transport().Open();
        Assert.That(await connection.SendAsync(Mail("a@example.dk"), default), Is.EqualTo(MailOutcome.Accepted));
        await sink.StopAsync();
        await sink.StartAgainAsync();
        Assert.That(await connection.SendAsync(Mail("b@example.dk"), default), Is.EqualTo(MailOutcome.Accepted));

        await sink.StopAsync();
        Assert.That(await connection.SendAsync(Mail("c@example.dk"), default), Is.EqualTo(MailOutcome.Unreachable));
        await sink.StartAgainAsync();
        Assert.That(await connection.SendAsync(Mail("c@example.dk"), default), Is.EqualTo(MailOutcome.Accepted));
        Assert.That(sink.Mails().Select(mail => mail.Connection).Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_connection_carries_no_more_than_its_measure()
    {
        await using var connection = Transport(limits: new() { MailsAConnection = 2 }).Open();
        for (var i = 0; i < 5; i++)
            Assert.That(await connection.SendAsync(Mail("a@example.dk"), default), Is.EqualTo(MailOutcome.Accepted));
        Assert.That(sink.Mails().GroupBy(mail => mail.Connection).Select(group => group.Count()), Is.EqualTo(new[] { 2, 2, 1 }));
    }

    [Test]
    public async Task A_server_that_is_silent_is_waited_for_within_limits_and_no_longer_than_the_program_runs()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var brief = new SmtpLimits { Reply = TimeSpan.FromSeconds(1) };
        await using (var greeting = new SmtpTransport(
            Settings(((IPEndPoint)mute.LocalEndpoint).Port), NullLogger<SmtpTransport>.Instance) { Limits = brief }.Open())
        {
            Assert.That(await greeting.SendAsync(Mail("a@example.dk"), default), Is.EqualTo(MailOutcome.Unreachable));
        }

        sink.Hang();
        await using (var reply = Transport(limits: brief).Open())
            Assert.That(await reply.SendAsync(Mail("a@example.dk"), default), Is.EqualTo(MailOutcome.Unreachable));
        await using (var mail = Transport(limits: new() { Mail = TimeSpan.FromSeconds(1) }).Open())
            Assert.That(await mail.SendAsync(Mail("a@example.dk"), default), Is.EqualTo(MailOutcome.Unreachable));

        using var stopping = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var endless = new SmtpLimits { Reply = TimeSpan.FromHours(1), Mail = TimeSpan.FromHours(1) };
        await using var stopped = Transport(limits: endless).Open();
        await Assert.ThatAsync(() => stopped.SendAsync(Mail("a@example.dk"), stopping.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_mail_takes_less_than_the_database_leaves_a_transaction_idle() =>
        Assert.That(new SmtpLimits().Mail, Is.LessThan(TimeSpan.FromSeconds(20)));

    private static string Header(SinkMail mail, string name) => mail.Headers.Single(header => header[0] == name)[1];

    private static ReadyMail Mail(string to) => new(to, "<1@portal.example.dk>", Hour, "s", "Kære læser\r\n.\r\nslut\r\n");

    private static MailSettings Settings(int port, string name = "Ordningen") => new(
        "127.0.0.1", port, MailTls.None, null, null, new MailboxAddress(name, "whistleblower@portal.example.dk"), WorkerBench.Site);

    private SmtpTransport Transport(string name = "Ordningen", SmtpSink? to = null, SmtpLimits? limits = null) =>
        new(Settings((to ?? sink).Port, name), NullLogger<SmtpTransport>.Instance) { Limits = limits ?? new() };
}
