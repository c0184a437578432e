using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class HpkeTests
{
    private readonly EncryptionKeyPair _holder = EncryptionKeyPair.Generate();

    [OneTimeTearDown]
    public void Forget() => _holder.Dispose();

    // RFC 9180, 6.1, with the first published message of the AES-256-GCM vector.
    [Test]
    public void The_published_message_opens_in_a_single_shot()
    {
        var vector = HpkeVector.Load(HpkeContext.Aes256Gcm);
        var message = vector.GetProperty("encryptions")[0];
        using var recipient = EncryptionKeyPair.FromPrivate(HpkeVector.Hex(vector, "skRm"));
        using var opened = Hpke.Open(
            recipient.Private,
            recipient.Public,
            HpkeVector.Hex(vector, "enc"),
            HpkeVector.Hex(vector, "info"),
            HpkeVector.Hex(message, "aad"),
            HpkeVector.Hex(message, "ct"));
        Assert.That(opened.Span.ToArray(), Is.EqualTo(HpkeVector.Hex(message, "pt")));
    }

    [Test]
    public void What_was_sealed_to_a_holder_opens_for_him()
    {
        var box = Hpke.Seal(_holder.Public, "info"u8, "aad"u8, "key"u8);
        Assert.That(box.Enc, Has.Length.EqualTo(Suite.PublicKeySize));
        Assert.That(box.Ciphertext, Has.Length.EqualTo(3 + Suite.TagSize));
        using var opened = Open(box.Enc, box.Ciphertext);
        Assert.That(opened.Span.SequenceEqual("key"u8));
    }

    [Test]
    public void Every_flipped_bit_and_other_length_is_refused()
    {
        var box = Hpke.Seal(_holder.Public, "info"u8, "aad"u8, "key"u8);
        Refusal.OfEveryBitFlip(box.Ciphertext, changed => Open(box.Enc, changed));
        Refusal.OfEveryBitFlip(box.Enc, changed => Open(changed, box.Ciphertext));
        Refusal.OfEveryOtherLength(box.Ciphertext, changed => Open(box.Enc, changed));
        Refusal.OfEveryOtherLength(box.Enc, changed => Open(changed, box.Ciphertext));
    }

    [Test]
    public void Another_holder_info_or_aad_is_refused()
    {
        using var other = EncryptionKeyPair.Generate();
        var box = Hpke.Seal(_holder.Public, "info"u8, "aad"u8, "key"u8);
        Refusal.Of(() => Hpke.Open(other.Private, other.Public, box.Enc, "info"u8, "aad"u8, box.Ciphertext));
        Refusal.Of(() => Hpke.Open(_holder.Private, other.Public, box.Enc, "info"u8, "aad"u8, box.Ciphertext));
        Refusal.Of(() => Hpke.Open(_holder.Private, _holder.Public, box.Enc, "inf"u8, "aad"u8, box.Ciphertext));
        Refusal.Of(() => Hpke.Open(_holder.Private, _holder.Public, box.Enc, "info"u8, "aa"u8, box.Ciphertext));
    }

    [Test]
    public void Nothing_is_sealed_to_what_is_no_point([ValueSource(typeof(Points), nameof(Points.Wrong))] string hex)
    {
        var key = Convert.FromHexString(hex);
        Refusal.Of(() => Hpke.Seal(key, [], [], []));
        Refusal.Of(() => Hpke.Open(_holder.Private, _holder.Public, key, [], [], new byte[16]));
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(32)]
    [TestCase(33)]
    public void A_private_key_that_is_no_scalar_opens_nothing(int size)
    {
        using var zeros = new SecretBytes(size);
        Refusal.Of(() => Hpke.Open(zeros, _holder.Public, _holder.Public, [], [], new byte[16]));
    }

    private SecretBytes Open(byte[] enc, byte[] ciphertext) =>
        Hpke.Open(_holder.Private, _holder.Public, enc, "info"u8, "aad"u8, ciphertext);
}
