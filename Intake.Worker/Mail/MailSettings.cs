using System.Net.Mail;
using Microsoft.Extensions.Configuration;

namespace Intake.Worker.Mail;

/// <summary>Where mails go out and what they say of the site (settings under <c>Intake:Mail</c>).</summary>
/// <param name="Host">The SMTP server.</param>
/// <param name="Port">Its port, 25 where nothing is set.</param>
/// <param name="StartTls">Whether the connection must be encrypted; true where nothing is set.</param>
/// <param name="User">Name for signing in to the server, or null.</param>
/// <param name="Password">Its password.</param>
/// <param name="From">The sender.</param>
/// <param name="SiteAddress">The site's public address, the only address a mail names.</param>
internal sealed record MailSettings(string Host, int Port, bool StartTls, string? User, string? Password, MailAddress From, string SiteAddress)
{
    /// <summary>The right-hand side of Message-IDs.</summary>
    public string Domain => From.Host;

    public static MailSettings Read(IConfiguration settings, Func<string, string> required)
    {
        var mail = settings.GetSection("Intake:Mail");
        return new(
            required("Intake:Mail:Host"),
            mail.GetValue("Port", 25),
            mail.GetValue("StartTls", true),
            mail["User"],
            mail["Password"],
            new MailAddress(required("Intake:Mail:From"), mail["SiteName"] ?? "Whistleblowerportalen"),
            required("Intake:PublicOrigins:0"));
    }
}
