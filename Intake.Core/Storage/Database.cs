using Intake.Core.Storage.Migrations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>Brings both databases to the current version. Only the migrate command calls it, with the owner's connections.</summary>
public static class Database
{
    // Any constant: it only has to be the same in every release.
    private const long MigrationLock = 0x696E74616B65;

    /// <summary>
    /// Applies what is missing of both migrations, then limits and rights. Running it again changes nothing; of two
    /// that run at once, one waits. Errors: <see cref="InvalidOperationException"/> when a role is missing,
    /// <see cref="PostgresException"/> when the connection's user does not own the database.
    /// </summary>
    public static async Task MigrateAsync(
        string ownerConnection, string vaultOwnerConnection, RoleNames roles, CancellationToken cancel = default)
    {
        await MigrateAsync(vaultOwnerConnection, VaultDb.Schema, "VaultGrants.sql", roles,
            source => new VaultDb(VaultDb.Options(source)), cancel);
        await MigrateAsync(ownerConnection, IntakeDb.Schema, "Grants.sql", roles,
            source => new IntakeDb(IntakeDb.Options(source)), cancel);
    }

    private static async Task MigrateAsync(
        string connectionString, string schema, string grants, RoleNames roles,
        Func<NpgsqlDataSource, DbContext> open, CancellationToken cancel)
    {
        await using var source = DataSources.ForOwner(connectionString);
        await using var guard = await source.OpenConnectionAsync(cancel);
        await RunAsync(guard, $"SELECT pg_advisory_lock({MigrationLock})", cancel);
        await CheckRolesAsync(guard, roles, cancel);
        await RunAsync(guard, $"CREATE SCHEMA IF NOT EXISTS {schema}", cancel);
        await using (var db = open(source))
            await db.Database.MigrateAsync(cancel);

        await using var transaction = await guard.BeginTransactionAsync(cancel);
        await RunAsync(guard, roles.PutInto(Script.Read("Settings.sql")), cancel);
        await RunAsync(guard, roles.PutInto(Script.Read(grants)), cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task CheckRolesAsync(NpgsqlConnection connection, RoleNames roles, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_roles WHERE rolname IN ($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = roles.Web });
        command.Parameters.Add(new NpgsqlParameter { Value = roles.Worker });
        if (await command.ExecuteScalarAsync(cancel) is not 2L)
        {
            throw new InvalidOperationException(
                $"The roles {roles.Web} and {roles.Worker} must be there before migrating: CREATE ROLE … LOGIN PASSWORD '…'.");
        }
    }

    // Text of our own scripts only; role names are checked by RoleNames.
    private static async Task RunAsync(NpgsqlConnection connection, string script, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = script;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
