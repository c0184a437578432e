using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

[Parallelizable(ParallelScope.Self)]
public sealed class RowsTests
{
    private MigratedDatabases databases = null!;
    private IntakeDb owner = null!;
    private SampleRows rows = null!;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        databases = await MigratedDatabases.CreateAsync();
        owner = databases.AsOwner();
        rows = await SampleRows.InsertAsync(owner);
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        await owner.DisposeAsync();
        await databases.DisposeAsync();
    }

    [Test]
    public async Task Every_stored_id_is_random()
    {
        var columns = await LinesAsync("""
            SELECT c.relname || '|' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'intake'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'uuid'::regtype
            """);
        Assert.That(columns, Has.Length.GreaterThan(20));
        foreach (var column in columns.Select(line => line.Split('|')))
        {
            var others = await LinesAsync(
                $"SELECT \"{column[1]}\" FROM intake.\"{column[0]}\" WHERE substr(\"{column[1]}\"::text, 15, 1) <> '4'");
            Assert.That(others, Is.Empty, string.Join('.', column));
        }
    }

    [Test]
    public async Task The_database_makes_no_value_itself()
    {
        Assert.That(await LinesAsync("SELECT adrelid::regclass FROM pg_attrdef"), Is.Empty);
        Assert.That(await LinesAsync("SELECT relname FROM pg_class WHERE relkind = 'S'"), Is.Empty);
        Assert.That(await LinesAsync("SELECT attrelid::regclass FROM pg_attribute WHERE attidentity <> '' OR attgenerated <> ''"),
            Is.Empty);
    }

    [Test]
    public async Task Only_what_staff_and_machines_do_has_a_time_of_day()
    {
        var timed = await LinesAsync("""
            SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'intake'::regnamespace AND c.relkind = 'r'
              AND a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)
            ORDER BY c.relname, a.attname
            """);
        string[] expected =
        [
            "audit.at", "mail.hour_at", "mail.next_at", "mail.not_before", "ring_key.expires_at",
            "self_check.good_at", "self_check.tried_at",
            "staff_member.codes_after", "staff_member.locked_until", "staff_member.recovery_codes_after", "staff_session.expires_at",
        ];
        Assert.That(timed, Is.EqualTo(expected));
    }

    [Test]
    public async Task Every_enum_column_refuses_a_value_outside_its_enum()
    {
        var columns = owner.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties().Select(property => (Table: entity.GetTableName(), property)))
            .Where(at => (Nullable.GetUnderlyingType(at.property.ClrType) ?? at.property.ClrType).IsEnum)
            .Select(at => (at.Table, Column: at.property.GetColumnName()))
            .ToArray();
        Assert.That(columns, Has.Length.EqualTo(19));
        await owner.Database.ExecuteSqlRawAsync("UPDATE intake.report SET severity = 1");
        foreach (var (table, column) in columns.Where(at => at.Table != "audit"))
        {
            await Denial.BreaksACheckAsync(owner, $"UPDATE intake.\"{table}\" SET {column} = 0");
            await Denial.BreaksACheckAsync(owner, $"UPDATE intake.\"{table}\" SET {column} = 99");
        }

        await Denial.BreaksACheckAsync(owner,
            "INSERT INTO intake.audit SELECT gen_random_uuid(), at, 99::smallint, scheme_id, sealed, hash FROM intake.audit");
    }

    [Test]
    public async Task A_hash_or_key_of_another_length_is_refused()
    {
        await Denial.BreaksACheckAsync(owner, "UPDATE intake.report SET lookup_hash = '\\x00'");
        await Denial.BreaksACheckAsync(owner, "UPDATE intake.\"grant\" SET enc = enc || '\\x00'");
        await Denial.BreaksACheckAsync(owner, "UPDATE intake.staff_member SET signing_key = ''");
    }

    [Test]
    public async Task An_attachment_hangs_on_exactly_one_place()
    {
        await Denial.BreaksACheckAsync(owner, "UPDATE intake.attachment SET report_id = NULL");
        await Denial.BreaksACheckAsync(owner, "UPDATE intake.attachment SET staging_id = (SELECT id FROM intake.staging)");
    }

    [Test]
    public async Task A_reminder_at_rest_carries_no_words() =>
        await Denial.BreaksACheckAsync(owner, "UPDATE intake.mail SET body_text = 'a case'");

    [Test]
    public async Task Of_two_who_change_a_row_at_once_the_second_is_told()
    {
        await using var first = databases.AsWeb();
        await using var second = databases.AsWeb();
        var mine = await first.Reports.SingleAsync(report => report.Id == rows.Report.Id);
        var theirs = await second.Reports.SingleAsync(report => report.Id == rows.Report.Id);
        mine.State = ReportState.Handled;
        await first.SaveChangesAsync();

        theirs.State = ReportState.Closed;
        await Assert.ThatAsync(() => second.SaveChangesAsync(), Throws.InstanceOf<DbUpdateConcurrencyException>());
    }

    [Test]
    public async Task A_report_has_one_dialogue()
    {
        await using var web = databases.AsWeb();
        web.Compartments.Add(new Compartment { Id = Guid.NewGuid(), ReportId = rows.Report.Id, Kind = CompartmentKind.Dialogue });
        await Assert.ThatAsync(() => web.SaveChangesAsync(), Throws.InstanceOf<DbUpdateException>());
    }

    private async Task<string[]> LinesAsync(string sql) =>
        (await databases.Server.Psql(databases.Name, sql)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
