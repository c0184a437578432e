using System.Collections.Concurrent;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>
/// The one place that opens connections: one pool per connection string for the life of the process. A dead peer is
/// noticed within about a minute, a command waits 30 seconds, a request 20 for all of its own together
/// (<see cref="DatabasePatience"/>), and parameters and the values of a failing row reach no log and no exception text. The
/// server's own limits are in <c>Migrations/Settings.sql</c>.
/// </summary>
public static class DataSources
{
    private static readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> Pools = new(StringComparer.Ordinal);

    /// <summary>Connections of a pool whose string says nothing. See <see cref="ConnectionBudget"/>.</summary>
    private const int MostConnections = 20;

    /// <summary>The same string with at most so many connections, unless it says <c>Maximum Pool Size</c> itself.</summary>
    public static string Within(string connectionString, int most)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.ShouldSerialize("Maximum Pool Size")) return connectionString;
        settings.MaxPoolSize = most;
        return settings.ConnectionString;
    }

    /// <summary>The pool for a connection string. Errors: <see cref="ArgumentException"/> when the string cannot be read.</summary>
    public static NpgsqlDataSource For(string connectionString) =>
        Pools.GetOrAdd(connectionString, text => new Lazy<NpgsqlDataSource>(() => Create(Settings(text)))).Value;

    /// <summary>Without a pool and without limits of time: for migrations. The caller disposes it.</summary>
    internal static NpgsqlDataSource ForOwner(string connectionString)
    {
        var settings = Settings(connectionString);
        settings.Pooling = false;
        settings.CommandTimeout = 0;
        settings.Options = "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0";
        return Create(settings);
    }

    /// <summary>
    /// Statements that come again are prepared on the server, unless the string says <c>Max Auto Prepare=0</c>, as one to a
    /// pooler that hands out connections by transaction must.
    /// </summary>
    private static NpgsqlConnectionStringBuilder Settings(string connectionString)
    {
        var settings = Checked(connectionString);
        // ContainsKey says of every setting that there is one; this says which of them the string gives.
        if (!settings.ShouldSerialize("Max Auto Prepare")) settings.MaxAutoPrepare = 100;
        if (!settings.ShouldSerialize("Maximum Pool Size")) settings.MaxPoolSize = MostConnections;
        if (!settings.ShouldSerialize("Timeout")) settings.Timeout = (int)DatabasePatience.ToOpen.TotalSeconds;
        return settings;
    }

    private static NpgsqlConnectionStringBuilder Checked(string connectionString) => new(connectionString)
    {
        ApplicationName = "intake",
        CommandTimeout = 30,
        IncludeErrorDetail = false,
        PersistSecurityInfo = false,
        LogParameters = false,
        TcpKeepAlive = true,
        TcpKeepAliveTime = 30,
        TcpKeepAliveInterval = 10,
    };

    private static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder settings) =>
        new NpgsqlDataSourceBuilder(settings.ConnectionString).EnableParameterLogging(false).Build();
}
