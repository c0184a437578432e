using System.Text;
using Intake.Core.Schemes;
using NUnit.Framework;

namespace Intake.Tests.Core.Schemes;

/// <summary>
/// Golden files: each line of a bad file names its own faults in a comment, <c>// fault: PATH | REASON</c>, so that the
/// expected line number is that of the comment and cannot go stale.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class BadSchemeFileTests
{
    private const string Mark = "// fault: ";

    private static IEnumerable<TestCaseData> Files() =>
        Directory.EnumerateFiles(SchemeFiles.Tests("BadFiles"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file)));

    [TestCaseSource(nameof(Files))]
    public void Each_fault_is_told_with_its_line_its_path_and_the_reason(string file)
    {
        var result = SchemeFile.Read(File.ReadAllBytes(file), SchemeFiles.SiteTexts);

        Assert.That(result.Scheme, Is.Null);
        Assert.That(result.Faults, Is.EquivalentTo(Expected(File.ReadAllLines(file))));
        Assert.That(result.Faults.Select(fault => fault.Line), Is.Ordered);
    }

    [Test]
    public void A_file_over_one_MiB_is_refused_unread()
    {
        byte[] big = [.. SchemeFiles.SmallTown, .. Enumerable.Repeat((byte)' ', 1024 * 1024)];

        Assert.That(SchemeFile.Read(big).Faults, Is.EqualTo(new[] { new SchemeFault(1, "", "the file is larger than 1 MiB") }));
    }

    [Test]
    public void Text_that_is_not_UTF8_is_refused_with_its_line()
    {
        var latin1 = Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(SchemeFiles.SmallTown));

        // Line 10 holds the file's first letter beyond ASCII.
        Assert.That(SchemeFile.Read(latin1).Faults, Is.EqualTo(new[] { new SchemeFault(10, "", "the text is not UTF-8") }));
    }

    [TestCase("")]
    [TestCase("// only a comment")]
    [TestCase("{")]
    [TestCase("{} {}")]
    public void What_is_not_one_whole_value_is_refused(string json) =>
        Assert.That(SchemeFiles.Read(json).Faults.Single().Reason, Does.StartWith("not JSON: "));

    [Test]
    public void Deep_nesting_is_refused_and_does_not_exhaust_the_stack() =>
        Assert.That(SchemeFiles.Read(new string('[', 100_000)).Faults.Single().Reason, Does.StartWith("not JSON: "));

    [Test]
    public void A_file_cut_short_anywhere_is_refused_and_never_throws()
    {
        var whole = SchemeFiles.SmallTown;
        var end = Array.LastIndexOf(whole, (byte)'}');

        for (var length = 0; length <= end; length++)
            Assert.That(SchemeFile.Read(whole.AsMemory(0, length)).IsGood, Is.False);
    }

    [Test]
    public void A_file_with_any_one_byte_changed_gives_a_scheme_or_faults_and_never_throws()
    {
        var whole = SchemeFiles.SmallTown;
        for (var i = 0; i < whole.Length; i++)
        {
            var kept = whole[i];
            foreach (var other in "0\"{\\\n"u8)
            {
                whole[i] = other;
                var result = SchemeFile.Read(whole);
                Assert.That(result.IsGood, Is.EqualTo(result.Faults.Count == 0));
            }

            whole[i] = kept;
        }
    }

    [Test]
    public void What_a_file_says_is_escaped_and_cut_before_it_is_told()
    {
        var name = "\\u001b[31m" + new string('x', 500);
        var result = SchemeFiles.Read($$"""{ "{{name}}": 1 }""");

        SchemeFault fault = result.Faults.Single(fault => fault.Reason == "unknown field");
        Assert.That(fault.Path, Does.StartWith("""["\u001B[31mxxx""").And.EndsWith("""xxx..."]"""));
        Assert.That(fault.Path, Has.Length.LessThan(100));
    }

    private static List<SchemeFault> Expected(string[] lines)
    {
        List<SchemeFault> expected = [];
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var fault in lines[i].Split(Mark).Skip(1))
            {
                var parts = fault.Trim().Split('|', 2, StringSplitOptions.TrimEntries);
                expected.Add(new SchemeFault(i + 1, parts[0], parts[1]));
            }
        }

        return expected;
    }
}
