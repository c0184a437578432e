using Intake.Core;
using Intake.Core.Reports.Contents;
using NUnit.Framework;

namespace Intake.Tests.Core;

[Parallelizable(ParallelScope.Self)]
public sealed class LineBreaksTests
{
    [TestCase("\r\n")]
    [TestCase("\r")]
    [TestCase("\v", Description = "Word's soft break")]
    [TestCase("\f")]
    [TestCase("\u0085")]
    [TestCase("\u2028")]
    [TestCase("\u2029")]
    public void Whatever_ends_a_line_is_shown_as_a_break(string end)
    {
        Assert.That(LineBreaks.Plain($"før{end}efter"), Is.EqualTo("før\nefter"));
        var stored = ContentJson.Write(new TextContent($"før{end}efter"));
        Assert.That(ContentJson.ReadToShow<TextContent>(stored).Text, Is.EqualTo("før\nefter"), "also what was stored as it was sent");
        Assert.That(ContentJson.Read<TextContent>(stored).Text, Is.EqualTo($"før{end}efter"), "signed bytes are read as they are");
    }

    [Test]
    public void A_text_with_plain_lines_stays() =>
        Assert.That(LineBreaks.Plain("\n\nførste\n andet\ttredje "), Is.EqualTo("\n\nførste\n andet\ttredje "));
}
