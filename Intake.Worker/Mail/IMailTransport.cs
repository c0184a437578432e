namespace Intake.Worker.Mail;

/// <summary>A mail ready to go out.</summary>
/// <param name="To">The recipient's address.</param>
/// <param name="MessageId">RFC 5322 Message-ID in angle brackets, the same at every attempt.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
internal sealed record ReadyMail(string To, string MessageId, string Subject, string Body);

/// <summary>What a mail server made of a mail.</summary>
internal enum MailOutcome
{
    /// <summary>The server has taken it on.</summary>
    Accepted,

    /// <summary>The server answers and asks to come again (4xx).</summary>
    TryLater,

    /// <summary>No answer, or none in time: other mails will hardly fare better now.</summary>
    Unreachable,

    /// <summary>The address is none, or the server will never take it (5xx).</summary>
    Refused,
}

/// <summary>Hands mails to a server. The one seam of mail: a build with MailKit replaces <see cref="SmtpTransport"/> and no caller.</summary>
internal interface IMailTransport
{
    /// <summary>Sends one mail; failures of the server are outcomes and not exceptions.</summary>
    Task<MailOutcome> SendAsync(ReadyMail mail, CancellationToken cancel);
}
