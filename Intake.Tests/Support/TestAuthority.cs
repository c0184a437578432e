using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Intake.Tests.Support;

/// <summary>A test's own certificate authority. Its files are in the folder it is given.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Since = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Workspace workspace;
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 middle;

    public TestAuthority(Workspace workspace, string name)
    {
        this.workspace = workspace;
        root = Issue(name + " root", null, Since, Until, request => request.CertificateExtensions.Add(Authority()));
        middle = Issue(name, root, Since, Until, request => request.CertificateExtensions.Add(Authority()));
        RootFile = workspace.PathOf(name + "-root.pem");
        File.WriteAllText(RootFile, root.ExportCertificatePem());
    }

    /// <summary>The file that a client needs to trust this authority.</summary>
    public string RootFile { get; }

    /// <summary>Key, certificate and the intermediate that links it to the root, as a server reads them.</summary>
    public string ServerFile(string host, DateTimeOffset? until = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        using var server = Issue(host, middle, Since, until ?? Until.AddYears(-1), request =>
        {
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        });
        var file = workspace.PathOf(RandomNumberGenerator.GetHexString(12) + ".pem");
        File.WriteAllText(file,
            string.Join('\n', server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), server.ExportCertificatePem(),
                middle.ExportCertificatePem()));
        return file;
    }

    public void Dispose()
    {
        root.Dispose();
        middle.Dispose();
    }

    private static X509BasicConstraintsExtension Authority() =>
        new(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true);

    private static X509Certificate2 Issue(
        string name, X509Certificate2? issuer, DateTimeOffset since, DateTimeOffset until, Action<CertificateRequest> extend)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        extend(request);
        if (issuer is null) return request.CreateSelfSigned(since, until);
        using var issued = request.Create(issuer, since, until, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }
}
