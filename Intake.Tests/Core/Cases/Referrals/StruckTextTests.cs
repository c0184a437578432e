using Intake.Core.Cases.Referrals;
using Intake.Core.Reports.Contents;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Referrals;

[Parallelizable(ParallelScope.All)]
public sealed class StruckTextTests
{
    private const string Original = "Jeg er portør.\nHan råbte ad Karen, og Karen græd.";

    [TestCase("Jeg er […].\nHan råbte ad Karen, og Karen græd.")]
    [TestCase("Jeg er [...].\r\nHan råbte ad Karen, og Karen græd.", Description = "three dots, and line ends as a form sends them")]
    [TestCase("[…]Han råbte ad […], og […] græd.")]
    [TestCase("[…] Karen […]", Description = "blanks beside a mark")]
    [TestCase("Jeg er portør. […]")]
    [TestCase("[…] og Karen græd.")]
    [TestCase("[…]")]
    public void The_original_with_passages_struck_out_is_a_copy(string copy) => Assert.Multiple(() =>
    {
        Assert.That(StruckText.IsCopyOf(Original, copy));
        Assert.That(StruckText.IsWhole(Original, copy), Is.False);
    });

    [TestCase("Jeg er læge.\nHan råbte ad Karen, og Karen græd.")]
    [TestCase("Jeg er […].\nHan råbte ad Mette, og Karen græd.")]
    [TestCase("Jeg er […], tror jeg.\nHan råbte ad Karen, og Karen græd.")]
    [TestCase("Karen græd. […] Han råbte")]
    [TestCase("Jeg er portør. […] Jeg er portør.")]
    [TestCase("Jeg er portør.\nHan råbte ad Karen, og Karen […] Karen græd. […] Karen græd.", Description = "nothing stands there twice")]
    [TestCase("Jeg er portør.")]
    [TestCase("")]
    public void Anything_else_is_none(string copy) => Assert.That(StruckText.IsCopyOf(Original, copy), Is.False);

    [Test]
    public void A_text_that_has_a_mark_of_its_own_can_be_left_as_it_is()
    {
        Assert.That(StruckText.IsCopyOf("Han sagde [...] til mig.", "Han sagde [...] til mig."));
        Assert.That(StruckText.IsWhole("Han sagde [...] til mig.", "Han sagde […] til mig."));
    }

    [Test]
    public void Marks_without_end_are_no_copy() =>
        Assert.That(StruckText.IsCopyOf("Kort.", string.Join(' ', Enumerable.Repeat(StruckText.Mark, 1000))), Is.False);

    [Test]
    public void What_is_left_out_is_struck_out_as_a_whole()
    {
        var original = new ReportContent
        {
            Description = Original, Follow = true, Language = "da", Unit = "rh", Witnesses = "Karen", Place = "Kantinen",
        };
        var draft = new CopyDraft(new Dictionary<string, string> { ["Description"] = Original, ["Place"] = " " });
        Assert.That(draft.Faults(original), Is.Empty);
        Assert.That(draft.IsWhole(original), Is.False);
        Assert.That(draft.Of(original), Is.EqualTo(original with { Unit = "[…]", Witnesses = "[…]", Place = "[…]" }));
    }

    [Test]
    public void A_fault_names_its_field()
    {
        var original = new ReportContent { Description = Original, Follow = true, Language = "da", Place = "Kantinen" };
        var draft = new CopyDraft(new Dictionary<string, string> { ["Description"] = Original, ["Place"] = "Gangen" });
        Assert.That(draft.Faults(original), Is.EqualTo(new[] { "Place" }));
    }
}
