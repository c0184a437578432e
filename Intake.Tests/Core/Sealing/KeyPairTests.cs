using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class KeyPairTests
{
    private const string Order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    private const string BelowOrder = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";

    // SP 800-186, 3.2.1.3: the base point; the last scalar gives its mirror image.
    private const string BaseX = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
    private const string BaseY = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Test]
    public void The_smallest_scalar_is_the_base_point()
    {
        using var encryption = EncryptionKeyPair.FromPrivate(Convert.FromHexString(One));
        using var signing = SigningKeyPair.FromPrivate(Convert.FromHexString(One));
        Assert.That(Convert.ToHexStringLower(encryption.Public), Is.EqualTo("04" + BaseX + BaseY));
        Assert.That(signing.Public, Is.EqualTo(encryption.Public));
    }

    [Test]
    public void The_largest_scalar_is_taken()
    {
        using var pair = EncryptionKeyPair.FromPrivate(Convert.FromHexString(BelowOrder));
        Assert.That(Convert.ToHexStringLower(pair.Public), Does.StartWith("04" + BaseX));
    }

    [TestCase("")]
    [TestCase("01")]
    [TestCase(One + "00")]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase(Order)]
    [TestCase("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void A_scalar_out_of_range_is_refused(string hex)
    {
        var scalar = Convert.FromHexString(hex);
        Refusal.Of(() => EncryptionKeyPair.FromPrivate(scalar));
        Refusal.Of(() => SigningKeyPair.FromPrivate(scalar));
    }

    // Made with Python's hmac and an affine point multiplication of its own.
    [Test]
    public void One_seed_gives_two_unrelated_pairs_as_another_program_derives_them()
    {
        using var encryption = EncryptionKeyPair.Derive(Seed);
        using var signing = SigningKeyPair.Derive(Seed);
        Assert.That(
            Convert.ToHexStringLower(encryption.Private.Span),
            Is.EqualTo("c4a9b2ed5595907ca64a481ea78cf93a047ef7153f7d70121b2552b9b6f07cee"));
        Assert.That(
            Convert.ToHexStringLower(signing.Private.Span),
            Is.EqualTo("403d43deb74069c258fd0b55e21d5e88d7b2e2adea6cce37d6f7cdf9f24ec7be"));
        Assert.That(
            Convert.ToHexStringLower(signing.Public),
            Is.EqualTo(
                "04d40b3c838c46a3d303d089fe4872375c2068c89f44912bf0a187edeac5dcadc3"
                + "fda59dfc3ea62c8f61d7bb55631974d11d4a73173d2e5ae1a9525b487c6e8bf6"));
    }

    [Test]
    public void Fresh_pairs_differ()
    {
        using var one = EncryptionKeyPair.Generate();
        using var other = EncryptionKeyPair.Generate();
        using var signing = SigningKeyPair.Generate();
        using var otherSigning = SigningKeyPair.Generate();
        Assert.That(new[] { one.Public, other.Public, signing.Public, otherSigning.Public }, Is.Unique);
    }

    [Test]
    public void A_short_seed_is_a_mistake()
    {
        Assert.That(() => EncryptionKeyPair.Derive(new byte[31]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => SigningKeyPair.Derive(new byte[31]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_disposed_pair_does_nothing_more()
    {
        var encryption = EncryptionKeyPair.Generate();
        var signing = SigningKeyPair.Generate();
        encryption.Dispose();
        signing.Dispose();
        Assert.That(() => encryption.Private.Span.Length, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => signing.Sign("x"u8), Throws.InstanceOf<ObjectDisposedException>());
    }
}
