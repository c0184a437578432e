using System.Text;
using System.Text.Json;
using Intake.Core.Sealing;
using Intake.Tests.Core.Sealing;
using Intake.Tests.Support;
using Intake.Worker.Commands;
using NUnit.Framework;

namespace Intake.Tests.Worker.Commands;

/// <summary>What an auditor can verify without any of our keys.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class VerifyCommandTests
{
    private readonly Workspace work = new();

    [OneTimeTearDown]
    public void Leave() => work.Dispose();

    private string Put(string name, byte[] bytes)
    {
        File.WriteAllBytes(work.PathOf(name), bytes);
        return work.PathOf(name);
    }

    private static Task<CommandRun> Run(params string[] typed) =>
        CommandRun.OfAsync(new Dictionary<string, string?>(), ["verify", .. typed]);

    [Test]
    public async Task A_sealed_value_shows_its_parts_as_bytes_as_hexadecimal_and_as_base64url()
    {
        var value = SealedValue.Seal(new byte[32], [], "a name"u8);
        foreach (var file in new[]
        {
            Put("value", value), Put("value.hex", Encoding.ASCII.GetBytes("\\x" + Convert.ToHexString(value) + "\n")),
            Put("value.txt", Encoding.ASCII.GetBytes(System.Buffers.Text.Base64Url.EncodeToString(value))),
        })
        {
            var run = await Run("sealed", file);
            Assert.That((run.Code, run.Errors), Is.EqualTo((ExitCode.Done, "")));
            Assert.That(run.Output, Does.Contain(Convert.ToHexStringLower(value.AsSpan(1, 32))).And.Contain("6 bytes"));
        }
    }

    [Test]
    public async Task Every_kind_shows_what_is_public_of_it()
    {
        using var report = new SealedCase();
        var certificate = report.CertificateOf[report.Carl];
        var revocation = report.Scheme.Revoke(certificate, 9, report.Anna);
        var ticket = FormTicket.New(DateTimeOffset.UnixEpoch).Seal(FileSecrets.Mine, Guid.Empty);
        (string Kind, byte[] Bytes, string Shows)[] things =
        [
            ("grant", report.Dialogue.Grants[0].Grant.Sealed, "HPKE"), ("entry", report.Dialogue.Entries[0].Sealed, "4096 bytes"),
            ("certificate", certificate.Body, "Carl Juhl"), ("revocation", revocation.Body, Convert.ToHexStringLower(certificate.Id)),
            ("ticket", Encoding.ASCII.GetBytes(ticket), "512 bytes"),
        ];
        foreach (var (kind, bytes, shows) in things)
        {
            var run = await Run("sealed", Put(kind, bytes), "--as", kind);
            Assert.That((run.Code, run.Output), Is.EqualTo((ExitCode.Done, run.Output)), kind);
            Assert.That(run.Output, Does.Contain(shows));
            Assert.That((await Run("sealed", Put("wrong", [2, 3]), "--as", kind)).Code, Is.EqualTo(ExitCode.Refused));
            Assert.That((await Run("sealed", Put("short", [1, 3]), "--as", kind)).Code, Is.EqualTo(ExitCode.Refused));
        }

        Assert.That((await Run("sealed", Put("wrong", [1]), "--as", "letter")).Code, Is.EqualTo(ExitCode.Misused));
        Assert.That((await Run("sealed")).Code, Is.EqualTo(ExitCode.Misused));
    }

    [Test]
    public async Task A_certificate_chain_is_checked_and_one_that_nobody_vouches_for_is_told()
    {
        var scheme = SealedScheme.ByTwo();
        var root = Put("root",
            Encoding.ASCII.GetBytes(string.Concat(scheme.Founders.Select(f => $"{scheme.Id} {Convert.ToHexString(f.SigningKeyId)}\n"))));
        scheme.Revoke(scheme.Handler(new Person("Carl Juhl"), 1, 1, scheme.Founders[0]), 2, scheme.Founders[0]);
        var good = await Run("certificate", "--root", root, "--scheme", scheme.Id.ToString(), Export(scheme));
        Assert.That((good.Code, good.Errors), Is.EqualTo((ExitCode.Done, "")));
        Assert.That(good.Output, Does.Contain("Anna Holm").And.Contain("ended"));

        var mallory = new Person("Mallory");
        scheme.Administrator(mallory, 3, 1, mallory);
        var bad = await Run("certificate", "--root", root, "--scheme", scheme.Id.ToString(), Export(scheme));
        Assert.That(bad.Code, Is.EqualTo(ExitCode.Refused));
        Assert.That(bad.Output, Does.Match("NOT VOUCHED FOR.*Mallory"));
        Assert.That((await Run("certificate", "--root", root)).Code, Is.EqualTo(ExitCode.Misused));
        Assert.That((await Run("certificate", "--root", root, "--scheme", scheme.Id.ToString(), Put("no", "{"u8.ToArray()))).Code,
            Is.EqualTo(ExitCode.Refused));
    }

    [Test]
    public async Task A_daily_root_is_checked_and_one_with_another_leaf_is_told()
    {
        byte[][] leaves = [DailyRootSeal.Leaf(LeafSubject.Entry, [1]), DailyRootSeal.Leaf(LeafSubject.Audit, [2])];
        var root = DailyRootSeal.Make(FileSecrets.Mine, new(2026, 4, 1), leaves, DailyRootSeal.Beginning);
        string Export(params byte[][] of) => Put("day", JsonSerializer.SerializeToUtf8Bytes(new
        {
            publicKey = Hex(DailyRootSeal.PublicKey(FileSecrets.Mine)), previous = Hex(root.Previous), leaves = of.Select(Hex),
            day = "2026-04-01",
            treeHash = Hex(root.TreeHash), leafCount = root.LeafCount, signature = Hex(root.Signature),
        }));
        var good = await Run("root", Export(leaves));
        Assert.That(good.Code, Is.EqualTo(ExitCode.Done));
        Assert.That(good.Output, Does.Contain("in order: 2 leaves").And.Contain(Hex(root.RecordHash())));
        Assert.That((await Run("root", Export(leaves[0], leaves[0]))).Code, Is.EqualTo(ExitCode.Refused));
        Assert.That((await Run("root", Put("no", "{}"u8.ToArray()))).Code, Is.EqualTo(ExitCode.Refused));
        Assert.That((await Run("root")).Code, Is.EqualTo(ExitCode.Misused));
    }

    private string Export(SealedScheme scheme) => Put("export", JsonSerializer.SerializeToUtf8Bytes(new
    {
        certificates = scheme.Certificates.Select(c => new { body = Hex(c.Certificate.Body), signatures = c.Signatures.Select(Told) }),
        revocations = scheme.Revocations.Select(r => new { body = Hex(r.Revocation.Body), signatures = r.Signatures.Select(Told) }),
    }));

    private static object Told(CertifyingSignature s) => new { signer = Hex(s.SignerKeyId), signature = Hex(s.Signature) };

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
