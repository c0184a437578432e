using Intake.Core.Notices;
using Intake.Core.Operations;
using Intake.Core.Operations.SelfChecks;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Tests.Core.Storage;
using Intake.Tests.Support;
using Intake.Worker.Scheduling;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Worker.Scheduling;

/// <summary>What the roles of web and worker can do in the schema hangfire, according to the server.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class JobTablesTests
{
    private static readonly string[] Views = ["intake_jobs", "intake_queue", "intake_workers"];

    private MigratedDatabases databases = null!;
    private IReadOnlyList<string> tables = [];

    [OneTimeSetUp]
    public async Task Make()
    {
        databases = await MigratedDatabases.CreateAsync();
        await JobTables.MakeAsync(databases.Server.OwnerConnectionString(databases.Name), new RoleNames(), default);
        tables = (await databases.Server.Psql(
            databases.Name, "SELECT relname FROM pg_class WHERE relnamespace = 'hangfire'::regnamespace AND relkind = 'r' ORDER BY 1"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [OneTimeTearDown]
    public async Task Drop() => await databases.DisposeAsync();

    [Test]
    public async Task The_web_role_reads_the_three_views_and_no_table()
    {
        await using var web = databases.AsWeb();
        using var secret = FileSecret.Of(new byte[32]);
        var notices = new NoticeBook(secret);
        var checks = new SelfCheckBook(web, TimeProvider.System);
        var givenUp = new GivenUpMails(web, notices, new SchemeCatalogue(web), TimeProvider.System);
        var desk = new OperationsDesk(web, new RefusedAddresses(web, notices), givenUp, checks, TimeProvider.System);
        Assert.That((await desk.LookAsync(default)).Work, Is.Not.Null);
        Assert.That(tables, Is.SupersetOf(new[] { "hash", "job", "jobqueue", "server", "state" }));
        foreach (var table in tables)
        {
            await Denial.IsDeniedAsync(web, $"SELECT 1 FROM hangfire.\"{table}\"");
            await Denial.IsDeniedAsync(web, $"DELETE FROM hangfire.\"{table}\"");
            await Denial.IsDeniedAsync(web, $"INSERT INTO hangfire.\"{table}\" DEFAULT VALUES");
        }
    }

    [Test]
    public async Task The_web_role_writes_through_no_view()
    {
        await using var web = databases.AsWeb();
        await Denial.IsDeniedAsync(web, "UPDATE hangfire.intake_workers SET heartbeat_at = now()");
        await Denial.IsDeniedAsync(web, "DELETE FROM hangfire.intake_workers");
        await Denial.IsDeniedAsync(web, "SELECT 1 FROM hangfire.intake_workers FOR UPDATE");
        foreach (var statement in Views.SelectMany(view =>
            new[] { $"DELETE FROM hangfire.{view}", $"INSERT INTO hangfire.{view} DEFAULT VALUES" }))
        {
            await Assert.ThatAsync(() => web.Database.ExecuteSqlRawAsync(statement), Throws.InstanceOf<PostgresException>(), statement);
        }

        var rights = await databases.Server.Psql(databases.Name, """
            SELECT relname, privilege FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
            WHERE relnamespace = 'hangfire'::regnamespace AND relkind IN ('r', 'v') AND has_table_privilege('intake_web', oid, privilege) ORDER BY 1, 2
            """);
        Assert.That(rights.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(Views.Select(view => $"{view}|SELECT")));
    }

    [Test]
    public async Task The_web_role_gives_a_mail_another_try_and_changes_nothing_else_of_it()
    {
        await using (var owner = databases.AsOwner()) await SampleRows.InsertAsync(owner);
        await using var web = databases.AsWeb();
        Assert.That(await web.Database.ExecuteSqlAsync($"UPDATE intake.mail SET state = 1, next_at = now()"), Is.EqualTo(1));
        string[] statements =
        [
            "UPDATE intake.mail SET recipient = recipient",
            "UPDATE intake.mail SET body_text = ''",
            "UPDATE intake.mail SET message_id = ''",
            "UPDATE intake.mail SET attempts = 0",
            "UPDATE intake.mail SET failure = NULL",
            "DELETE FROM intake.mail",
        ];
        foreach (var statement in statements) await Denial.IsDeniedAsync(web, statement);
    }

    [Test]
    public async Task The_worker_uses_the_tables_and_changes_no_definition()
    {
        await using var worker = databases.AsWorker();
        Assert.That(await worker.Database.ExecuteSqlAsync($"INSERT INTO hangfire.hash (key, field, value) VALUES ('k', 'f', 'v')"),
            Is.EqualTo(1));
        string[] statements =
        [
            "ALTER TABLE hangfire.job ADD COLUMN mine integer",
            "ALTER TABLE hangfire.hash DISABLE TRIGGER ALL",
            "DROP TRIGGER intake_cut_hash ON hangfire.hash",
            "DROP FUNCTION hangfire.intake_cut_hash() CASCADE",
            "CREATE OR REPLACE FUNCTION hangfire.intake_cut_hash() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "DROP TABLE hangfire.state",
            "TRUNCATE hangfire.job",
            "CREATE TABLE hangfire.mine ()",
            "CREATE OR REPLACE VIEW hangfire.intake_queue AS SELECT 0 AS waiting, now() AS oldest",
            "DROP VIEW hangfire.intake_jobs",
            "DROP SCHEMA hangfire CASCADE",
            "UPDATE hangfire.schema SET version = 0",
            "DELETE FROM hangfire.schema",
        ];
        foreach (var statement in statements) await Denial.IsDeniedAsync(worker, statement);
    }
}
