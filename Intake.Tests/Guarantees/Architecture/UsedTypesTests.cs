using System.Globalization;
using System.Text;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>The checker itself: it finds a forbidden type wherever one can hide. StringBuilder plays the forbidden type.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class UsedTypesTests
{
    [TestCase(typeof(InField))]
    [TestCase(typeof(InSignature))]
    [TestCase(typeof(InBody))]
    [TestCase(typeof(InLambda))]
    [TestCase(typeof(InIterator))]
    [TestCase(typeof(InGenericArgument))]
    [TestCase(typeof(InTypeOf))]
    [TestCase(typeof(InCatchOfGeneric<>))]
    public void A_type_is_found_wherever_it_is_used(Type where) =>
        Assert.That(UsedTypes.Of(where), Has.Member(typeof(StringBuilder)));

    [Test]
    public void A_type_that_is_not_used_is_not_found() =>
        Assert.That(UsedTypes.Of(typeof(Without)), Has.No.Member(typeof(StringBuilder)));

#pragma warning disable CA1823, CS0169, CA1812, CA1859 // The samples are read, never run.
    private sealed class InField
    {
        private readonly StringBuilder[]? hidden;
    }

    private interface InSignature
    {
        void Take(ref StringBuilder hidden);
    }

    private static class InBody
    {
        private static int Count(int number) => number switch { 1 => 2, 2 => 5, 3 => 9, 4 => 11, _ => new StringBuilder(number).Length };
    }

    private static class InLambda
    {
        private static IEnumerable<int> Count(IEnumerable<int> numbers) => numbers.Select(number => new StringBuilder(number).Length);
    }

    private static class InIterator
    {
        private static IEnumerable<int> Count()
        {
            yield return new StringBuilder().Length;
        }
    }

    private static class InGenericArgument
    {
        private static object Make() => Array.Empty<StringBuilder>();
    }

    private static class InTypeOf
    {
        private static string Name() => typeof(StringBuilder).Name;
    }

    private static class InCatchOfGeneric<T>
    {
        private static string Text(T value)
        {
            try
            {
                return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            }
            catch (FormatException)
            {
                return new StringBuilder().ToString();
            }
        }
    }

    private static class Without
    {
        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture) + nameof(StringBuilder);
    }
#pragma warning restore
}
