using NUnit.Framework;

namespace Intake.Tests.Support;

/// <summary>Marks a test that proves a promise, by number; the privacy page may state only such promises.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class PromiseAttribute(int number) : PropertyAttribute(number)
{
    public int Number { get; } = number;
}
