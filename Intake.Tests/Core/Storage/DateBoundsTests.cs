using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

/// <summary>No program's password writes a date that the programs cannot read, into whichever table.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DateBoundsTests
{
    [Test]
    public async Task Every_date_of_every_table_is_refused_outside_the_years_that_somebody_means()
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        await using var db = databases.AsOwner();
        await SampleRows.InsertAsync(db);
        var columns = await db.Database.SqlQueryRaw<string>("""
            SELECT c.table_name || '.' || c.column_name AS "Value" FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'intake' AND t.table_type = 'BASE TABLE' AND c.data_type IN ('date', 'timestamp with time zone')
                AND c.table_name <> 'migration'
            """).ToListAsync();
        Assert.That(columns, Has.Count.GreaterThan(40));
        List<string> passed = [];
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            foreach (var strange in new[] { "0044-01-01 BC", "20000-01-01", "infinity" })
            {
#pragma warning disable EF1002 // Names from the database's own catalogue.
                var refused = await RefusedAsync(() => db.Database.ExecuteSqlRawAsync(
                    $"ALTER TABLE intake.\"{table}\" DISABLE TRIGGER USER; UPDATE intake.\"{table}\" SET \"{name}\" = '{strange}'"));
#pragma warning restore EF1002
                if (!refused) passed.Add($"{column} = {strange}");
            }
        }

        Assert.That(passed, Is.Empty);
    }

    private static async Task<bool> RefusedAsync(Func<Task> write)
    {
        try
        {
            await write();
            return false;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.CheckViolation)
        {
            return true;
        }
    }
}
