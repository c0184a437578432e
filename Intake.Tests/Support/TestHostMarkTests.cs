using System.Globalization;
using NUnit.Framework;

namespace Intake.Tests.Support;

public sealed class TestHostMarkTests
{
    [Test]
    public void This_test_host_is_not_gone() => Assert.That(TestHostMark.IsGone(TestHostMark.Own), Is.False);

    [TestCase(0, "00000000-0000-0000-0000-000000000000", true, Description = "the machine was started since")]
    [TestCase(1, "pid:[1]", false, Description = "another namespace, where we see no process")]
    [TestCase(2, "999999999", true, Description = "no such process")]
    [TestCase(3, "1", true, Description = "another process has its id now")]
    public void A_mark_that_differs_in_one_part_tells(int part, string value, bool gone)
    {
        var parts = TestHostMark.Own.Split(' ');
        parts[part] = value;
        Assert.That(TestHostMark.IsGone(string.Join(' ', parts)), Is.EqualTo(gone));
    }

    [TestCase("")]
    [TestCase("somebody else's")]
    public void What_is_no_mark_is_left_alone(string mark) => Assert.That(TestHostMark.IsGone(mark), Is.False);

    [Test]
    public async Task A_process_that_has_ended_is_gone()
    {
        using var process = ProcessRun.Start("/bin/sleep", ["60"]);
        var parts = TestHostMark.Own.Split(' ');
        parts[2] = process.Id.ToString(CultureInfo.InvariantCulture);
        parts[3] = (await File.ReadAllTextAsync($"/proc/{parts[2]}/stat")).Split(' ')[21];
        Assert.That(TestHostMark.IsGone(string.Join(' ', parts)), Is.False);
        process.Kill();
        await process.WaitForExitAsync();
        Assert.That(TestHostMark.IsGone(string.Join(' ', parts)), Is.True);
    }
}
