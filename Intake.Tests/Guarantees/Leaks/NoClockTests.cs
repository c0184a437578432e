using System.Globalization;
using System.Net;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>What a reporter's acts leave in the databases: dates, and no time of day in any form.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class NoClockTests
{
    /// <summary>Types without a time of day. Integers could still hold one, so their values are checked.</summary>
    private static readonly string[] Timeless =
        ["uuid", "bytea", "date", "boolean", "smallint", "integer", "bigint", "character varying", "text"];

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(3), Promise(41)]
    public async Task Whatever_a_reporter_does_writes_dates_alone_and_touches_no_row_that_has_a_time()
    {
        var before = await RowsAsync();
        await StageAsync();
        var key = await site.ReportAsync("Han kom igen i går aftes.", ("a.txt", [1, 2, 3]));
        await AnswerAsync(key);
        var after = await RowsAsync();

        var changed = after.Except(before)
            .Concat(before.Except(after)).Select(row => row[..row.IndexOf('|', StringComparison.Ordinal)]).ToHashSet();
        Assert.That(
            changed,
            Is.SupersetOf(new[]
            {
                "intake.report", "intake.entry", "intake.grant", "intake.attachment", "intake.attachment_chunk", "intake.deadline",
                "intake.staging", "vault.vault_secret"
            }));
        Assert.That(
            changed,
            Has.None.EqualTo("intake.mail").And.None.EqualTo("intake.audit"),
            "no mail is written for what a reporter does, and no line of the audit");
        foreach (var column in (await ColumnsAsync()).Where(column => changed.Contains(column.Table)))
            Assert.That(Timeless, Does.Contain(column.Type), $"{column.Table}.{column.Name}");

        var today = CopenhagenClock.Today(site.Founded.Time);
        foreach (var (name, value) in await ValuesAsync(changed, "date"))
        {
            Assert.That(
                DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Is.GreaterThanOrEqualTo(today),
                name + ": today's date, or a legal date after it");
        }

        foreach (var (name, value) in await ValuesAsync(changed, "smallint", "integer", "bigint"))
        {
            Assert.That(
                long.Parse(value, CultureInfo.InvariantCulture),
                Is.LessThan(name.EndsWith(".size_class", StringComparison.Ordinal) ? 100 : 50),
                name + ": no clock in a number");
        }

        foreach (var (name, value) in await ValuesAsync(changed, "character varying", "text")) Assert.That(value, Is.Empty, name);
    }

    /// <summary>A form filled in, changed and abandoned.</summary>
    private async Task StageAsync()
    {
        using var check = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Ikke sendt"), ("Follow", "no")], ("b.txt", [4]));
        using var edit = await site.Web.PostAsync(site.Home() + "/report/edit", ("Ticket", ReporterSite.Ticket(await check.PageAsync())));
        Assert.That(edit.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    /// <summary>In the mailbox: reads, fetches a file, answers with a file, changes the choice.</summary>
    private async Task AnswerAsync(string key)
    {
        var cookie = await site.OpenMailboxAsync(key);
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        using var file = await site.GetAsync((await open.PageAsync()).QuerySelector("#thread a")!.GetAttribute("href")!, cookie);
        using var reply = await site.ReplyAsync(cookie, "Ja.", [("c.txt", [5])]);
        using var follow = await site.PostAsync(
            "/da/mailbox/follow", cookie, new FormUrlEncodedContent([KeyValuePair.Create("Follow", "no")]));
        Assert.That(
            (file.StatusCode, reply.StatusCode, follow.StatusCode),
            Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther)));
    }

    /// <summary>Every row of our tables with its version, so that a row rewritten with the same values shows too.</summary>
    private async Task<HashSet<string>> RowsAsync() =>
        [.. (await EachAsync(table => $"select '{table}|' || xmin || '|' || md5(t::text) from {Quoted(table)} t"))];

    private async Task<IReadOnlyList<(string Table, string Name, string Type)>> ColumnsAsync() =>
        [.. from line in await BothAsync(
                "select table_schema || '.' || table_name || '|' || column_name || '|' || data_type "
                + "from information_schema.columns where table_schema in ('intake', 'vault') order by 1")
            let parts = line.Split('|')
            select (parts[0], parts[1], parts[2])];

    /// <summary>The values in the columns of some types, without nulls.</summary>
    private async Task<IReadOnlyList<(string Column, string Value)>> ValuesAsync(HashSet<string> tables, params string[] types)
    {
        var columns = (await ColumnsAsync()).Where(column => tables.Contains(column.Table) && types.Contains(column.Type)).ToList();
        var lines = new List<string>();
        foreach (var (schema, database) in Databases)
        {
            var script = columns.Where(column => column.Table.StartsWith(schema, StringComparison.Ordinal))
                .Select(column =>
                    $"select distinct '{column.Table}.{column.Name}|' || \"{column.Name}\" from {Quoted(column.Table)} "
                    + $"where \"{column.Name}\" is not null;");
            lines.AddRange(Lines(await site.Founded.Databases.Server.Psql(database, string.Join('\n', script))));
        }

        return
        [
            .. lines.Select(line =>
                (line[..line.IndexOf('|', StringComparison.Ordinal)], line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..])),
        ];
    }

    private (string Schema, string Database)[] Databases =>
        [("intake", site.Founded.Databases.Name), ("vault", site.Founded.Databases.VaultName)];

    private async Task<List<string>> EachAsync(Func<string, string> select)
    {
        var lines = new List<string>();
        foreach (var (schema, database) in Databases)
        {
            var server = site.Founded.Databases.Server;
            var tables = Lines(await server.Psql(
                database,
                "select table_schema || '.' || table_name from information_schema.tables "
                + $"where table_schema = '{schema}' and table_type = 'BASE TABLE'"));
            lines.AddRange(Lines(await server.Psql(database, string.Join(";\n", tables.Select(select)))));
        }

        return lines;
    }

    private async Task<List<string>> BothAsync(string sql)
    {
        var lines = new List<string>();
        foreach (var (_, database) in Databases) lines.AddRange(Lines(await site.Founded.Databases.Server.Psql(database, sql)));
        return lines;
    }

    private static string Quoted(string table) => '"' + table.Replace(".", "\".\"", StringComparison.Ordinal) + '"';

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
