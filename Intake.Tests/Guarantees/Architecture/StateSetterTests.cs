using System.Reflection;
using Intake.Core.Cases;
using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>The state of a report and of a referral changes only through the lifecycle. Read from the IL of the three programs.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StateSetterTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Rows = [typeof(Report), typeof(Referral)];

    private static readonly List<(MethodBase Method, MethodBase Uses)> Uses =
        [.. from name in new[] { "Intake.Core", "Intake.Web", "Intake.Worker" }
            from type in Assembly.Load(name).GetTypes()
            from method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All))
            from used in UsedTypes.MethodsIn(method)
            select (method, used.Method)];

    [Test]
    public void Only_the_lifecycle_sets_a_state()
    {
        var setters = Rows.Select(row => row.GetProperty("State")!.GetSetMethod(nonPublic: true)!).ToHashSet<MethodBase>();
        Assert.That(setters.Select(setter => setter.IsPublic), Is.All.False);
        Assert.That(Uses.Where(use => setters.Contains(use.Uses)).Select(use => use.Method),
            Is.EquivalentTo(new[] { Apply(typeof(ReportTransition)), Apply(typeof(ReferralTransition)) }));
    }

    [Test]
    public void No_update_beside_the_rows_changes_a_report_or_a_referral()
    {
        var updates = Uses.Where(use => use.Uses is MethodInfo { IsGenericMethod: true } called
            && called.DeclaringType == typeof(EntityFrameworkQueryableExtensions)
            && called.Name.StartsWith("ExecuteUpdate", StringComparison.Ordinal)).ToList();
        Assert.That(updates, Is.Not.Empty, "updates are found at all");
        Assert.That(updates.Where(use => Rows.Contains(use.Uses.GetGenericArguments()[0])).Select(use => use.Method), Is.Empty);
    }

    private static MethodInfo Apply(Type step) => step.GetMethod("Apply", All)!;
}
