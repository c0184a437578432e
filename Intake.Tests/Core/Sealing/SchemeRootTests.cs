using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class SchemeRootTests
{
    private const string Scheme = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static readonly string Key = new('a', 64);

    [Test]
    public void Founders_are_read_with_comments_blank_lines_and_either_case()
    {
        var root = SchemeRoot.Parse(
            $"# founders\r\n\r\n{Scheme} {Key} # Anna\r\n  {Scheme}\t{new string('B', 64)}\r\n{Scheme} {new string('A', 64)}");
        Assert.That(root.Count(new(Scheme)), Is.EqualTo(2));
        Assert.That(root.Contains(new(Scheme), Convert.FromHexString(Key)));
        Assert.That(root.Contains(new(Scheme), new byte[32]), Is.False);
    }

    [Test]
    public void Another_scheme_has_no_founders_of_this_one()
    {
        var root = SchemeRoot.Parse($"{Scheme} {Key}");
        Assert.That(root.Count(Guid.NewGuid()), Is.Zero);
        Assert.That(root.Contains(Guid.NewGuid(), Convert.FromHexString(Key)), Is.False);
    }

    [TestCase("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [TestCase("3f2504e0-4f89-41d3-9a0c-0305e82c3301 aa")]
    [TestCase("3f2504e0-4f89-41d3-9a0c-0305e82c3301 zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("{3f2504e0-4f89-41d3-9a0c-0305e82c3301} aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("3f2504e0-4f89-41d3-9a0c-0305e82c3301 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa more")]
    public void A_line_that_is_wrong_is_named_by_its_number(string line)
        => Assert.That(() => SchemeRoot.Parse("# first\n" + line), Throws.TypeOf<FormatException>().With.Message.Contains("line 2"));
}
