using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>Every page in every state, in both languages, in a browser at 1280, 390 and 320 points.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class EveryPageTests
{
    [TestCase(FaultKind.Axe, TestName = "Axe finds nothing on any page, state, language and width")]
    [TestCase(FaultKind.Fit, TestName = "Nothing is wider than the screen or cut off")]
    [TestCase(FaultKind.Spacing, TestName = "Nothing is cut off with wide text spacing or text twice as large")]
    [TestCase(FaultKind.Dark, TestName = "Everything can be read in dark colours")]
    [TestCase(FaultKind.Keyboard, TestName = "Tab reaches everything in order, shows where it is and is never trapped")]
    [TestCase(FaultKind.Stranger, TestName = "No page asks anything of another host")]
    public async Task Nothing_is_found(FaultKind kind)
    {
        var faults = (await LooksSetUp.Found.Value).Where(fault => fault.Kind == kind).ToList();
        Assert.That(faults, Is.Empty, string.Join('\n', faults));
    }
}
