using NUnit.Framework;

namespace Intake.Tests.Support;

/// <summary>Says that a test keeps a promise by its number; the privacy page may state only such ones.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class PromiseAttribute(int number) : PropertyAttribute(number)
{
    public int Number { get; } = number;
}
