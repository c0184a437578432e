using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class PaddingTests
{
    // Seedvault's and Etebase's own tests of their Padmé, and the paper's worst case (9 to 10, 11.1 %).
    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 3)]
    [TestCase(8, 8)]
    [TestCase(9, 10)]
    [TestCase(49, 52)]
    [TestCase(50, 52)]
    [TestCase(60, 60)]
    [TestCase(100, 104)]
    [TestCase(4000, 4096)]
    [TestCase(8000, 8192)]
    [TestCase(12000, 12288)]
    [TestCase(60000, 61440)]
    [TestCase(634000, 638976)]
    [TestCase(1250000, 1277952)]
    [TestCase(2343242, 2359296)]
    [TestCase(8260000, 8388608)]
    [TestCase(8388608, 8388608)]
    [TestCase(8388609, 8650752)]
    public void Padme_gives_the_published_sizes(long length, long size) =>
        Assert.That(Padding.PadmeSize(length), Is.EqualTo(size));

    [Test]
    public void Padme_grows_by_an_eighth_at_most_and_is_stable()
    {
        for (long length = 1; length < 1L << 40; length += Math.Max(1, length / 97))
        {
            var size = Padding.PadmeSize(length);
            Assert.That(size, Is.InRange(length, length + (length / 8) + 1));
            Assert.That(Padding.PadmeSize(size), Is.EqualTo(size));
        }
    }

    [TestCase(0, 4096)]
    [TestCase(4092, 4096)]
    [TestCase(4093, 8192)]
    [TestCase(8188, 8192)]
    [TestCase(8189, 16384)]
    [TestCase(16381, 32768)]
    [TestCase(32765, 65536)]
    [TestCase(65532, 65536)]
    [TestCase(65533, 67584)]
    [TestCase(1_000_000, 1_015_808)]
    [Promise(14)]
    public void Texts_come_in_few_sizes(int length, int size) =>
        Assert.That(Padding.TextSize(length), Is.EqualTo(size));

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(4092)]
    [TestCase(4093)]
    [TestCase(100_000)]
    public void A_padded_text_comes_back(int length)
    {
        var text = new byte[length];
        text.AsSpan().Fill(0xff);
        using var padded = Padding.Pad(text);
        Assert.That(padded.Length, Is.EqualTo(Padding.TextSize(length)));
        Assert.That(Padding.Unpad(padded.Span).ToArray(), Is.EqualTo(text));
    }

    [Test]
    public void A_size_that_padding_would_not_choose_is_refused()
    {
        using var padded = Padding.Pad("text"u8);
        var bytes = padded.Span.ToArray();
        Refusal.Of(() => Padding.Unpad([]));
        Refusal.Of(() => Padding.Unpad(bytes.AsSpan(..4095)));
        Refusal.Of(() => Padding.Unpad([.. bytes, 0]));
        Refusal.Of(() => Padding.Unpad([.. bytes, .. new byte[4096]]));
    }

    [Test]
    public void A_length_beyond_the_text_is_refused()
    {
        using var padded = Padding.Pad("text"u8);
        foreach (var first in new byte[] { 0x01, 0x7f, 0xff })
        {
            padded.Writable[0] = first;
            Refusal.Of(() => Padding.Unpad(padded.Span));
        }
    }

    [Test]
    public void Padding_other_than_zero_is_refused()
    {
        using var padded = Padding.Pad("text"u8);
        foreach (var at in new[] { 8, 4095 })
        {
            padded.Writable[at] = 1;
            Refusal.Of(() => Padding.Unpad(padded.Span));
            padded.Writable[at] = 0;
        }
    }

    [Test]
    public void A_negative_length_is_a_mistake()
    {
        Assert.That(() => Padding.TextSize(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Padding.PadmeSize(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
