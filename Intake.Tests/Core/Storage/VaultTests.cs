using System.Data;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

[Parallelizable(ParallelScope.Self)]
public sealed class VaultTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Test]
    public async Task The_worker_deletes_a_secret_that_it_cannot_read()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        var (kept, gone) = (Guid.NewGuid(), Guid.NewGuid());
        await using var web = databases.VaultAsWeb();
        web.Secrets.AddRange(Secret(kept), Secret(gone));
        await web.SaveChangesAsync();

        await using var worker = databases.VaultAsWorker();
        await Denial.IsDeniedAsync(worker, "SELECT secret FROM vault.vault_secret");
        await Denial.IsDeniedAsync(worker, "SELECT * FROM vault.vault_secret");
        await Denial.IsDeniedAsync(worker, "SELECT octet_length(secret) FROM vault.vault_secret");
        await Denial.IsDeniedAsync(worker, "DELETE FROM vault.vault_secret WHERE secret IS NOT NULL");
        await Denial.IsDeniedAsync(worker, "INSERT INTO vault.vault_secret DEFAULT VALUES");
        await Denial.IsDeniedAsync(worker, "UPDATE vault.vault_secret SET made_on = made_on");
        Assert.That(await worker.Secrets.Where(secret => secret.ReportId == gone).ExecuteDeleteAsync(), Is.EqualTo(1));
        Assert.That(await worker.Secrets.Select(secret => new { secret.ReportId, secret.MadeOn }).ToListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Web_writes_reads_and_withdraws_but_changes_nothing()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        await using var web = databases.VaultAsWeb();
        var secret = Secret(Guid.NewGuid());
        web.Secrets.Add(secret);
        await web.SaveChangesAsync();

        Assert.That((await web.Secrets.AsNoTracking().SingleAsync()).Secret, Is.EqualTo(secret.Secret));
        await Denial.IsDeniedAsync(web, "UPDATE vault.vault_secret SET secret = secret");
        await Denial.IsDeniedAsync(web, "TRUNCATE vault.vault_secret");
        await Denial.IsDeniedAsync(web, "SELECT vault.rewrite()");
        await Denial.IsDeniedAsync(web, "DELETE FROM vault.migration");
        Assert.That(await web.Secrets.ExecuteDeleteAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task After_the_rewrite_the_tables_file_holds_no_deleted_secret()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        var (kept, gone) = (Secret(Guid.NewGuid()), Secret(Guid.NewGuid()));
        await using var web = databases.VaultAsWeb();
        web.Secrets.AddRange(kept, gone);
        await web.SaveChangesAsync();
        await using var worker = databases.VaultAsWorker();
        await worker.Secrets.Where(secret => secret.ReportId == gone.ReportId).ExecuteDeleteAsync();
        Assert.That(await FileHoldsAsync(databases, gone), Is.True, "DELETE alone leaves the bytes in the file");

        await new VaultFile(worker).RewriteAsync(default);

        Assert.That(await FileHoldsAsync(databases, kept), Is.True);
        Assert.That(await FileHoldsAsync(databases, gone), Is.False);
    }

    [Test]
    public async Task A_secret_that_an_older_transaction_kept_in_the_file_leaves_it_with_the_next_rewrite()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        var (kept, gone) = (Secret(Guid.NewGuid()), Secret(Guid.NewGuid()));
        await using var web = databases.VaultAsWeb();
        web.Secrets.AddRange(kept, gone);
        await web.SaveChangesAsync();
        await using var reader = databases.VaultAsOwner();
        var older = await reader.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await reader.Database.SqlQuery<int>($"SELECT 1 AS \"Value\"").SingleAsync();
        await using var worker = databases.VaultAsWorker();
        await worker.Secrets.Where(secret => secret.ReportId == gone.ReportId).ExecuteDeleteAsync();

        var left = await worker.Database.SqlQuery<long>($"SELECT vault.rewrite() AS \"Value\"").SingleAsync();
        Assert.That(await FileHoldsAsync(databases, gone), Is.True, "a transaction that began before could still see it");
        Assert.That(left, Is.EqualTo(1));

        var rewrite = new VaultFile(worker).RewriteAsync(default);
        await Task.WhenAny(rewrite, Task.Delay(TimeSpan.FromSeconds(1)));
        Assert.That(rewrite.IsCompleted, Is.False, "it is not done while the file holds it");
        await older.DisposeAsync();
        await rewrite;

        Assert.That(await FileHoldsAsync(databases, kept), Is.True);
        Assert.That(await FileHoldsAsync(databases, gone), Is.False);
    }

    private static VaultSecret Secret(Guid report) => new() { ReportId = report, Secret = SampleRows.Bytes(32), MadeOn = Day };

    internal static async Task<bool> FileHoldsAsync(MigratedDatabases databases, VaultSecret secret) =>
        (await databases.Server.Psql(databases.VaultName, $"""
            CHECKPOINT;
            SELECT position('\x{Convert.ToHexString(secret.Secret)}'::bytea IN pg_read_binary_file(pg_relation_filepath('vault.vault_secret'))) > 0
            """)).Trim() == "t";
}
