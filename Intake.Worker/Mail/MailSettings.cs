using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace Intake.Worker.Mail;

/// <summary>How a connection to the mail server is encrypted. None of them falls back to another.</summary>
internal enum MailTls
{
    /// <summary>By STARTTLS before anything else is said; a server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Implicit,

    /// <summary>Not at all: for a server on the same machine.</summary>
    None,
}

/// <summary>Name and password for a mail server.</summary>
internal sealed record MailSignIn(string User, string Password);

/// <summary>
/// Where mails go out and what they say of the site: the settings under <c>Intake:Mail</c>, listed in docs/operations.md.
/// </summary>
/// <param name="Host">The SMTP server; its certificate must carry this name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">How the connection is encrypted.</param>
/// <param name="Authorities">The only root certificates that are trusted, or null for the machine's.</param>
/// <param name="SignIn">How to sign in to the server, or null.</param>
/// <param name="From">The sender.</param>
/// <param name="SiteAddress">The site's public address, the only address a mail names.</param>
internal sealed record MailSettings(
    string Host, int Port, MailTls Tls, X509Certificate2Collection? Authorities, MailSignIn? SignIn,
    MailboxAddress From, string SiteAddress)
{
    /// <summary>The right-hand side of Message-IDs, and the name this program gives itself.</summary>
    public string Domain => MailboxAddress.IdnMapping.Encode(From.Domain);

    /// <summary>Reads and checks them. Error: <see cref="InvalidDataException"/>, which names the setting.</summary>
    public static MailSettings Read(IConfiguration settings, Func<string, string> required)
    {
        var mail = settings.GetSection("Intake:Mail");
        if (mail["StartTls"] is not null)
        {
            throw new InvalidDataException("Intake:Mail:StartTls is called Intake:Mail:Tls now: StartTls, Implicit or None.");
        }

        var (host, tls) = (required("Intake:Mail:Host"), ReadTls(mail["Tls"]));
        var signIn = mail["User"] is { Length: > 0 } user ? new MailSignIn(user, required("Intake:Mail:Password")) : null;
        if (signIn is not null && tls is MailTls.None && !IsThisMachine(host))
        {
            throw new InvalidDataException(
                "Intake:Mail:Tls is None and Intake:Mail:User is set: a password is not sent over a network in clear.");
        }

        return new(
            host, ReadPort(mail["Port"]) ?? (tls is MailTls.Implicit ? 465 : 25), tls, ReadAuthorities(mail["Authority"]), signIn,
            ReadFrom(required("Intake:Mail:From"), mail["SiteName"]), required("Intake:PublicOrigins:0"));
    }

    private static MailTls ReadTls(string? text) => text?.ToUpperInvariant() switch
    {
        null or "" or "STARTTLS" => MailTls.StartTls,
        "IMPLICIT" => MailTls.Implicit,
        "NONE" => MailTls.None,
        _ => throw new InvalidDataException($"Intake:Mail:Tls is {text}: it must be StartTls, Implicit or None."),
    };

    private static int? ReadPort(string? text) => text switch
    {
        null or "" => null,
        _ when ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 => port,
        _ => throw new InvalidDataException($"Intake:Mail:Port is {text}: it must be a number from 1 to 65535."),
    };

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static X509Certificate2Collection? ReadAuthorities(string? path)
    {
        if (string.IsNullOrEmpty(path)) return null;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidDataException($"Intake:Mail:Authority cannot be read as PEM: {path}", unreadable);
        }

        return authorities.Count > 0 ? authorities : throw new InvalidDataException($"Intake:Mail:Authority holds no certificate: {path}");
    }

    private static MailboxAddress ReadFrom(string text, string? name) =>
        PlainAddress.TryRead(text, out var from) && PlainAddress.IsAscii(from)
            ? new MailboxAddress(name ?? "Whistleblowerportalen", from.Address)
            : throw new InvalidDataException("Intake:Mail:From is no mail address in ASCII.");
}
