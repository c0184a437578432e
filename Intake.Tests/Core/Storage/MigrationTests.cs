using System.Text.RegularExpressions;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

[Parallelizable(ParallelScope.Self)]
public sealed partial class MigrationTests
{
    /// <summary>What the model cannot express and the scripts add. Any other difference is a mistake in one of them.</summary>
    private static readonly string[] ByHand =
    [
        "ALTER TABLE ONLY intake.attachment_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL",
        "ALTER TABLE ONLY intake.entry ALTER COLUMN sealed SET STORAGE EXTERNAL",
        "ALTER TABLE ONLY intake.migration ADD CONSTRAINT",
        "ALTER TABLE ONLY intake.staging ALTER COLUMN sealed SET STORAGE EXTERNAL",
        "CREATE FUNCTION intake.audit_keep()",
        "CREATE FUNCTION intake.counted_entries(",
        "CREATE FUNCTION intake.forget_changes(",
        "CREATE FUNCTION intake.mark_compartments(",
        "CREATE FUNCTION intake.mark_deletion(",
        "CREATE FUNCTION intake.mark_new_reports(",
        "CREATE FUNCTION intake.mark_reports(",
        "CREATE FUNCTION intake.mark_row(",
        "CREATE FUNCTION intake.recusals(",
        "CREATE FUNCTION intake.shuffle(",
        "CREATE FUNCTION intake.shuffle_before_charge(",
        "CREATE FUNCTION intake.shuffle_drafts(",
        "CREATE FUNCTION intake.shuffle_marks(",
        "CREATE FUNCTION intake.shuffle_moves(",
        "CREATE FUNCTION intake.shuffle_records(",
        "CREATE FUNCTION intake.shuffle_reports(",
        "CREATE FUNCTION intake.waiting_entries(",
        "CREATE FUNCTION intake.waiting_messages(",
        "CREATE FUNCTION intake.waiting_proposals(",
        "CREATE TABLE intake.migration",
        "CREATE TRIGGER audit_keep_rows",
        "CREATE TRIGGER audit_keep_table",
        "CREATE TRIGGER deadline_mark ",
        "CREATE TRIGGER deadline_mark_gone",
        "CREATE TRIGGER deadline_mark_new",
        "CREATE TRIGGER entry_mark_gone",
        "CREATE TRIGGER entry_mark_new",
        "CREATE TRIGGER gate_pass_mark ",
        "CREATE TRIGGER gate_pass_mark_gone",
        "CREATE TRIGGER gate_pass_mark_new",
        "CREATE TRIGGER grant_mark_gone",
        "CREATE TRIGGER grant_mark_new",
        "CREATE TRIGGER referral_mark ",
        "CREATE TRIGGER referral_mark_new",
        "CREATE TRIGGER report_mark ",
        "CREATE TRIGGER report_mark_gone",
        "CREATE TRIGGER report_mark_new",
    ];

    private static readonly string[] ByHandInTheVault =
    [
        "ALTER TABLE ONLY vault.migration ADD CONSTRAINT",
        "CREATE FUNCTION vault.rewrite()",
        "CREATE TABLE vault.migration",
    ];

    [Test]
    public async Task A_migrated_database_equals_the_model()
    {
        await using var migrated = await MigratedDatabases.CreateAsync();
        await using var made = await MigratedDatabases.CreateEmptyAsync();
        await using var model = made.AsOwner();
        await using var vault = made.VaultAsOwner();
        await model.Database.ExecuteSqlRawAsync(model.Database.GenerateCreateScript());
        await vault.Database.ExecuteSqlRawAsync(vault.Database.GenerateCreateScript());

        await AssertEqual(migrated.Name, made.Name, ByHand);
        await AssertEqual(migrated.VaultName, made.VaultName, ByHandInTheVault);
    }

    [Test]
    public async Task The_files_are_numbered_in_the_order_in_which_they_run()
    {
        await using var made = await MigratedDatabases.CreateEmptyAsync();
        await using var db = made.AsOwner();
        var files = Directory.EnumerateFiles(Repository.PathOf("Intake.Core", "Storage", "Migrations"), "*.cs")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => char.IsAsciiDigit(name[0]) && !name.EndsWith("Vault", StringComparison.Ordinal));
        Assert.That(
            files.Order(StringComparer.Ordinal),
            Is.EqualTo(db.Database.GetMigrations().Select((id, index) => $"{index + 1:00}_{id.Split('_')[1]}")));
    }

    [Test]
    public async Task Migrating_again_or_twice_at_once_changes_nothing()
    {
        await using var databases = await MigratedDatabases.CreateEmptyAsync();
        await Task.WhenAll(databases.MigrateAsync(), databases.MigrateAsync(), databases.MigrateAsync());
        var first = await DumpAsync(databases.Name);
        var firstVault = await DumpAsync(databases.VaultName);

        await databases.MigrateAsync();

        Assert.That(await DumpAsync(databases.Name), Is.EqualTo(first));
        Assert.That(await DumpAsync(databases.VaultName), Is.EqualTo(firstVault));
    }

    [Test]
    public async Task A_missing_role_is_named_before_anything_is_made()
    {
        await using var databases = await MigratedDatabases.CreateEmptyAsync();
        var owner = databases.Server.OwnerConnectionString(databases.Name);

        Assert.That(
            () => Database.MigrateAsync(owner, owner, new RoleNames("intake_web", "nobody_here")),
            Throws.InvalidOperationException.With.Message.Contains("nobody_here"));
        Assert.That(await DumpAsync(databases.Name), Does.Not.Contain("CREATE"));
    }

    [TestCase("web; drop table x")]
    [TestCase("Web")]
    [TestCase("we\"b")]
    [TestCase("web\n")]
    [TestCase("")]
    public void A_role_name_with_other_characters_is_refused(string name) =>
        Assert.That(() => new RoleNames(name).PutInto("{web}"), Throws.ArgumentException);

    private static async Task AssertEqual(string migrated, string made, string[] byHand)
    {
        var actual = Statements(await DumpAsync(migrated, "-s", "-O", "-x"));
        var expected = Statements(await DumpAsync(made, "-s", "-O", "-x"));

        Assert.That(expected.Except(actual), Is.Empty, "in the model, not in the migrations");
        var added = actual.Except(expected).Order(StringComparer.Ordinal).ToArray();
        Assert.That(added, Has.Length.EqualTo(byHand.Length), string.Join("\n", added));
        Assert.That(added.Zip(byHand).Where(pair => !pair.First.StartsWith(pair.Second, StringComparison.Ordinal)), Is.Empty);
    }

    private static async Task<string> DumpAsync(string database, params string[] arguments) =>
        string.Join('\n', (await (await PostgresServer.SharedAsync()).DumpAsync(database, arguments))
            .Split('\n').Where(line => line.Length > 0 && line[0] is not ('-' or '\\')));

    /// <summary>What a dump creates and alters, one statement a line, without the vault's storage parameters.</summary>
    private static string[] Statements(string dump) =>
    [
        .. dump.Split(";\n")
            .Select(statement => StorageParameters().Replace(Space().Replace(statement, " "), ""))
            .Where(statement => statement.StartsWith("CREATE", StringComparison.Ordinal)
                || statement.StartsWith("ALTER", StringComparison.Ordinal)),
    ];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@" WITH \(autovacuum[^)]*\)")]
    private static partial Regex StorageParameters();
}
