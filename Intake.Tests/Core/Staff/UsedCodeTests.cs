using System.Security.Cryptography;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

/// <summary>What is stored of a used one-time code: enough to refuse it and those before it, and nothing to a thief of the rows.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UsedCodeTests
{
    [Test]
    public void A_used_code_spends_itself_and_the_codes_before_it_that_are_still_good_and_none_after_it()
    {
        using var secret = FileSecret.Of(RandomNumberGenerator.GetBytes(32));
        var (person, used) = (Guid.NewGuid(), 59_000_000L);
        var mark = UsedCode.Of(secret, person, used);
        Assert.That(mark, Has.Length.EqualTo(UsedCode.Size));
        foreach (var (step, isSpent) in new[] { (used - 2, true), (used - 1, true), (used, true), (used + 1, false), (used + 2, false) })
            Assert.That(UsedCode.SpendersOf(secret, person, step).Any(mark.SequenceEqual), Is.EqualTo(isSpent), $"{step - used}");
        Assert.That(UsedCode.SpendersOf(secret, person, used).Any(UsedCode.None.SequenceEqual), Is.False, "a first code");
    }

    [Test]
    public void Without_the_file_secret_no_step_of_a_year_fits_the_mark()
    {
        using var secret = FileSecret.Of(RandomNumberGenerator.GetBytes(32));
        using var guess = FileSecret.Of(new byte[32]);
        var (person, used) = (Guid.NewGuid(), 59_000_000L);
        var mark = UsedCode.Of(secret, person, used);
        Assert.That(UsedCode.Of(secret, Guid.NewGuid(), used), Is.Not.EqualTo(mark), "another person's");
        for (var step = used - 500; step <= used + 500; step++) Assert.That(UsedCode.Of(guess, person, step), Is.Not.EqualTo(mark));
    }
}
