using System.Text;
using Intake.Core.Notices;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Worker.Mail;

/// <summary>Mails that wait in the database, a real mail server with certificates made here, and what happens to the mails.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MailServerTests
{
    private const string User = "portal", Password = "kodeord til mailserveren";
    private const string InClear = "EHLO portal.example.dk\r\nSTARTTLS\r\n";

    private readonly Workspace workspace = new();
    private WorkerBench bench = null!;
    private TestAuthority ours = null!;
    private TestAuthority foreign = null!;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        (ours, foreign) = (new TestAuthority(workspace, "ours"), new TestAuthority(workspace, "foreign"));
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        await bench.DisposeAsync();
        ours.Dispose();
        foreign.Dispose();
        workspace.Dispose();
    }

    [TearDown]
    public async Task EmptyOutbox()
    {
        await using var db = bench.AsOwner();
        await db.Mails.ExecuteDeleteAsync();
        bench.Log.GetStringBuilder().Clear();
    }

    [TestCase("starttls", "StartTls", InClear)]
    [TestCase("implicit", "Implicit", "")]
    public async Task A_trusted_server_gets_all_mails_of_a_round_over_one_encrypted_connection_after_one_sign_in(
        string offered, string wanted, string inClear)
    {
        await UseAsync(wanted, "--tls", offered, "--certificate", ours.ServerFile("localhost"), "--user", User, "--password", Password);
        await SendAsync("handler 1", "handler 2", "handler 3");

        var mails = bench.Sink.Mails();
        Assert.That(mails.SelectMany(mail => mail.To), Is.EqualTo(Addresses("handler 1", "handler 2", "handler 3")));
        Assert.That(mails.Select(mail => (mail.Encrypted, mail.User, mail.Ehlo, mail.Connection)),
            Is.All.EqualTo((true, User, "portal.example.dk", mails[0].Connection)));
        Assert.That(bench.Sink.Clear(), Is.EqualTo(inClear));
        Assert.That(await RowsAsync(), Is.Empty, "what is sent has no row");
    }

    [Test]
    public async Task A_server_is_known_by_its_address_where_the_certificate_says_so()
    {
        await UseAsync("StartTls", "--tls", "starttls", "--certificate", ours.ServerFile("127.0.0.1"));
        bench.Mail["Host"] = "127.0.0.1";
        bench.Mail.Remove("User");
        await SendAsync("deputy");
        Assert.That(bench.Sink.Mails().Single().Encrypted);
        Assert.That(await RowsAsync(), Is.Empty);
    }

    [TestCase("expired", "starttls", "StartTls")]
    [TestCase("of another authority", "starttls", "StartTls")]
    [TestCase("of an authority that the machine does not know", "starttls", "StartTls")]
    [TestCase("for another host", "starttls", "StartTls")]
    [TestCase("expired", "implicit", "Implicit")]
    [TestCase("for another host", "implicit", "Implicit")]
    public async Task A_server_whose_certificate_does_not_hold_gets_nothing_and_every_mail_waits(
        string fault, string offered, string wanted)
    {
        var certificate = fault switch
        {
            "expired" => ours.ServerFile("localhost", new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            "of another authority" => foreign.ServerFile("localhost"),
            "for another host" => ours.ServerFile("mail.example.dk"),
            _ => ours.ServerFile("localhost"),
        };
        await UseAsync(wanted, "--tls", offered, "--certificate", certificate, "--user", User, "--password", Password);
        if (fault.EndsWith("does not know", StringComparison.Ordinal)) bench.Mail.Remove("Authority");
        await SendAsync("handler 1", "handler 2");

        Assert.That(bench.Sink.Mails(), Is.Empty);
        Assert.That(bench.Sink.Clear().Replace(InClear, ""), Is.Empty, "nothing but the wish for encryption");
        Assert.That(await RowsAsync(), Is.All.EqualTo((MailState.Waiting, 1)));
        Assert.That(bench.Log.ToString(),
            Does.Contain("certificate or encryption not accepted").And.Contain("Unreachable").And.Not.Contain("@"));
    }

    [Test]
    public async Task A_server_that_offers_no_encryption_gets_neither_mails_nor_the_password()
    {
        await UseAsync("StartTls", "--user", User, "--password", Password);
        await SendAsync("handler 1", "handler 2");
        Assert.That(bench.Sink.Mails(), Is.Empty);
        Assert.That(bench.Sink.Clear().Replace("EHLO portal.example.dk\r\n", ""), Is.Empty);
        Assert.That(await RowsAsync(), Is.All.EqualTo((MailState.Waiting, 1)));
        Assert.That(bench.Log.ToString(), Does.Contain("encryption or sign-in not offered"));
    }

    [Test]
    public async Task A_server_that_speaks_in_clear_where_encryption_was_settled_gets_nothing_to_read()
    {
        await UseAsync("Implicit", "--user", User, "--password", Password);
        bench.Sink.Behave("greet 220 sink.localhost ESMTP");
        await SendAsync("handler 1");
        Assert.That(bench.Sink.Mails(), Is.Empty);
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { (MailState.Waiting, 1) }));
    }

    [Test]
    public async Task A_wrong_password_uses_up_no_mail_and_all_go_once_it_is_mended()
    {
        await UseAsync(
            "StartTls", "--tls", "starttls", "--certificate", ours.ServerFile("localhost"), "--user", User, "--password", Password);
        bench.Mail["Password"] = "et andet";
        await SendAsync("handler 1", "handler 2");
        Assert.That(bench.Sink.Mails(), Is.Empty);
        Assert.That(await RowsAsync(), Is.All.EqualTo((MailState.Waiting, 1)));
        Assert.That(bench.Log.ToString(),
            Does.Contain("user and password not accepted").And.Not.Contain("et andet").And.Not.Contain("535"));

        bench.Mail["Password"] = Password;
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.EquivalentTo(Addresses("handler 1", "handler 2")));
        Assert.That(await RowsAsync(), Is.Empty, "what is sent has no row");
        Assert.That(bench.Sink.Clear(),
            Does.Not.Contain(Password).And.Not.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0{Password}"))));
    }

    [Test]
    public async Task Of_three_recipients_one_refused_for_good_fails_alone_and_the_connection_serves_on()
    {
        await UseAsync(
            "StartTls", "--tls", "starttls", "--certificate", ours.ServerFile("localhost"), "--user", User, "--password", Password);
        bench.Sink.Behave($"rcpt {bench.Founded["handler 2"].Email} 550 5.1.1 {bench.Founded["handler 2"].Email} does not live here");
        await SendAsync("handler 1", "handler 2", "handler 3");

        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.EqualTo(Addresses("handler 1", "handler 3")), bench.Log.ToString());
        Assert.That(bench.Sink.Mails().Select(mail => mail.Connection).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { (MailState.Failed, 1) }));
        Assert.That(bench.Log.ToString(), Does.Contain("reply 550").And.Not.Contain("@").And.Not.Contain("live here"));
    }

    [Test]
    public async Task A_mail_whose_answer_was_cut_off_counts_as_not_sent_and_comes_again_byte_for_byte_the_same()
    {
        // At least once: after the last byte only the server knows. The Message-ID shows a reader's server that it is one mail.
        await UseAsync(
            "StartTls", "--tls", "starttls", "--certificate", ours.ServerFile("localhost"), "--user", User, "--password", Password);
        bench.Sink.Behave("cut 1");
        await SendAsync("deputy");
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(1), "it had arrived");
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { (MailState.Waiting, 1) }));

        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.RawMails(), Has.Count.EqualTo(2));
        Assert.That(bench.Sink.RawMails().Distinct().Count(), Is.EqualTo(1), "Message-ID, Date and all");
        Assert.That(await RowsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_server_that_leaves_between_two_mails_of_a_round_costs_no_attempt()
    {
        await UseAsync(
            "StartTls", "--tls", "starttls", "--certificate", ours.ServerFile("localhost"), "--user", User, "--password", Password);
        bench.Sink.Behave("leave");
        await SendAsync("handler 1", "handler 2", "handler 3");
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To), Is.EqualTo(Addresses("handler 1", "handler 2", "handler 3")));
        Assert.That(bench.Sink.Mails().Select(mail => mail.Connection), Is.Unique);
        Assert.That(await RowsAsync(), Is.Empty, "what is sent has no row");
    }

    [Test]
    public async Task A_server_that_hangs_is_given_up_on_for_now()
    {
        await UseAsync(
            "StartTls", "--tls", "starttls", "--certificate", ours.ServerFile("localhost"), "--user", User, "--password", Password);
        bench.Sink.Hang();
        var patient = bench.MailLimits;
        bench.MailLimits = new() { Reply = TimeSpan.FromSeconds(1) };
        await SendAsync("deputy");
        bench.MailLimits = patient;
        Assert.That(bench.Sink.Mails(), Is.Empty);
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { (MailState.Waiting, 1) }));
        Assert.That(bench.Log.ToString(), Does.Contain("no answer in time"));
    }

    [TestCase("greet 554 5.3.2 no service", MailState.Waiting, OutboxMail.MostAttempts - 1)]
    [TestCase("mail 550 5.7.1 who are you", MailState.Waiting, OutboxMail.MostAttempts - 1)]
    [TestCase("data 451 4.3.0 later", MailState.Failed, OutboxMail.MostAttempts)]
    public async Task At_the_last_attempt_a_server_that_is_out_of_order_fails_no_mail_and_one_that_still_says_later_does(
        string behaviour, MailState state, int attempts)
    {
        await UseAsync("None");
        bench.Mail.Remove("User");
        bench.Sink.Behave(behaviour);
        await AddAsync("deputy");
        await using (var db = bench.AsOwner())
            await db.Mails.ExecuteUpdateAsync(row => row.SetProperty(mail => mail.Attempts, OutboxMail.MostAttempts - 1));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Is.Empty);
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { (state, attempts) }));
    }

    private async Task UseAsync(string tls, params string[] sinkOptions)
    {
        await bench.UseAsync(await SmtpSink.StartAsync(["--keep-clear", .. sinkOptions]));
        (bench.Mail["Host"], bench.Mail["Tls"], bench.Mail["Authority"]) = ("localhost", tls, ours.RootFile);
        (bench.Mail["User"], bench.Mail["Password"]) = (User, Password);
    }

    /// <summary>One mail to each, in this order, and a round of sending.</summary>
    private async Task SendAsync(params string[] parts)
    {
        await AddAsync(parts);
        await bench.RunAsync<SendMails>();
    }

    private async Task AddAsync(params string[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
            await bench.AddMailsAsync(1, bench.Founded[parts[i]].Id, bench.Time.GetUtcNow().AddMinutes(i - 10));
    }

    private IEnumerable<string> Addresses(params string[] parts) => parts.Select(part => bench.Founded[part].Email);

    private async Task<IReadOnlyList<(MailState State, int Attempts)>> RowsAsync()
    {
        await using var db = bench.AsOwner();
        return [.. (await db.Mails.AsNoTracking().OrderBy(mail => mail.HourAt).ToListAsync()).Select(mail => (mail.State, mail.Attempts))];
    }
}
