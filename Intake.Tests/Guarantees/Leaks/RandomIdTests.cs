using System.Globalization;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>No id reveals when a row was made, or which row came first.</summary>
public sealed class RandomIdTests
{
    private const int Reports = 60;

    private FoundedScheme founded = null!;

    [OneTimeSetUp]
    public async Task Send()
    {
        founded = await FoundedScheme.CreateAsync();
        for (var i = 0; i < Reports; i++) await Sending.SendAsync(founded, "Nummer " + i.ToString(CultureInfo.InvariantCulture));
    }

    [OneTimeTearDown]
    public async Task Stop() => await founded.DisposeAsync();

    [Test, Promise(5)]
    public async Task No_table_counts_and_none_makes_a_value_itself_but_the_job_tables()
    {
        foreach (var database in new[] { "intake", "intake_vault" })
        {
            const string ours = "n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'hangfire')";
            Assert.That(
                await LeakRig.Portal.SqlAsync(
                    $"select n.nspname from pg_namespace n join pg_class c on c.relnamespace = n.oid where {ours} group by 1", database),
                Is.Not.Empty);
            Assert.That(
                await LeakRig.Portal.SqlAsync(
                    $"select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and {ours}",
                    database),
                Is.Empty,
                "sequences");
            Assert.That(await LeakRig.Portal.SqlAsync(
                "select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid "
                + $"join pg_namespace n on n.oid = c.relnamespace where {ours} "
                + "and a.attnum > 0 and (a.attidentity <> '' or a.attgenerated <> '' or a.atthasdef)",
                database), Is.Empty, "identity columns and defaults");
        }
    }

    [Test, Promise(5)]
    public async Task Every_id_of_every_row_is_a_random_one()
    {
        var looked = 0;
        foreach (var (database, table, column) in await UuidColumnsAsync())
        {
            var rows = await LinesAsync(database, $"select \"{column}\" from {table} where \"{column}\" is not null");
            looked += rows.Length;
            Assert.That(
                rows.Where(id => id[14] != '4' || !"89ab".Contains(id[19], StringComparison.Ordinal)), Is.Empty, $"{table}.{column}");
        }

        Assert.That(looked, Is.GreaterThan(Reports * 15));
    }

    /// <summary>
    /// Under the null hypothesis the rank correlation of n rows has a standard deviation of 1/√(n−1); five of them are
    /// exceeded once in two million tries, while ids that grow with time give 1. Source: Kendall and Gibbons, Rank Correlation Methods.
    /// </summary>
    [Test, Promise(5)]
    public async Task The_order_of_ids_has_nothing_to_do_with_the_order_in_which_rows_came()
    {
        var tables = (await UuidColumnsAsync()).Where(c => c.Column == "id" || c.Table == "vault.\"vault_secret\"").ToList();
        var measured = new List<string>();
        foreach (var (database, table, column) in tables)
        {
            var ids = await LinesAsync(database, $"select \"{column}\" from {table} order by ctid");
            if (ids.Length < Reports) continue;
            measured.Add(table);
            Assert.That(Math.Abs(RankCorrelation(ids)), Is.LessThan(5 / Math.Sqrt(ids.Length - 1)), table);
        }

        Assert.That(
            measured,
            Is.SupersetOf(new[]
            {
                "intake.\"report\"", "intake.\"entry\"", "intake.\"grant\"", "intake.\"deadline\"", "intake.\"compartment\"",
                "vault.\"vault_secret\""
            }));
    }

    [Test]
    public void Ids_that_grow_with_time_would_be_caught()
    {
        var start = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);
        var growing = Enumerable.Range(0, Reports)
            .Select(i => FormattableString.Invariant($"{start.AddMinutes(i).ToUnixTimeMilliseconds():x12}-7{Guid.NewGuid():N}")).ToArray();
        Assert.That(RankCorrelation(growing), Is.EqualTo(1).Within(1e-9));
    }

    /// <summary>Spearman's rho between the order of the array and the order of its values.</summary>
    private static double RankCorrelation(string[] values)
    {
        double n = values.Length;
        var ranks = values.Select((value, place) => (value, place))
            .OrderBy(item => item.value, StringComparer.Ordinal).Select((item, rank) => (double)item.place - rank);
        return 1 - (6 * ranks.Sum(difference => difference * difference) / (n * ((n * n) - 1)));
    }

    private async Task<List<(string Database, string Table, string Column)>> UuidColumnsAsync()
    {
        var found = new List<(string, string, string)>();
        foreach (var (schema, database) in new[] { ("intake", founded.Databases.Name), ("vault", founded.Databases.VaultName) })
        {
            foreach (var line in await LinesAsync(
                database,
                "select table_name || '|' || column_name from information_schema.columns "
                + $"where table_schema = '{schema}' and data_type = 'uuid'"))
            {
                found.Add((database, $"{schema}.\"{line.Split('|')[0]}\"", line.Split('|')[1]));
            }
        }

        return found;
    }

    private async Task<string[]> LinesAsync(string database, string sql) =>
        (await founded.Databases.Server.Psql(database, sql)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
