using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>
/// How many of a database server's connections one process takes at most, so that web never takes those of the worker.
/// Work that needs one waits in the process for a free one; the server is never asked for more than it has.
/// </summary>
public static class ConnectionBudget
{
    /// <summary>Web's connections to the main database.</summary>
    public const int Web = 40;

    /// <summary>Web's connections to the vault's.</summary>
    public const int WebVault = 12;

    /// <summary>The worker's connections to the main database: four jobs, each with its lock and Hangfire's own.</summary>
    public const int Worker = 24;

    /// <summary>The worker's connections to the vault's.</summary>
    public const int WorkerVault = 6;

    private const string Ask = """
        SELECT current_setting('max_connections')::int, current_setting('superuser_reserved_connections')::int,
            (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user), pg_postmaster_start_time()
        """;

    /// <summary>
    /// Why the pools of this process don't fit the server, in a line; null when they do. They may take as many connections as
    /// the role's CONNECTION LIMIT says, or three fifths of the server's where it says nothing.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">A database can't be asked.</exception>
    public static async Task<string?> LookAsync(IntakeDb db, VaultDb vault, CancellationToken cancel)
    {
        var (main, beside) = (await AskAsync(db, cancel), await AskAsync(vault, cancel));
        return main.Began == beside.Began
            ? Fault(main.Pool + beside.Pool, main)
            : Fault(main.Pool, main) ?? Fault(beside.Pool, beside);
    }

    /// <summary>
    /// How many quarters of the role's connections all its processes hold, rounded down. Coarse on purpose: the number itself
    /// would move with each visit.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The database can't be asked.</exception>
    public static async Task<int> QuartersUsedAsync(IntakeDb db, CancellationToken cancel)
    {
        var given = Math.Max(1, (await AskAsync(db, cancel)).Given);
        var held = await db.Database.SqlQuery<int>(
            $"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE usename = current_user""").SingleAsync(cancel);
        return Math.Min(4, 4 * held / given);
    }

    private static string? Fault(int wanted, Server server) => wanted <= server.Given ? null
        : $"The connection strings allow {wanted} connections, and the server gives this role {server.Given} of its {server.Most}. "
            + "Lower Maximum Pool Size in ConnectionStrings, or raise max_connections.";

    private static async Task<Server> AskAsync(DbContext database, CancellationToken cancel)
    {
        await database.Database.OpenConnectionAsync(cancel);
        try
        {
            var connection = (NpgsqlConnection)database.Database.GetDbConnection();
            await using var command = new NpgsqlCommand(Ask, connection);
            await using var row = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancel);
            await row.ReadAsync(cancel);
            var (most, kept, limit) = (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2));
            return new(new NpgsqlConnectionStringBuilder(connection.ConnectionString).MaxPoolSize, most,
                limit >= 0 ? limit : (most - kept) * 3 / 5, row.GetDateTime(3));
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
    }

    private sealed record Server(int Pool, int Most, int Given, DateTime Began);
}
