using Intake.Core.Cleaning;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>A file that took over the program inside could make it say anything: what it says is held to what it may.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CleaningAnswerTests
{
    private const string Sha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [TestCase("exe", 10), TestCase("lnk", 10), TestCase("html", 10), TestCase("", 10), TestCase("../x", 10),
     TestCase("jpg", 0), TestCase("jpg", 101)]
    public void A_kind_or_size_that_no_cleaned_file_has_is_a_failure(string ending, long length) =>
        Assert.That(Of($$"""{"answer":"Cleaned","ending":"{{ending}}","length":{{length}},"sha256":"{{Sha}}"}""")!.Refusal!.Why,
            Is.EqualTo(NotCleaned.Failed));

    [Test]
    public void A_place_inside_a_file_keeps_its_path_and_none_of_the_letters_that_turn_text()
    {
        var refusal = Of("""{"answer":"UnknownPart","detail":"mappe/..\\faktura\u202egpj.exe\u0000"}""")!.Refusal!;
        Assert.That((refusal.Why, refusal.Part), Is.EqualTo((NotCleaned.UnknownPart, "mappe/../fakturagpj.exe")));
    }

    [TestCase("""{"answer":"Nonsense"}"""), TestCase("""{"answer":"99"}"""), TestCase("hej"), TestCase(""),
     TestCase("""{"answer":"3"}"""), TestCase("""{"answer":"Cleaned","ending":"jpg","length":1,"sha256":"zz"}""")]
    public void What_is_no_answer_is_none(string line) => Assert.That(Of(line), Is.Null);

    [Test]
    public void An_unknown_kind_is_something_else_and_names_are_few_and_short()
    {
        var all = string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"Navn {i}\"").Append($"\"{new string('x', 201)}\""));
        var line = $$"""{"answer":"Cleaned","ending":"txt","length":1,"sha256":"{{Sha}}","removed":["Place","Ny","7"],"names":[{{all}}]}""";
        var cleaned = Of(line)!.Cleaned!;
        Assert.That(cleaned.Removed, Is.EqualTo(new[] { HiddenData.Place, HiddenData.Other }));
        Assert.That(cleaned.Names, Has.Count.EqualTo(100));
    }

    private static CleaningAnswer? Of(string line) => CleaningAnswer.Of(line, limit: 100);
}
