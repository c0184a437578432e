using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

[Parallelizable(ParallelScope.Self)]
public sealed class PooledConnectionsTests
{
    [Test]
    public void Contexts_of_two_databases_share_a_model_and_speak_each_to_its_own()
    {
        using var one = new IntakeDb(IntakeDb.Options("Host=nowhere.invalid;Database=one"));
        using var two = new IntakeDb(IntakeDb.Options("Host=nowhere.invalid;Database=two"));
        Assert.That(two.Model, Is.SameAs(one.Model));
        Assert.That((one.Database.GetDbConnection().Database, two.Database.GetDbConnection().Database), Is.EqualTo(("one", "two")));
    }
}
