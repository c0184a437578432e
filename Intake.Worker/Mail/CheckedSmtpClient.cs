using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;

namespace Intake.Worker.Mail;

/// <summary>
/// MailKit's client, which trusts a server only by a valid chain, for the host's name, to the machine's roots or to those
/// given.
/// </summary>
internal sealed class CheckedSmtpClient : SmtpClient
{
    private readonly X509Certificate2Collection? authorities;

    public CheckedSmtpClient(X509Certificate2Collection? authorities)
    {
        this.authorities = authorities;
        SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        CheckCertificateRevocation = false;

        // MailKit's own check lets some certificates of known providers pass with faults.
        ServerCertificateValidationCallback = (_, _, _, errors) => errors is SslPolicyErrors.None;
    }

    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(
        string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        var options = base.GetSslClientAuthenticationOptions(host, remoteCertificateValidationCallback);

        // Revocation lists and missing links of a chain would be fetched from an authority's servers: the worker speaks
        // with the database and the mail server alone (promise 9), and a firewall that holds it to that would stop all mail.
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            TrustMode = authorities is null ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust,
        };
        if (authorities is not null) options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        return options;
    }
}
