namespace Intake.Tests.Support;

/// <summary>What runs the PostgreSQL of <see cref="PostgresServer"/>: installed binaries or a container.</summary>
public interface IPostgresHost : IAsyncDisposable
{
    /// <summary>The server's port on 127.0.0.1, the same for its whole life.</summary>
    int Port { get; }

    bool HasEnded { get; }

    /// <summary>Begins to start the server; existing data are kept.</summary>
    Task StartAsync();

    /// <summary>Stops it at once, without waiting for connections.</summary>
    Task StopAsync();

    string LogText();

    /// <summary>Where a file of deploy/postgres is for <see cref="RunClientAsync"/>.</summary>
    string ScriptPath(string name);

    /// <summary>Runs psql or pg_dump of the server's own version as the superuser.</summary>
    Task<ProcessResult> RunClientAsync(string program, string database, IEnumerable<string> arguments, string input);
}
