using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>
/// Gives a context its connections from a pool. Options that name the pool itself make EF build the model and compile every
/// query once for each pool; with this they are built once for the process, however many databases it speaks to.
/// </summary>
internal sealed class PooledConnections(NpgsqlDataSource source) : DbConnectionInterceptor
{
    /// <inheritdoc />
    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(source.CreateConnection());
}
