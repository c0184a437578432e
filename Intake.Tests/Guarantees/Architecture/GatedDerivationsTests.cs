using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>
/// Argon2id runs only through <see cref="KeyDerivationLimiter"/>, which runs no more at once than there are cores. Read from
/// the IL of the three programs: whatever calls Derive, directly or not, is called from a delegate that a method passes to
/// the limiter.
/// </summary>
public sealed class GatedDerivationsTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<MethodBase, List<(OpCode Code, MethodBase Method)>> Uses =
        new[] { "Intake.Core", "Intake.Web", "Intake.Worker" }
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .SelectMany(type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            .ToDictionary(method => method, method => UsedTypes.MethodsIn(method).ToList());

    [Test]
    public void Every_derivation_of_web_worker_and_commands_passes_the_gate()
    {
        var derive = typeof(Argon2id).GetMethods(All).Where(method => method.Name == nameof(Argon2id.Derive)).ToHashSet<MethodBase>();
        var costly = new HashSet<MethodBase>(derive);
        var gated = new HashSet<MethodBase>();
        for (var before = -1; before != costly.Count;)
        {
            before = costly.Count;
            foreach (var (method, uses) in Uses)
            {
                foreach (var use in uses.Where(use => costly.Contains(use.Method)))
                {
                    if (IsDelegate(use.Code) && uses.Any(other => IsGate(other.Method))) gated.Add(method);
                    else costly.Add(method);
                }
            }
        }

        var called = Uses.Values.SelectMany(uses => uses.Select(use => use.Method)).ToHashSet();
        Assert.That(costly.Except(derive).Where(method => !called.Contains(method)).Select(Name), Is.Empty, "derives beside the gate");
        Assert.That(
            gated.Select(method => method.DeclaringType!.DeclaringType?.Name),
            Is.SupersetOf(new[] { "SignInDesk", "PasswordDesk", "EnrolmentDesk", "ReceiptKeyLookup", "ReportDesk", "DraftDesk" }));
    }

    [Test]
    public void No_program_lowers_what_a_derivation_costs_and_none_but_the_tests_could()
    {
        var spend = typeof(Argon2id).GetMethod(nameof(Argon2id.Spend), All)!;
        Assert.That(spend.IsAssembly);
        Assert.That(Uses.Where(one => one.Value.Any(use => use.Method == spend)).Select(one => Name(one.Key)), Is.Empty);
        Assert.That(
            typeof(Argon2id).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName),
            Is.EqualTo(new[] { "Intake.Tests" }));
    }

    [Test]
    public void What_changes_the_cost_in_the_whole_test_process_runs_beside_no_other_test() => Assert.That(
        typeof(GatedDerivationsTests).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(WholeCostAttribute))
                && type.GetCustomAttributes<ParallelizableAttribute>().Any(one => one is not NonParallelizableAttribute)), Is.Empty);

    private static bool IsDelegate(OpCode code) => code == OpCodes.Ldftn || code == OpCodes.Ldvirtftn;

    private static bool IsGate(MethodBase method) =>
        method.DeclaringType == typeof(KeyDerivationLimiter) && method.Name == nameof(KeyDerivationLimiter.RunAsync);

    private static string Name(MethodBase method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
