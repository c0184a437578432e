using Intake.Core.Reports;
using NUnit.Framework;

namespace Intake.Tests.Core.Reports;

public sealed class NamedPersonsTests
{
    [TestCase("Det var\uFFFE her"), TestCase("\uD83D alene"), TestCase("\uFDD0")]
    public void A_text_with_what_is_no_character_is_searched_like_any_other(string text) =>
        Assert.That(NamedPersons.In([text], []), Is.Empty);

    [Test]
    public void Noncharacters_are_taken_out_and_all_others_stay()
    {
        Assert.That(Noncharacters.Without("a\uFFFEb\uFFFFc\uFDD0d\uFDEFe"), Is.EqualTo("abcde"));
        Assert.That(Noncharacters.AreIn("Åse 😀 \uFFFD \uFDF0 \uFDCF"), Is.False);
        Assert.That(Noncharacters.AreIn("\U0001FFFE"), Is.True);
    }
}
