using MimeKit;

namespace Intake.Worker.Mail;

/// <summary>A mail ready to go out, to one recipient.</summary>
/// <param name="To">The recipient's address.</param>
/// <param name="MessageId">RFC 5322 Message-ID in angle brackets, the same at every attempt.</param>
/// <param name="Hour">The mail hour it is meant for, the same at every attempt: no header shows another time.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
internal sealed record ReadyMail(string To, string MessageId, DateTimeOffset Hour, string Subject, string Body)
{
    /// <summary>The same as a page, or null for a mail of plain text alone.</summary>
    public string? Html { get; init; }

    /// <summary>The scheme's own sender, or null for the installation's.</summary>
    public MailboxAddress? From { get; init; }
}

/// <summary>What a mail server made of a mail.</summary>
internal enum MailOutcome
{
    /// <summary>The server has taken it on.</summary>
    Accepted,

    /// <summary>The server answers and asks to come again with this mail (4xx).</summary>
    TryLater,

    /// <summary>
    /// No server that can be used: none answers, none in time, or none that is trusted and accepts the sign-in. Other
    /// mails would most likely fail too.
    /// </summary>
    Unreachable,

    /// <summary>The address is not one, or the server will never take this mail (5xx).</summary>
    Refused,
}

/// <summary>The only way mails go out.</summary>
internal interface IMailTransport
{
    /// <summary>A connection for one round of mails. Nothing goes over the network before the first mail.</summary>
    IMailConnection Open();
}

/// <summary>Hands mails to a server, one after another over one connection. Disposing ends it.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <summary>Sends one mail; failures of the server are outcomes and not exceptions.</summary>
    Task<MailOutcome> SendAsync(ReadyMail mail, CancellationToken cancel);
}
