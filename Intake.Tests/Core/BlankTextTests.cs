using System.Text;
using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core;

[Parallelizable(ParallelScope.Self)]
public sealed class BlankTextTests
{
    [TestCase("")]
    [TestCase(" \t\r\n\v\f\u0085\u2028\u00A0\u3000")]
    [TestCase("\u200B", Description = "zero-width space")]
    [TestCase("\u200D\u200C\u2060\uFEFF", Description = "joiners and the byte-order mark")]
    [TestCase("\u00AD\u034F", Description = "soft hyphen and combining joiner")]
    [TestCase("\u200E\u200F\u061C\u202A\u202C\u2066\u2069", Description = "bidirectional marks")]
    [TestCase("\uFE0F\U000E0101", Description = "variation selectors")]
    [TestCase("\U000E0001\U000E0061\U000E007F", Description = "tags")]
    [TestCase("\u115F\u1160\u3164\uFFA0", Description = "Hangul fillers")]
    [TestCase("\u2800", Description = "empty Braille cell")]
    [TestCase("\u180E\u17B4", Description = "Mongolian and Khmer")]
    [TestCase("\u0000\u0007\u001B", Description = "controls")]
    [TestCase(" \u200B \u2063\u200B\n", Description = "together")]
    public void What_shows_nothing_is_blank(string text)
    {
        Assert.That(BlankText.Is(text));
        Assert.That(CaseText.Fault(text), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(CaseText.Given(text), Is.Null);
    }

    [TestCase(".")]
    [TestCase("\u200Ba\u200B")]
    [TestCase("👩\u200D⚕\uFE0F")]
    [TestCase("\u0301", Description = "an accent alone shows on a dotted circle")]
    [TestCase("한")]
    [TestCase("⠁")]
    [TestCase("\uFFFD")]
    public void What_shows_something_is_not(string text) => Assert.That(BlankText.Is(text), Is.False);

    [Test]
    public void Nothing_is_blank() => Assert.That(BlankText.Is(null));

    [Test]
    public void Every_letter_and_digit_but_the_fillers_shows()
    {
        int[] fillers = [0x115F, 0x1160, 0x3164, 0xFFA0];
        var hidden = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))
            .Where(rune => Rune.IsLetterOrDigit(rune) && InvisibleMark.Is(rune)).Select(rune => rune.Value);
        Assert.That(hidden, Is.EquivalentTo(fillers));
    }
}
