using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Intake.Core;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>Public types and methods of Core say what they are for, in the documentation file the compiler writes.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DocCommentsTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly ILookup<string, XElement> Documented = XDocument
        .Load(Path.ChangeExtension(typeof(Hpke).Assembly.Location, ".xml")).Descendants("member")
        .Where(member => member.Element("inheritdoc") is not null || !BlankText.Is(member.Element("summary")?.Value))
        .ToLookup(member => member.Attribute("name")!.Value.Split('(')[0].Split("``")[0]);

    [Test]
    public void Every_public_type_and_method_of_Core_has_a_doc_comment()
    {
        var missing = typeof(Hpke).Assembly.GetExportedTypes()
            .Where(type => type.Namespace?.Contains(".Migrations", StringComparison.Ordinal) != true)
            .SelectMany(Missing);
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void A_type_and_a_method_without_one_would_be_found()
    {
        Assert.That(
            Missing(typeof(Bare)),
            Is.EquivalentTo(new[]
            {
                "T:Intake.Tests.Guarantees.Architecture.DocCommentsTests.Bare",
                "M:Intake.Tests.Guarantees.Architecture.DocCommentsTests.Bare.Act: 1 of 1"
            }));
    }

    private static IEnumerable<string> Missing(Type type)
    {
        var name = (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
        if (!Documented.Contains("T:" + name))
        {
            yield return "T:" + name;
        }

        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
        {
            yield break;
        }

        foreach (var overloads in type.GetMethods(Declared).Where(method => NeedsComment(type, method)).GroupBy(method => method.Name))
        {
            var documented = Documented[$"M:{name}.{overloads.Key}"].Count();
            if (documented < overloads.Count())
            {
                yield return $"M:{name}.{overloads.Key}: {overloads.Count() - documented} of {overloads.Count()}";
            }
        }
    }

    /// <summary>False for what a record generates, overrides, and members of an interface, which are explained elsewhere.</summary>
    private static bool NeedsComment(Type type, MethodInfo method) =>
        !(method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal))
        && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        && method.GetBaseDefinition() == method
        && (type.IsInterface || !type.GetInterfaces().SelectMany(face => type.GetInterfaceMap(face).TargetMethods).Contains(method));

    public sealed class Bare
    {
        public void Act()
        {
        }

        public override string ToString() => "";
    }
}
