using System.Reflection;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public sealed class LabelTests
{
    private static readonly string[] All = [.. typeof(Labels).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (string)f.GetRawConstantValue()!)];

    [TestCaseSource(nameof(All))]
    public async Task Every_label_stands_in_the_format_word_for_word(string label)
    {
        var format = await File.ReadAllTextAsync(Repository.PathOf("Intake.Core", "Sealing", "FORMAT.md"));
        Assert.That(format, Does.Contain($"\"{label}\"").Or.Contain($"`{label}`"));
    }

    [Test]
    public void No_two_labels_are_alike() => Assert.That(All, Is.Unique.And.Not.Empty);
}
