using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Intake.Worker.Mail;

/// <summary>
/// SMTP by <c>System.Net.Mail</c>. Its client does not honour cancellation while a server is silent, so the limit of
/// time is kept here, from outside.
/// </summary>
internal sealed class SmtpTransport(MailSettings settings) : IMailTransport
{
    /// <summary>Below the 60 seconds after which the database ends an idle transaction: a mail is sent while its row is held.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(20);

    public async Task<MailOutcome> SendAsync(ReadyMail mail, CancellationToken cancel)
    {
        if (!MailAddress.TryCreate(mail.To, out var to)) return MailOutcome.Refused;
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls };
        if (settings.User is { Length: > 0 } user) client.Credentials = new NetworkCredential(user, settings.Password);
        using var message = Compose(mail, to);
        try
        {
            await client.SendMailAsync(message, CancellationToken.None).WaitAsync(Limit, cancel);
            return MailOutcome.Accepted;
        }
        catch (TimeoutException)
        {
            client.SendAsyncCancel();
            return MailOutcome.Unreachable;
        }
        catch (SmtpFailedRecipientException refused)
        {
            return IsFinal(refused.StatusCode) ? MailOutcome.Refused : MailOutcome.TryLater;
        }
        catch (SmtpException failed)
        {
            return failed.StatusCode is SmtpStatusCode.GeneralFailure ? MailOutcome.Unreachable : MailOutcome.TryLater;
        }
    }

    /// <summary>RFC 5321 §4.2.1: a reply of the 5yz class is not to be tried again as it is.</summary>
    private static bool IsFinal(SmtpStatusCode status) => (int)status is >= 550 and < 560;

    private MailMessage Compose(ReadyMail mail, MailAddress to)
    {
        var message = new MailMessage(settings.From, to)
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Body,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
