using Intake.Core.Cleaning;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>Names of files as people have them: the ending is never lost, and no letter turns the page around it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class FileNamesTests
{
    [Test]
    public void A_long_name_is_cut_in_front_of_its_ending()
    {
        var name = string.Concat(Enumerable.Repeat("Sv Vs Vedr. indkaldelse til møde om ", 7))[..236] + ".msg";
        Assert.That(FileNames.Clean(name), Has.Length.LessThanOrEqualTo(200).And.StartWith("Sv Vs Vedr. indkaldelse").And.EndWith(".msg"));
    }

    [TestCase("\U0001F600", ".webm"), TestCase("e\u0301", ".jpeg"), TestCase("🇩🇰", ".txt")]
    public void A_letter_at_the_cut_stays_whole_or_goes_whole(string letter, string ending)
    {
        for (var before = 185; before < 202; before++)
        {
            var cut = FileNames.Clean(new string('a', before) + letter + new string('b', 40) + ending);
            var stem = cut[..^ending.Length];
            Assert.Multiple(() =>
            {
                Assert.That(cut, Has.Length.LessThanOrEqualTo(200).And.EndWith(ending));
                Assert.That(cut.EnumerateRunes().All(rune => rune.Value != 0xFFFD), Is.True, "no half of a pair");
                Assert.That(stem.TrimEnd('b').TrimStart('a'), Is.EqualTo("").Or.EqualTo(FileNames.Clean(letter)));
            });
        }
    }

    [TestCase("faktura\u202Egpj.exe", "fakturagpj.exe"), TestCase("\u2067plan\u2069.pdf", "plan.pdf"),
     TestCase("a\u200Fb\u061C.txt", "ab.txt"),
     TestCase("nul\0linje\r\nny.txt", "nullinjeny.txt"), TestCase("C:\\Users\\anne\\brev.docx", "brev.docx"),
     TestCase("/home/anne/brev.docx", "brev.docx"),
     TestCase("  Ærø – Århus.pdf ", "Ærø – Århus.pdf"),
     TestCase("\uD83D", ""), TestCase("\u2028.txt", ".txt"), TestCase("\uE000x.txt", "x.txt")]
    public void Letters_that_nobody_sees_or_that_turn_the_text_are_dropped(string name, string kept) =>
        Assert.That(FileNames.Clean(name), Is.EqualTo(kept));

    [TestCase("regnskab.xlsm", "xlsx", "regnskab.xlsx"), TestCase("foto.JPEG", "jpg", "foto.JPEG"), TestCase("foto.png", "jpg", "foto.jpg"),
     TestCase("svar.json", "txt", "svar.json"), TestCase("tekster.vtt", "txt", "tekster.vtt"), TestCase("film.srt", "txt", "film.srt"),
     TestCase("euro.csv", "txt", "euro.csv"), TestCase("brev.eml", "txt", "brev.txt"), TestCase("brev.eml", "zip", "brev.zip"),
     TestCase("uden", "pdf", "uden.pdf"),
     TestCase("version 1.2 endelig udgave", "pdf", "version 1.2 endelig udgave.pdf"), TestCase(".pdf", "pdf", ".pdf")]
    public void The_ending_follows_the_content(string name, string ending, string expected) =>
        Assert.That(FileNames.WithEnding(name, ending), Is.EqualTo(expected));

    [Test]
    public void A_name_of_full_length_takes_a_longer_ending_and_stays_within_its_length() =>
        Assert.That(FileNames.WithEnding(new string('ø', 197) + ".ps", "docx"), Has.Length.LessThanOrEqualTo(200).And.EndWith("ø.docx"));
}
