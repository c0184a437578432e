using Intake.Core.Storage;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

/// <summary>The model alone, without a server.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ModelTests
{
    private const string Nowhere = "Host=127.0.0.1;Username=nobody;Database=none";

    [Test]
    public void No_stored_enum_has_a_zero()
    {
        using var db = new IntakeDb(IntakeDb.Options(Nowhere));
        var enums = db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties())
            .Select(property => Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType)
            .Where(type => type.IsEnum)
            .Distinct()
            .ToArray();

        Assert.That(enums, Is.Not.Empty);
        Assert.That(enums.Where(type => Enum.IsDefined(type, 0)), Is.Empty);
    }
}
