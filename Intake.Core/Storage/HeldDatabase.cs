using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>
/// One connection in one transaction that is never committed: what desks write through it no other connection ever sees, and
/// it is gone when this is disposed, or when the process is killed. A desk's own transaction becomes a part of it, and its
/// commit is left out. For the self-check alone.
/// </summary>
internal sealed class HeldDatabase : DbTransactionInterceptor, IAsyncDisposable
{
    private const string Limits = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '20s'";
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private HeldDatabase(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.connection, this.transaction) = (connection, transaction);

    /// <summary>Opens it on the process's pool for a connection string.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public static async Task<HeldDatabase> OpenAsync(string connectionString, CancellationToken cancel)
    {
        var connection = await DataSources.For(connectionString).OpenConnectionAsync(cancel);
        try
        {
            var held = new HeldDatabase(connection, await connection.BeginTransactionAsync(cancel));
            await held.RunAsync(Limits, cancel);
            return held;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Options of a context on it.</summary>
    public DbContextOptions<TContext> Options<TContext>(string schema)
        where TContext : DbContext =>
        new DbContextOptionsBuilder<TContext>()
            .UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable(MigrationHistory.Table, schema))
            .ReplaceService<IRelationalTransactionFactory, BorrowedTransactions>()
            .AddInterceptors(this, new PatientCommands())
            .EnableSensitiveDataLogging(false)
            .Options;

    /// <summary>Has the database check what it otherwise checks at a commit.</summary>
    /// <exception cref="DbException">Something was written that could not be committed.</exception>
    public Task CheckAsync(CancellationToken cancel) => RunAsync("SET CONSTRAINTS ALL IMMEDIATE", cancel);

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection,
        TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult<DbTransaction>.SuppressWithResult(transaction));

    /// <inheritdoc />
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData,
        InterceptionResult result, CancellationToken cancellationToken = default) => new(InterceptionResult.Suppress());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task RunAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Transactions that the context does not own, so that its end of one is not the end of ours.</summary>
    private sealed class BorrowedTransactions(RelationalTransactionFactoryDependencies dependencies)
        : RelationalTransactionFactory(dependencies)
    {
        public override RelationalTransaction Create(IRelationalConnection connection, DbTransaction transaction, Guid transactionId,
            IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger, bool transactionOwned) =>
            base.Create(connection, transaction, transactionId, logger, transactionOwned: false);
    }
}
