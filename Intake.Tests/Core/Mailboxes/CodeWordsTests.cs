using System.Text.RegularExpressions;
using Intake.Core.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Core.Mailboxes;

/// <summary>The code words that replace a name.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class CodeWordsTests
{
    [Test]
    public void The_list_is_two_hundred_and_fifty_six_short_words_that_can_be_said_and_typed_anywhere()
    {
        Assert.That(CodeWords.All, Has.Count.EqualTo(256).And.Unique);
        Assert.That(CodeWords.All.Where(word => !Word().IsMatch(word)), Is.Empty);
    }

    [Test]
    public void No_word_is_another_misheard_by_one_letter() => Assert.Multiple(() =>
    {
        foreach (var (word, at) in CodeWords.All.Select((word, at) => (word, at)))
            Assert.That(CodeWords.All.Skip(at + 1).Where(other => Distance(word, other) < 2), Is.Empty, word);
    });

    [Test]
    public void A_code_word_is_two_different_words_of_the_list_and_every_word_comes_up_in_both_places()
    {
        var made = Enumerable.Range(0, 20_000).Select(_ => CodeWords.New().Split(' ')).ToList();
        Assert.That(made.All(words => words.Length == 2 && words[0] != words[1]), Is.True);
        // The probability that one of the 512 places is missed by chance is below 10^-30.
        Assert.That(made.Select(words => words[0]).Distinct(), Is.EquivalentTo(CodeWords.All));
        Assert.That(made.Select(words => words[1]).Distinct(), Is.EquivalentTo(CodeWords.All));
    }

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                (diagonal, row[j]) = (row[j],
                    Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }

    [GeneratedRegex("^[a-z]{4,10}$")]
    private static partial Regex Word();
}
