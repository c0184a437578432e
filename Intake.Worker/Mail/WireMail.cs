using System.Text;
using MimeKit;

namespace Intake.Worker.Mail;

/// <summary>
/// A mail as it goes over the wire, byte for byte the same at every attempt. Its headers show no software, no machine,
/// and no time but the mail hour; MimeKit adds none of its own to one part of text.
/// </summary>
internal static class WireMail
{
    public static MimeMessage Of(ReadyMail mail, MailboxAddress from, MailboxAddress to)
    {
        var text = new TextPart("plain") { ContentTransferEncoding = ContentEncoding.Base64 };
        text.SetText(Encoding.UTF8, mail.Body);
        var message = new MimeMessage
        {
            Date = mail.Hour.ToUniversalTime(),
            Subject = mail.Subject,
            MessageId = mail.MessageId,
            Body = text,
        };
        message.From.Add(from);
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
