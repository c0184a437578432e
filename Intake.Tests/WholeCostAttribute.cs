using Intake.Core.Sealing;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Intake.Tests;

/// <summary>
/// For tests about Argon2id, and those that open what another process or program made: every derivation costs what it
/// costs the product. The cost is the process's, so such a fixture runs beside no other.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WholeCostAttribute : NUnitAttribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test) => Argon2id.Spend(cost => cost);

    public void AfterTest(ITest test) => QuickDerivations.Lower();
}
