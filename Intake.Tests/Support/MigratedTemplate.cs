using Intake.Core.Storage;
using Npgsql;

namespace Intake.Tests.Support;

/// <summary>
/// A pair of databases on the shared server that is migrated once, at first use, and copied for each test that asks for
/// migrated ones. PostgreSQL copies a database's content, but not the rights and settings of the database as a whole; the
/// migrations' own script adds those to the copy.
/// </summary>
internal static class MigratedTemplate
{
    private static readonly Lazy<Task<MigratedDatabases>> Migrated = new(MakeAsync);
    private static readonly string Settings = new RoleNames()
        .PutInto(File.ReadAllText(Repository.PathOf("Intake.Core", "Storage", "Migrations", "Settings.sql")));

    public static async Task CopyAsync(MigratedDatabases copy)
    {
        var template = await Migrated.Value;
        await CopyAsync(copy.Server, copy.Name, template.Name);
        await CopyAsync(copy.Server, copy.VaultName, template.VaultName);
    }

    private static async Task CopyAsync(PostgresServer server, string name, string from)
    {
        await server.CopyDatabaseAsync(name, from);
        await using var owner = new NpgsqlConnection(server.OwnerConnectionString(name) + ";Pooling=false");
        await owner.OpenAsync();
        await using var command = new NpgsqlCommand(Settings, owner);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<MigratedDatabases> MakeAsync()
    {
        var made = await MigratedDatabases.CreateEmptyAsync();
        await made.MigrateAsync();
        return made;
    }
}
