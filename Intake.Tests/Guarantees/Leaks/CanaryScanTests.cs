using System.Text;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

public sealed class CanaryScanTests
{
    private const string Canary = "kanariefugl-æøå-42";

    [Test]
    public void The_scan_finds_a_canary_in_each_form()
    {
        var raw = Encoding.UTF8.GetBytes(Canary);
        byte[][] hidings =
        [
            raw, Encoding.Unicode.GetBytes(Canary), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(raw)),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(raw)),
            Encoding.ASCII.GetBytes(Convert.ToBase64String([1, .. raw, 2, 3])),
            Encoding.ASCII.GetBytes(Convert.ToBase64String([1, 2, .. raw, 3])),
        ];
        foreach (var hiding in hidings)
            Assert.That(CanaryScan.Find([Canary], [("here", [.. new byte[7], .. hiding, .. new byte[9]])]), Is.Not.Empty);
        Assert.That(CanaryScan.Find([Canary], [("here", new byte[4096])]), Is.Empty);
    }
}
