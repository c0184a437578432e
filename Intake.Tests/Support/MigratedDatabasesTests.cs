using NUnit.Framework;

namespace Intake.Tests.Support;

public sealed class MigratedDatabasesTests
{
    [Test]
    public async Task A_copy_equals_a_migrated_database_with_its_rights_and_settings()
    {
        await using var copied = await MigratedDatabases.CreateAsync();
        await using var migrated = await MigratedDatabases.CreateAsync(await PostgresServer.SharedAsync());

        foreach (var (copy, original) in new[] { (copied.Name, migrated.Name), (copied.VaultName, migrated.VaultName) })
        {
            var expected = await DumpAsync(migrated, original);
            Assert.That(expected, Has.Some.StartsWith("ALTER DATABASE").And.Some.StartsWith("GRANT CONNECT ON DATABASE"),
                "rights and settings are in the dump");
            Assert.That(await DumpAsync(copied, copy), Is.EqualTo(expected));
        }
    }

    /// <summary>With the statements that make the database, and without its name.</summary>
    private static async Task<string[]> DumpAsync(MigratedDatabases databases, string name) =>
        [.. (await databases.Server.DumpAsync(name, "--create")).Replace(name, "name", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Length > 0 && line[0] is not ('-' or '\\'))];
}
