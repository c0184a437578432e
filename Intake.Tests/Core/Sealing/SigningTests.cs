using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class SigningTests
{
    private const string Install = "apt-get install openssl";

    // RFC 6979, A.2.5
    private const string PublicKey =
        "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
        + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";

    // RFC 6979, A.2.5, "With SHA-256"
    [TestCase(
        "sample",
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
        + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")]
    [TestCase(
        "test",
        "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
        + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083")]
    public void The_published_signatures_verify(string message, string signature)
    {
        var key = Convert.FromHexString(PublicKey);
        var bytes = Encoding.ASCII.GetBytes(message);
        Assert.That(Signing.Verify(key, bytes, Convert.FromHexString(signature)));
        Assert.That(Signing.Verify(key, [.. bytes, 0], Convert.FromHexString(signature)), Is.False);
    }

    [Test]
    public async Task Openssl_verifies_what_we_sign()
    {
        using var pair = SigningKeyPair.Generate();
        using var key = P256.Public(pair.Public, ECDsa.Create);
        using var folder = new Workspace();
        await File.WriteAllTextAsync(folder.PathOf("key.pem"), key.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllBytesAsync(folder.PathOf("signature"), ToDer(pair.Sign("intake/1/test"u8)));
        var answer = await Tool.Run(
            "openssl", Install, "intake/1/test",
            "dgst", "-sha256", "-verify", folder.PathOf("key.pem"), "-signature", folder.PathOf("signature"));
        Assert.That(answer, Does.Contain("Verified OK"));
    }

    [Test]
    public async Task We_verify_what_openssl_signs()
    {
        using var folder = new Workspace();
        await Tool.Run(
            "openssl", Install, "",
            "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", folder.PathOf("key.pem"));
        await Tool.Run(
            "openssl", Install, "intake/1/test",
            "dgst", "-sha256", "-sign", folder.PathOf("key.pem"), "-out", folder.PathOf("signature"));
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(folder.PathOf("key.pem")));
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] point = [0x04, .. q.X!, .. q.Y!];
        var signature = FromDer(await File.ReadAllBytesAsync(folder.PathOf("signature")));
        Assert.That(Signing.Verify(point, "intake/1/test"u8, signature));
    }

    [Test]
    public void Every_flipped_bit_and_other_length_fails()
    {
        using var pair = SigningKeyPair.Generate();
        var signature = pair.Sign("message"u8);
        Assert.That(Signing.Verify(pair.Public, "message"u8, signature));
        Assert.That(() => Signing.Demand(pair.Public, "message"u8, signature), Throws.Nothing);
        Refusal.OfEveryBitFlip(signature, changed => Signing.Demand(pair.Public, "message"u8, changed));
        Refusal.OfEveryBitFlip(pair.Public, changed => Signing.Demand(changed, "message"u8, signature));
        Refusal.OfEveryOtherLength(signature, changed => Signing.Demand(pair.Public, "message"u8, changed));
        Refusal.OfEveryBitFlip("message"u8.ToArray(), changed => Signing.Demand(pair.Public, changed, signature));
    }

    [Test]
    public void A_signature_of_zeros_fails() =>
        Assert.That(Signing.Verify(Convert.FromHexString(PublicKey), "x"u8, new byte[64]), Is.False);

    [Test]
    public void A_point_that_is_none_verifies_nothing([ValueSource(typeof(Points), nameof(Points.Wrong))] string hex) =>
        Assert.That(
            Signing.Verify(Convert.FromHexString(hex), "x"u8, new byte[64]) || P256.IsPoint(Convert.FromHexString(hex)),
            Is.False);

    [Test]
    public void The_point_with_x_zero_is_a_point()
    {
        using var key = P256.Public(Convert.FromHexString(Points.OnTheCurve), ECDsa.Create);
        Assert.That(key.KeySize, Is.EqualTo(256));
        Assert.That(P256.IsPoint(Convert.FromHexString(Points.OnTheCurve)));
    }

    private static byte[] ToDer(byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature.AsSpan(..32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature.AsSpan(32..), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    private static byte[] FromDer(byte[] der)
    {
        var sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var signature = new byte[64];
        foreach (var end in new[] { 32, 64 })
        {
            var number = sequence.ReadInteger().ToByteArray(isUnsigned: true, isBigEndian: true);
            number.CopyTo(signature, end - number.Length);
        }

        return signature;
    }
}
