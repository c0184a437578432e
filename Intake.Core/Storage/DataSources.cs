using System.Collections.Concurrent;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>
/// The one place that opens connections: one pool per connection string for the life of the process. A statement is
/// given 30 seconds by the server, a dead peer is noticed within about a minute, and neither parameters nor the values
/// of a failing row reach a log or an exception text.
/// </summary>
public static class DataSources
{
    private static readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> Pools = new(StringComparer.Ordinal);

    /// <summary>The pool for a connection string. Errors: <see cref="ArgumentException"/> when the string cannot be read.</summary>
    public static NpgsqlDataSource For(string connectionString) =>
        Pools.GetOrAdd(connectionString, text => new Lazy<NpgsqlDataSource>(() => Create(text))).Value;

    private static NpgsqlDataSource Create(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "intake",
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
            LogParameters = false,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 30,
            TcpKeepAliveInterval = 10,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .EnableParameterLogging(false)
            .Build();
    }
}
