using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Deploy;

/// <summary>The examples of proxies keep nothing of a visit and pass bodies through; nginx and Caddy judge them where installed.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ProxyTests
{
    private static readonly string Nginx = File.ReadAllText(Repository.PathOf("deploy", "proxy", "nginx.conf"));
    private static readonly string Caddy = File.ReadAllText(Repository.PathOf("deploy", "proxy", "Caddyfile"));

    [TestCase("proxy_request_buffering off;"), TestCase("proxy_buffering off;"), TestCase("proxy_max_temp_file_size 0;")]
    [TestCase("client_max_body_size 1g;"), TestCase("gzip off;"), TestCase("proxy_set_header Host $host;")]
    [TestCase("proxy_set_header X-Forwarded-For \"\";"), TestCase("proxy_set_header X-Real-IP \"\";")]
    [TestCase("proxy_set_header Forwarded \"\";"), TestCase("add_header Strict-Transport-Security \"max-age=63072000\" always;")]
    public void Nginx_has_the_line(string line) => Assert.That(Lines(Nginx), Does.Contain(line));

    [Test]
    public void Nginx_logs_nothing_in_any_server()
    {
        Assert.That(Lines(Nginx).Count(line => line == "server {"), Is.EqualTo(2));
        Assert.That(Lines(Nginx).Where(line => line.StartsWith("access_log", StringComparison.Ordinal)),
            Is.EqualTo(Enumerable.Repeat("access_log off;", 2)));
        Assert.That(Lines(Nginx).Where(line => line.StartsWith("error_log", StringComparison.Ordinal)),
            Is.EqualTo(Enumerable.Repeat("error_log /dev/null emerg;", 2)));
        Assert.That(Nginx, Does.Not.Contain("remote_addr").And.Not.Contain("proxy_add_x_forwarded_for"));
    }

    [TestCase("exclude http tls.handshake"), TestCase("flush_interval -1"), TestCase("header_up -X-Forwarded-For")]
    [TestCase("header_up -X-Real-IP"), TestCase("header_up -Forwarded"), TestCase("max_size 1GB")]
    [TestCase("Strict-Transport-Security \"max-age=63072000\"")]
    public void Caddy_has_the_line(string line) => Assert.That(Lines(Caddy), Does.Contain(line));

    [Test]
    public void Caddy_keeps_no_access_log_compresses_nothing_and_holds_no_body_back()
    {
        Assert.That(Lines(Caddy).Count(line => line.StartsWith("log", StringComparison.Ordinal)), Is.EqualTo(1), "the global one");
        Assert.That(Lines(Caddy),
            Has.None.StartsWith("encode").And.None.StartsWith("request_buffers").And.None.StartsWith("buffer_requests"));
    }

    [Test]
    public async Task Nginx_itself_takes_its_example()
    {
        if (!File.Exists("/usr/sbin/nginx")) return;
        using var folder = new Workspace();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=indberet.example.dk", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(folder.PathOf("fullchain.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(folder.PathOf("key.pem"), key.ExportPkcs8PrivateKeyPem());
        var ours = Nginx.Replace("/etc/ssl/intake", folder.Folder, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.PathOf("nginx.conf"), $"pid {folder.PathOf("pid")};\nevents {{}}\nhttp {{\n{ours}}}\n");
        (await ProcessRun.RunAsync("/usr/sbin/nginx", ["-t", "-c", folder.PathOf("nginx.conf")])).Required();
    }

    [Test]
    public async Task Caddy_itself_takes_its_example()
    {
        if (!File.Exists("/usr/bin/caddy")) return;
        var file = Repository.PathOf("deploy", "proxy", "Caddyfile");
        (await ProcessRun.RunAsync("/usr/bin/caddy", ["validate", "--adapter", "caddyfile", "--config", file])).Required();
    }

    /// <summary>Without comments and indents.</summary>
    private static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
}
