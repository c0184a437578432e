using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class AeadTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] Nonce = new byte[12];

    // McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)", appendix B, test case 14.
    [Test]
    public void It_is_the_published_aes_256_gcm() =>
        Assert.That(
            Convert.ToHexStringLower(Aead.Seal(new byte[32], Nonce, [], new byte[16])),
            Is.EqualTo("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(5000)]
    public void What_was_sealed_opens(int length)
    {
        var plaintext = new byte[length];
        plaintext.AsSpan().Fill(0x5a);
        using var opened = Aead.Open(Key, Nonce, "aad"u8, Aead.Seal(Key, Nonce, "aad"u8, plaintext));
        Assert.That(opened.Span.ToArray(), Is.EqualTo(plaintext));
    }

    [Test]
    public void Any_other_bit_length_key_nonce_or_aad_is_refused()
    {
        var ciphertext = Aead.Seal(Key, Nonce, "aad"u8, "plain"u8);
        Refusal.OfEveryBitFlip(ciphertext, changed => Aead.Open(Key, Nonce, "aad"u8, changed));
        Refusal.OfEveryOtherLength(ciphertext, changed => Aead.Open(Key, Nonce, "aad"u8, changed));
        Refusal.OfEveryBitFlip(Key, other => Aead.Open(other, Nonce, "aad"u8, ciphertext));
        Refusal.OfEveryBitFlip(Nonce, other => Aead.Open(Key, other, "aad"u8, ciphertext));
        Refusal.Of(() => Aead.Open(Key, Nonce, "aae"u8, ciphertext));
    }

    [TestCase(0)]
    [TestCase(16)]
    [TestCase(24)]
    public void A_key_has_32_bytes(int size)
    {
        Assert.That(
            () => Aead.Seal(new byte[size], Nonce, [], []), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => Aead.Open(new byte[size], Nonce, [], new byte[16]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
