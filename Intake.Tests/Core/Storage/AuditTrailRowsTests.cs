using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

[Parallelizable(ParallelScope.Self)]
public sealed class AuditTrailRowsTests
{
    private const string Prune = "SET intake.audit_prune = 'on'; ";

    [Test]
    public async Task Even_the_owner_only_prunes_lines_older_than_a_year_and_says_so_first()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        await using var owner = databases.AsOwner();
        var rows = await SampleRows.InsertAsync(owner);

        await Denial.IsDeniedAsync(owner, "UPDATE intake.audit SET action = 1");
        await Denial.IsDeniedAsync(owner, "DELETE FROM intake.audit");
        await Denial.IsDeniedAsync(owner, "TRUNCATE intake.audit");
        await Denial.IsDeniedAsync(owner, Prune + "UPDATE intake.audit SET action = 1");
        await Denial.IsDeniedAsync(owner, Prune + "TRUNCATE intake.audit");

        var now = TimeProvider.System.GetUtcNow();
        await owner.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.audit SELECT gen_random_uuid(), {now}, action, scheme_id, sealed, hash FROM intake.audit");
        await Denial.IsDeniedAsync(owner, Prune + "DELETE FROM intake.audit");
        await owner.Database.ExecuteSqlRawAsync(Prune + "DELETE FROM intake.audit WHERE at < now() - interval '1 year'");

        Assert.That(await owner.Audit.CountAsync(), Is.EqualTo(1));
        Assert.That(await owner.Audit.AnyAsync(row => row.Id == rows.Audit.Id), Is.False);
    }
}
