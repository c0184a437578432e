using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NUnit.Framework;

namespace Intake.Tests.Support;

public sealed class SmtpSinkTests
{
    [Test]
    public async Task A_Danish_mail_arrives_as_it_was_sent()
    {
        await using var sink = await SmtpSink.StartAsync();
        await SendAsync(sink, "<first@rig.example>");
        var mail = sink.Mails().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail.From, Is.EqualTo("ordning@rig.example"));
            Assert.That(mail.To, Is.EqualTo(new[] { "sagsbehandler@rig.example" }));
            Assert.That(mail.EnvelopeTo, Is.EqualTo(mail.To));
            Assert.That(mail.Subject, Is.EqualTo("Påmindelse: én frist nærmer sig"));
            Assert.That(mail.MessageId, Is.EqualTo("<first@rig.example>"));
            Assert.That(mail.Body.ReplaceLineEndings("\n").TrimEnd(), Is.EqualTo("Kære sagsbehandler\nDer er en åben sag."));
            Assert.That(sink.RawMails().Single(), Does.Contain("Message-ID").IgnoreCase);
        }
    }

    [Test]
    public async Task It_refuses_as_often_as_it_was_told_and_then_takes()
    {
        await using var sink = await SmtpSink.StartAsync();
        sink.RefuseNext(2);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Assert.ThatAsync(
                () => SendAsync(sink, "<again@rig.example>"),
                Throws.InstanceOf<SmtpCommandException>().With.Property(nameof(SmtpCommandException.StatusCode))
                    .EqualTo(SmtpStatusCode.ErrorInProcessing));
        }

        await SendAsync(sink, "<again@rig.example>");
        Assert.That(sink.Mails(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_hangs_until_it_goes_away_and_recovers()
    {
        await using var sink = await SmtpSink.StartAsync();
        sink.Hang();
        var hanging = SendAsync(sink, "<late@rig.example>");
        await Assert.ThatAsync(() => hanging.WaitAsync(TimeSpan.FromMilliseconds(500)), Throws.InstanceOf<TimeoutException>());
        await sink.StopAsync();
        await Assert.ThatAsync(() => hanging, Throws.InstanceOf<IOException>().Or.InstanceOf<ProtocolException>());
        sink.BehaveWell();
        await sink.StartAgainAsync();
        await SendAsync(sink, "<late@rig.example>");
        Assert.That(sink.Mails(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_goes_away_and_comes_back_with_its_mails()
    {
        await using var sink = await SmtpSink.StartAsync();
        await SendAsync(sink, "<before@rig.example>");
        await sink.StopAsync();
        await Assert.ThatAsync(() => SendAsync(sink, "<during@rig.example>"), Throws.InstanceOf<SocketException>());
        await sink.StartAgainAsync();
        await SendAsync(sink, "<after@rig.example>");
        Assert.That(sink.Mails().Select(mail => mail.MessageId), Is.EqualTo(new[] { "<before@rig.example>", "<after@rig.example>" }));
    }

    private static async Task SendAsync(SmtpSink sink, string messageId)
    {
        using var client = new SmtpClient();
        using var mail = new MimeMessage { Subject = "Påmindelse: én frist nærmer sig", MessageId = messageId };
        mail.From.Add(new MailboxAddress("", "ordning@rig.example"));
        mail.To.Add(new MailboxAddress("", "sagsbehandler@rig.example"));
        mail.Body = new TextPart("plain") { Text = "Kære sagsbehandler\nDer er en åben sag." };
        await client.ConnectAsync("127.0.0.1", sink.Port, SecureSocketOptions.None);
        await client.SendAsync(mail);
        await client.DisconnectAsync(quit: true);
    }
}
