using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Intake.Worker.Mail;

/// <summary>
/// What goes wrong with a mail server, sorted into outcomes (RFC 5321 §4.2, RFC 4954 §6). A fault of the server or of the
/// settings is never a recipient's: it must not use up the mails of all.
/// </summary>
internal static class SmtpFault
{
    /// <summary>Whether it is the server's or the network's doing, and not a mistake in this program.</summary>
    public static bool Is(Exception failed) => failed is SocketException or IOException or TimeoutException or OperationCanceledException
        or SslHandshakeException or AuthenticationException or SaslException or NotSupportedException
        or CommandException or ProtocolException or ServiceNotAuthenticatedException or ServiceNotConnectedException;

    /// <summary>What became of a mail on a connection that stood.</summary>
    /// <param name="failed">What went wrong.</param>
    /// <param name="ownSender">Whether the mail came from a scheme's own sender: refused, it stops no other scheme's mails.</param>
    public static MailOutcome OutcomeOf(Exception failed, bool ownSender) =>
        failed is SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } && ownSender ? MailOutcome.TryLater
        : failed is not SmtpCommandException reply || IsOfTheServer(reply) ? MailOutcome.Unreachable
        : (int)reply.StatusCode < 500 || IsOfRights(reply) ? MailOutcome.TryLater : MailOutcome.Refused;

    /// <summary>For the log: never the server's own words, which quote addresses.</summary>
    public static string Describe(Exception failed) => failed switch
    {
        SmtpCommandException reply => $"reply {(int)reply.StatusCode}",
        SocketException socket => $"no connection ({socket.SocketErrorCode})",
        SslHandshakeException => "certificate or encryption not accepted",
        NotSupportedException => "encryption or sign-in not offered",
        AuthenticationException or SaslException => "user and password not accepted",
        ServiceNotAuthenticatedException => "sign-in asked for",
        TimeoutException or OperationCanceledException or IOException { InnerException: TimeoutException } => "no answer in time",
        _ => "connection broken",
    };

    /// <summary>
    /// 421 the service goes away; 500 and 502 to 504 a command is not understood; 530, 534, 535 and 538 a sign-in is wanted
    /// or refused; any refusal for good of the sender, which is the same for all mails without one of their own.
    /// </summary>
    private static bool IsOfTheServer(SmtpCommandException reply) =>
        (int)reply.StatusCode is 421 or 500 or 502 or 503 or 504 or 530 or 534 or 535 or 538
        || (reply.ErrorCode is SmtpErrorCode.SenderNotAccepted && (int)reply.StatusCode >= 500);

    /// <summary>
    /// RFC 3463 §3.8: 5.7.z refuses for want of rights, for one recipient or (relaying denied) for all of a server that is
    /// set up wrongly. One cannot tell which, so it is tried again until the attempts are used up.
    /// </summary>
    private static bool IsOfRights(SmtpCommandException reply) => reply.Message.StartsWith("5.7.", StringComparison.Ordinal);
}
