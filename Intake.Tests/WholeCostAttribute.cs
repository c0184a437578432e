using Intake.Core.Sealing;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Intake.Tests;

/// <summary>
/// For tests about Argon2id, and those that open what another process or program made: every derivation has the
/// product's full cost. The cost applies to the whole process, so such a fixture runs in parallel with no other.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WholeCostAttribute : NUnitAttribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test) => Argon2id.Spend(cost => cost);

    public void AfterTest(ITest test) => QuickDerivations.Lower();
}
