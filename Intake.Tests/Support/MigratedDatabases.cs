using Intake.Core;
using Intake.Core.Operations;
using Intake.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Tests.Support;

/// <summary>A migrated database and its vault on the shared server, under random names, gone when disposed.</summary>
public sealed class MigratedDatabases : IAsyncDisposable
{
    private MigratedDatabases(PostgresServer server, string name) => (Server, Name, VaultName) = (server, name, name + "_vault");

    public PostgresServer Server { get; }
    public string Name { get; }
    public string VaultName { get; }

    /// <summary>On the shared server, as a copy of a pair that was migrated once; or on the caller's own, migrated there.</summary>
    public static async Task<MigratedDatabases> CreateAsync(PostgresServer? server = null)
    {
        if (server is null)
        {
            var copy = new MigratedDatabases(await PostgresServer.SharedAsync(), NewName());
            await MigratedTemplate.CopyAsync(copy);
            return copy;
        }

        var made = await CreateEmptyAsync(server);
        await made.MigrateAsync();
        return made;
    }

    public static async Task<MigratedDatabases> CreateEmptyAsync(PostgresServer? server = null)
    {
        var made = new MigratedDatabases(server ?? await PostgresServer.SharedAsync(), NewName());
        await made.Server.CreateDatabaseAsync(made.Name);
        await made.Server.CreateDatabaseAsync(made.VaultName);
        return made;
    }

    public Task MigrateAsync() => Database.MigrateAsync(
        Server.OwnerConnectionString(Name), Server.OwnerConnectionString(VaultName), new RoleNames());

    /// <summary>As the migrate command does: both databases know their secret from now on.</summary>
    public async Task BindAsync(string fileSecretPath)
    {
        await using var core = new ServiceCollection().AddIntakeCore(new IntakeCoreOptions(
            Server.OwnerConnectionString(Name), Server.OwnerConnectionString(VaultName), fileSecretPath,
            SchemeRootPath: "/nowhere")).BuildServiceProvider();
        await using var scope = core.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<InstallationCheck>().BindAsync(default);
    }

    public IntakeDb AsOwner() => new(IntakeDb.Options(Server.OwnerConnectionString(Name)));
    public IntakeDb AsWeb() => new(IntakeDb.Options(Server.WebConnectionString(Name)));
    public IntakeDb AsWorker() => new(IntakeDb.Options(Server.WorkerConnectionString(Name)));
    public VaultDb VaultAsOwner() => new(VaultDb.Options(Server.OwnerConnectionString(VaultName)));
    public VaultDb VaultAsWeb() => new(VaultDb.Options(Server.WebConnectionString(VaultName)));
    public VaultDb VaultAsWorker() => new(VaultDb.Options(Server.WorkerConnectionString(VaultName)));

    public async ValueTask DisposeAsync()
    {
        await Server.DropDatabaseAsync(Name);
        await Server.DropDatabaseAsync(VaultName);
    }

    private static string NewName() => "t_" + Guid.NewGuid().ToString("N");
}
