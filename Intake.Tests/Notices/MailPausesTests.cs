using Intake.Core.Notices;
using NUnit.Framework;

namespace Intake.Tests.Notices;

public sealed class MailPausesTests
{
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(9, 256)]
    [TestCase(10, 360)]
    [TestCase(25, 360)]
    public void The_pause_doubles_up_to_six_hours(int attempts, int minutes) =>
        Assert.That(MailPauses.After(attempts), Is.EqualTo(TimeSpan.FromMinutes(minutes)));

    [Test]
    public void All_pauses_together_are_the_sum_of_each()
    {
        for (var attempts = 0; attempts <= 25; attempts++)
        {
            var sum = Enumerable.Range(1, attempts).Sum(attempt => MailPauses.After(attempt).TotalMinutes);
            Assert.That(MailPauses.UntilTry(attempts).TotalMinutes, Is.EqualTo(sum), $"{attempts}");
        }
    }
}
