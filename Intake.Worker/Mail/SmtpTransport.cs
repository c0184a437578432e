using Microsoft.Extensions.Logging;

namespace Intake.Worker.Mail;

/// <summary>How long a mail may take and how many go over one connection.</summary>
internal sealed record SmtpLimits
{
    /// <summary>For one reply of the server, including the greeting.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// For one whole mail. Below the 60 seconds after which the database ends an idle transaction, since a mail is sent
    /// while its row is held.
    /// </summary>
    public TimeSpan Mail { get; init; } = TimeSpan.FromSeconds(18);

    /// <summary>Servers end a connection that carries very many.</summary>
    public int MailsAConnection { get; init; } = 100;
}

/// <summary>SMTP by MailKit.</summary>
internal sealed class SmtpTransport(MailSettings settings, ILogger<SmtpTransport> log) : IMailTransport
{
    public SmtpLimits Limits { get; set; } = new();

    public IMailConnection Open() => new SmtpConnection(settings, Limits, log);
}
