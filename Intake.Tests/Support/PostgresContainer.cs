using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using Testcontainers.PostgreSql;

namespace Intake.Tests.Support;

/// <summary>
/// PostgreSQL in a container, reached only through a port of 127.0.0.1. The port is fixed, so that it stays the same when
/// the server is stopped and started again. A watched process removes the container when the test host is gone, however it
/// ended; Testcontainers' own container for that is not used, since it needs an image from a registry and the engine's socket.
/// </summary>
public sealed class PostgresContainer : IPostgresHost
{
    private const string Folder = "/intake";

    // The official image runs it once, after making the data folder and before the server listens on TCP. Connections
    // through the published port do not come from 127.0.0.1, so every address is allowed here, with a password.
    private const string FirstStart = """
        sed 's|^host all all 127.0.0.1/32 |host all all all |' /intake/pg_hba.conf >"$PGDATA/pg_hba.conf"
        cat /intake/intake.conf >>"$PGDATA/postgresql.conf"
        """;

    private const string Client = """
        export PGHOST=127.0.0.1 PGUSER="$POSTGRES_USER" PGPASSWORD="$POSTGRES_PASSWORD" PGDATABASE="$1" PGCLIENTENCODING=UTF8
        input=$2
        shift 2
        printf %s "$input" | "$0" "$@"
        """;

    private readonly PostgreSqlContainer container;
    private WatchedProcess? remover;

    /// <param name="engine">Where it runs.</param>
    /// <param name="image">An official PostgreSQL image, 15 or later, or one of deploy/container-image.</param>
    /// <param name="options">The server's settings.</param>
    /// <param name="passwords">By role.</param>
    /// <param name="kept">True: the data survive a stop. False: they are in memory.</param>
    public PostgresContainer(
        ContainerEngine engine, string image, PostgresOptions options, IReadOnlyDictionary<string, string> passwords, bool kept)
    {
        Port = Loopback.FreePort();
        var builder = new PostgreSqlBuilder(image)
            .WithDockerEndpoint(engine.Endpoint)
            .WithCleanUp(false)
            .WithLabel(TestHostMark.Label, TestHostMark.Own)
            .WithUsername("intake_superuser").WithPassword(passwords["intake_superuser"]).WithDatabase("postgres")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync")
            .WithEnvironment("PGDATA", "/var/lib/intake/data")
            .WithEnvironment("INTAKE_OWNER_PASSWORD", passwords["intake_owner"])
            .WithEnvironment("INTAKE_WEB_PASSWORD", passwords["intake_web"])
            .WithEnvironment("INTAKE_WORKER_PASSWORD", passwords["intake_worker"])
            .WithResourceMapping(new DirectoryInfo(Repository.PathOf("deploy", "postgres")), Folder)
            .WithResourceMapping(Encoding.UTF8.GetBytes(FirstStart), "/docker-entrypoint-initdb.d/intake.sh")
            .WithCommand([.. options.Arguments])
            .WithPortBinding(Port, 5432)
            .WithCreateParameterModifier(OnLoopbackOnly);
        container = (kept ? builder : builder.WithTmpfsMount("/var/lib/intake")).Build();
        container.Created += (_, _) => remover = engine.RemoveLater(container.Id);
    }

    public int Port { get; }

    public bool HasEnded => container.State != TestcontainersStates.Running;

    public Task StartAsync() => container.StartAsync();

    public Task StopAsync() => container.StopAsync();

    public string LogText()
    {
        var (output, errors) = container.GetLogsAsync(timestampsEnabled: false).GetAwaiter().GetResult();
        return output + errors;
    }

    public string ScriptPath(string name) => $"{Folder}/{name}";

    public async Task<ProcessResult> RunClientAsync(string program, string database, IEnumerable<string> arguments, string input)
    {
        var result = await container.ExecAsync(["/bin/sh", "-c", Client, program, database, input, .. arguments]);
        return new ProcessResult((int)(result.ExitCode ?? -1), result.Stdout, result.Stderr);
    }

    public async ValueTask DisposeAsync()
    {
        if (remover is not null)
        {
            await remover.DisposeAsync();
        }
    }

    private static void OnLoopbackOnly(CreateContainerParameters parameters)
    {
        parameters.StopSignal = "SIGINT";
        foreach (var binding in parameters.HostConfig!.PortBindings.Values.SelectMany(bindings => bindings))
        {
            binding.HostIP = "127.0.0.1";
        }
    }
}
