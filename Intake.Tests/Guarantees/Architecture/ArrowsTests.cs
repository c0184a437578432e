using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>Which project may know which, and which room of Core may know which.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ArrowsTests
{
    private const string CoreRoot = "Intake.Core";

    private static readonly string[] Outside =
        ["Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.AspNetCore", "Microsoft.Extensions", "Hangfire"];

    private static readonly Assembly Core = typeof(Hpke).Assembly;

    [TestCase("Intake.Core", new string[0])]
    [TestCase("Intake.Web", new[] { "Intake.Core" })]
    [TestCase("Intake.Worker", new[] { "Intake.Core" })]
    public void Web_and_Worker_know_Core_and_nobody_else(string project, string[] expected)
    {
        var references = XDocument.Load(Repository.PathOf(project, project + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.That(references, Is.EquivalentTo(expected));
        Assert.That(
            Assembly.Load(project).GetReferencedAssemblies()
                .Select(a => a.Name!).Where(n => n.StartsWith("Intake.", StringComparison.Ordinal)),
            Is.SubsetOf(expected));
    }

    [Test]
    public void Core_has_no_ASP_NET()
    {
        Assert.That(XDocument.Load(Repository.PathOf(CoreRoot, CoreRoot + ".csproj")).Descendants("FrameworkReference"), Is.Empty);
        Assert.That(
            Core.GetReferencedAssemblies().Select(assembly => assembly.Name),
            Has.None.StartsWith("Microsoft.AspNetCore"));
    }

    [Test]
    public void Sealing_knows_no_other_room_no_database_no_web_and_no_clock()
    {
        var room = typeof(Hpke).Namespace!;
        Assert.That(
            Violations(TypesIn(room), used => IsOtherRoom(used, room) || IsOutside(used) || used == typeof(TimeProvider)),
            Is.Empty);
    }

    [Test]
    public void The_arithmetic_of_deadlines_knows_no_other_room_no_database_and_no_clock()
    {
        Type[] pure = [typeof(DeadlinePolicy), typeof(DanishCalendar), typeof(EscalationLadder), typeof(DeadlineSettings)];
        var room = typeof(DeadlinePolicy).Namespace!;
        Assert.That(
            Violations(pure, used => IsOtherRoom(used, room) || IsOutside(used) || used == typeof(TimeProvider)),
            Is.Empty);
    }

    [Test]
    public void What_the_worker_does_by_itself_never_holds_an_unlocked_principal()
    {
        var unattended = Assembly.Load("Intake.Worker").GetTypes()
            .Where(type => !type.IsNested && type.Namespace?.Split('.') is ["Intake", "Worker", "Jobs" or "Mail" or "Scheduling", ..]);
        Assert.That(Violations(unattended, used => typeof(UnlockedPrincipal).IsAssignableFrom(used)), Is.Empty);
    }

    [Test, Promise(34)]
    public void Nothing_in_the_web_program_touches_a_clients_address()
    {
        Type[] addresses =
        [
            typeof(System.Net.IPAddress), typeof(System.Net.IPEndPoint), typeof(Microsoft.AspNetCore.Http.ConnectionInfo),
            typeof(Microsoft.AspNetCore.Builder.ForwardedHeadersOptions),
        ];
        Assert.That(Violations(Assembly.Load("Intake.Web").GetTypes().Where(type => !type.IsNested), addresses.Contains), Is.Empty);
    }

    private static IEnumerable<Type> TypesIn(string room) => Core.GetTypes()
        .Where(type => !type.IsNested && type.Namespace == room && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null);

    private static List<string> Violations(IEnumerable<Type> types, Func<Type, bool> forbidden) =>
        [.. from type in types from used in UsedTypes.Of(type) where forbidden(used) select $"{type.FullName} uses {used.FullName}"];

    private static bool IsOtherRoom(Type used, string room) =>
        used.Namespace is { } name && IsBelow(name, CoreRoot) && !IsBelow(name, room);

    private static bool IsOutside(Type used) => used.Namespace is { } name && Outside.Any(root => IsBelow(name, root));

    private static bool IsBelow(string name, string root) => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);
}
