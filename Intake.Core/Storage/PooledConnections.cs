using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>
/// Gives a context its connections from a pool, within its request's patience. Options that name the pool itself make EF
/// build the model and compile every query once for each pool; with this they are built once for the process, however many
/// databases it speaks to.
/// </summary>
internal sealed class PooledConnections(NpgsqlDataSource source) : DbConnectionInterceptor
{
    /// <inheritdoc />
    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(source.CreateConnection());

    /// <inheritdoc />
    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        DatabasePatience.CheckOpening();
        return new(result);
    }

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        DatabasePatience.Spend(eventData.Duration);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        DatabasePatience.Spend(eventData.Duration);
        return Task.CompletedTask;
    }
}
