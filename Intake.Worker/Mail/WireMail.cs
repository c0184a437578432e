using System.Text;
using MimeKit;

namespace Intake.Worker.Mail;

/// <summary>
/// A mail as it goes over the wire, byte for byte the same at every attempt. Its headers show no software, no machine,
/// and no time but the mail hour; MimeKit adds none of its own to parts of text, between which stands a line that is always the same.
/// </summary>
internal static class WireMail
{
    /// <summary>RFC 2046 §5.1.1. The parts are in Base64, which has no such line.</summary>
    private const string Boundary = "=_part";

    public static MimeMessage Of(ReadyMail mail, MailboxAddress from, MailboxAddress to)
    {
        var message = new MimeMessage
        {
            Date = mail.Hour.ToUniversalTime(),
            Subject = mail.Subject,
            MessageId = mail.MessageId,
            Body = mail.Html is { } html ? Alternatives(Part("plain", mail.Body), Part("html", html)) : Part("plain", mail.Body),
        };
        message.From.Add(from);
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static MultipartAlternative Alternatives(params TextPart[] parts)
    {
        var both = new MultipartAlternative { Boundary = Boundary };
        foreach (var part in parts) both.Add(part);
        return both;
    }

    private static TextPart Part(string kind, string words)
    {
        var part = new TextPart(kind) { ContentTransferEncoding = ContentEncoding.Base64 };
        part.SetText(Encoding.UTF8, words);
        return part;
    }
}
