using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

/// <summary>No program's password writes a number or a length that no real row can reach, into whichever table.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class NumberBoundsTests
{
    private const string Text = "repeat('x', 17000000)";
    private const string Long = $"convert_to({Text}, 'UTF8')";

    [Test]
    public Task Every_number_of_every_table_is_refused_below_zero_and_near_the_largest() =>
        RefusedAsync("'integer', 'bigint'", atLeast: 20, "-1", "2000000001", "CASE pg_typeof(COLUMN)::text WHEN 'integer' THEN 2147483647 "
            + "ELSE 9223372036854775807 END");

    [Test]
    public Task Every_text_and_every_sealed_column_is_refused_at_seventeen_megabytes() =>
        RefusedAsync("'text', 'bytea'", atLeast: 60, Long);

    private static async Task RefusedAsync(string types, int atLeast, params string[] strange)
    {
        await using var databases = await MigratedDatabases.CreateAsync();
        await using var db = databases.AsOwner();
        await SampleRows.InsertAsync(db);
#pragma warning disable EF1002 // Written here.
        var columns = await db.Database.SqlQueryRaw<string>($"""
            SELECT c.table_name || '.' || c.column_name || '.' || c.data_type AS "Value" FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'intake' AND t.table_type = 'BASE TABLE' AND c.data_type IN ({types})
                AND c.table_name NOT IN ('migration', 'installation')
            """).ToListAsync();
#pragma warning restore EF1002
        Assert.That(columns, Has.Count.GreaterThan(atLeast));
        List<string> passed = [];
        foreach (var column in columns.Select(column => column.Split('.')))
        {
            foreach (var value in strange)
            {
                var sql = value == Long && column[2] == "text" ? Text : value.Replace("COLUMN", column[1], StringComparison.Ordinal);
                if (!await RefusedAsync(db, $"""
                    ALTER TABLE intake."{column[0]}" DISABLE TRIGGER USER; UPDATE intake."{column[0]}" SET "{column[1]}" = {sql}
                    """))
                {
                    passed.Add($"{column[0]}.{column[1]} = {value}");
                }
            }
        }

        Assert.That(passed, Is.Empty);
    }

    private static async Task<bool> RefusedAsync(DbContext db, string sql)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync(sql);
            return false;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.CheckViolation)
        {
            return true;
        }
    }
}
