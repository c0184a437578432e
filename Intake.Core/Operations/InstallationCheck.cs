using System.Security.Cryptography;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Operations;

/// <summary>
/// Whether this program, both databases, the file secret and the scheme root belong together. Under a wrong secret a report
/// is taken that nobody can ever open, so programs ask before they serve anything.
/// </summary>
public sealed class InstallationCheck(IntakeDb db, VaultDb vault, FileSecret secret, SchemeRootFile root)
{
    /// <summary>What is wrong; null when all fits.</summary>
    /// <exception cref="System.Data.Common.DbException">A database can't be asked.</exception>
    public async Task<InstallationFault?> LookAsync(CancellationToken cancel) =>
        await LookAsync(vault, "The vault's database", cancel) ?? await LookAsync(db, "The database", cancel) ?? await RootAsync(cancel)
        ?? (await ConnectionBudget.LookAsync(db, vault, cancel) is { } many ? new(InstallationFaultKind.TooManyConnections, many) : null);

    /// <summary>
    /// Writes the check value of the secret where there is none, as the owner. Afterwards <see cref="LookAsync(CancellationToken)"/>
    /// tells whether a database had another.
    /// </summary>
    public async Task BindAsync(CancellationToken cancel)
    {
        using var check = secret.Derive(FileSecret.Check);
        var value = check.Span.ToArray();
        await vault.Database.ExecuteSqlAsync(
            $"INSERT INTO vault.installation (one, check_value) VALUES (true, {value}) ON CONFLICT DO NOTHING", cancel);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.installation (one, check_value) VALUES (true, {value}) ON CONFLICT DO NOTHING", cancel);
    }

    /// <summary>What a database has that this program does not know; null when it is no newer.</summary>
    /// <exception cref="System.Data.Common.DbException">The database can't be asked.</exception>
    public static async Task<InstallationFault?> NewerAsync(DbContext database, string name, CancellationToken cancel)
    {
        var unknown = (await database.Database.GetAppliedMigrationsAsync(cancel)).Except(database.Database.GetMigrations()).ToList();
        return unknown.Count == 0 ? null : new(InstallationFaultKind.NewerDatabase,
            $"{name} is newer than this program ({string.Join(", ", unknown)}). Install the version that migrated it.");
    }

    private async Task<InstallationFault?> LookAsync(DbContext database, string name, CancellationToken cancel)
    {
        try
        {
            if (await NewerAsync(database, name, cancel) is { } newer) return newer;
            if ((await database.Database.GetPendingMigrationsAsync(cancel)).Any()) return Older(name);
            var row = await database.Set<Installation>().AsNoTracking().SingleOrDefaultAsync(cancel);
            if (row is null) return Older(name);
            using var check = secret.Derive(FileSecret.Check);
            return CryptographicOperations.FixedTimeEquals(row.CheckValue, check.Span) ? null : new(InstallationFaultKind.OtherSecret,
                $"{name} belongs to another file secret than the one in Intake:FileSecret. Put the right file there.");
        }
        catch (PostgresException early) when (early.SqlState
            is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName)
        {
            return Older(name);
        }
    }

    private async Task<InstallationFault?> RootAsync(CancellationToken cancel)
    {
        try
        {
            return (await root.ReadAsync(cancel)).Root.IsEmpty && await db.Certificates.AnyAsync(cancel)
                ? new(InstallationFaultKind.NoRoot,
                    "The scheme root's file in Intake:SchemeRoot is empty or gone, and certificates rest on it. Put it back.")
                : null;
        }
        catch (FormatException wrong)
        {
            return new(InstallationFaultKind.MalformedRoot, wrong.Message);
        }
    }

    private static InstallationFault Older(string name) => new(InstallationFaultKind.OlderDatabase,
        $"{name} is older than this program. Run: Intake.Worker migrate");
}
