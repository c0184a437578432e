using System.Net;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Intake.Worker.Mail;

/// <summary>
/// One connection that serves a round of mails. Before each further mail it is asked whether it still stands, and is made
/// again when not, so that a server which ended it meanwhile costs no attempt. A mail itself is handed over once: one that
/// broke off after its last byte may have arrived, and comes again at its next attempt under the same Message-ID.
/// </summary>
internal sealed class SmtpConnection(MailSettings settings, SmtpLimits limits, ILogger log) : IMailConnection
{
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(2);

    /// <summary>Ways to sign in that name the machine or ask a third server.</summary>
    private static readonly string[] TellingSignIns = ["NTLM", "GSSAPI", "GSS-SPNEGO", "NEGOTIATE"];

    private CheckedSmtpClient? client;
    private int carried;

    public async Task<MailOutcome> SendAsync(ReadyMail mail, CancellationToken cancel)
    {
        if (!PlainAddress.TryRead(mail.To, out var to)) return MailOutcome.Refused;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(limits.Mail);
        try
        {
            if (!await StandsAsync(limit.Token)) await ConnectAsync(limit.Token);
        }
        catch (Exception failed) when (IsFault(failed, cancel))
        {
            return Drop(failed, MailOutcome.Unreachable);
        }

        try
        {
            return await HandOverAsync(client!, mail, to, limit.Token);
        }
        catch (Exception failed) when (IsFault(failed, cancel))
        {
            return Drop(failed, SmtpFault.OutcomeOf(failed, ownSender: mail.From is not null));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client is not { } last) return;
        client = null;
        using (last)
        {
            using var limit = new CancellationTokenSource(FarewellLimit);
            try
            {
                await last.DisconnectAsync(quit: true, limit.Token);
            }
            catch (Exception failed) when (SmtpFault.Is(failed))
            {
                // All mails were answered; it does not matter when the server does not say goodbye.
            }
        }
    }

    private static bool IsFault(Exception failed, CancellationToken cancel) =>
        SmtpFault.Is(failed) && !(failed is OperationCanceledException && cancel.IsCancellationRequested);

    private async Task<bool> StandsAsync(CancellationToken limit)
    {
        if (client is not { IsConnected: true } used || carried >= limits.MailsAConnection) return false;
        try
        {
            await used.NoOpAsync(limit);
            return true;
        }
        catch (Exception gone) when (SmtpFault.Is(gone) && !limit.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task ConnectAsync(CancellationToken limit)
    {
        await DisposeAsync();
        carried = 0;
        client = new CheckedSmtpClient(settings.Authorities)
        {
            LocalDomain = settings.Domain,
            Timeout = (int)limits.Reply.TotalMilliseconds,
        };
        await client.ConnectAsync(settings.Host, settings.Port, Encryption(), limit);
        if (settings.SignIn is not { } signIn) return;
        client.AuthenticationMechanisms.ExceptWith(TellingSignIns);
        await client.AuthenticateAsync(Encoding.UTF8, new NetworkCredential(signIn.User, signIn.Password), limit);
    }

    private SecureSocketOptions Encryption() => settings.Tls switch
    {
        MailTls.Implicit => SecureSocketOptions.SslOnConnect,
        MailTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private async Task<MailOutcome> HandOverAsync(CheckedSmtpClient standing, ReadyMail mail, MailboxAddress to, CancellationToken limit)
    {
        const SmtpCapabilities International = SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime;
        var format = FormatOptions.Default.Clone();
        format.International = !PlainAddress.IsAscii(to);
        if (format.International && (standing.Capabilities & International) != International) return MailOutcome.Refused;
        var from = mail.From ?? settings.From;
        using var message = WireMail.Of(mail, from, to);
        carried++;
        await standing.SendAsync(format, message, from, [to], limit);
        return MailOutcome.Accepted;
    }

    /// <summary>
    /// After a fault of the server the connection is closed without QUIT; after a reply about one mail it is used
    /// further.
    /// </summary>
    private MailOutcome Drop(Exception failed, MailOutcome outcome)
    {
        log.LogWarning("The mail server did not take a mail: {Fault}", SmtpFault.Describe(failed));
        if (outcome is MailOutcome.Unreachable)
        {
            client?.Dispose();
            client = null;
        }

        return outcome;
    }
}
