using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class SealedValueTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    // Made with Python's hmac and cryptography: salt 20..3f, HKDF as in RFC 5869, AES-256-GCM, aad "place".
    private const string Outside =
        "01202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
        + "27cfeeff8e211f9b268cf3c0786848312ba839c4d63e";

    [Test]
    public void A_value_sealed_by_another_program_opens()
    {
        using var opened = SealedValue.Open(Key, "place"u8, Convert.FromHexString(Outside));
        Assert.That(opened.Span.SequenceEqual("a name"u8));
    }

    [Test]
    public void A_value_opens_where_it_was_sealed()
    {
        using var key = SecretBytes.CopyOf(Key);
        var value = SealedValue.Seal(key, "place"u8, "a name"u8);
        Assert.That(value, Has.Length.EqualTo(6 + SealedValue.Overhead));
        Assert.That(value[0], Is.EqualTo(Suite.Byte1));
        using var opened = SealedValue.Open(key, "place"u8, value);
        Assert.That(opened.Span.SequenceEqual("a name"u8));
    }

    [Test]
    public void The_same_value_sealed_twice_looks_different()
    {
        var first = SealedValue.Seal(Key, [], "x"u8);
        Assert.That(SealedValue.Seal(Key, [], "x"u8), Is.Not.EqualTo(first));
    }

    [Test]
    public void Any_other_bit_length_key_or_place_is_refused()
    {
        var value = SealedValue.Seal(Key, "place"u8, "a name"u8);
        Refusal.OfEveryBitFlip(value, changed => SealedValue.Open(Key, "place"u8, changed));
        Refusal.OfEveryOtherLength(value, changed => SealedValue.Open(Key, "place"u8, changed));
        Refusal.OfEveryBitFlip(Key, other => SealedValue.Open(other, "place"u8, value));
        Refusal.Of(() => SealedValue.Open(Key, "palce"u8, value));
    }

    [Test]
    public void A_key_has_32_bytes() =>
        Assert.That(() => SealedValue.Seal(new byte[16], [], []), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
