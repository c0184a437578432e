using Intake.Core.Accountability;
using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Operations;
using Intake.Core.Schemes;
using Intake.Core.Storage;
using Intake.Worker.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>migrate</c>: both databases first, then the tables of the jobs, then the check value of the file secret. Running it
/// again changes nothing; databases that are newer, or belong to another secret, are left as they are.
/// </summary>
internal static class MigrateCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count > 0) return ExitCode.Misused;
        await using var core = surroundings.OpenCoreAsOwner();
        await using var scope = core.CreateAsyncScope();
        var (db, vault) = (scope.ServiceProvider.GetRequiredService<IntakeDb>(), scope.ServiceProvider.GetRequiredService<VaultDb>());
        if (await NewerAsync(db, vault) is { } newer) return await RefusedAsync(surroundings, newer);
        await Database.MigrateAsync(surroundings.Owner, surroundings.VaultOwner, surroundings.Roles);
        await JobTables.MakeAsync(surroundings.Owner, surroundings.Roles, CancellationToken.None);
        var check = scope.ServiceProvider.GetRequiredService<InstallationCheck>();
        await check.BindAsync(CancellationToken.None);
        var fault = await check.LookAsync(CancellationToken.None);
        if (fault is not { Kind: InstallationFaultKind.OtherSecret })
        {
            // Before anything else may receive a report: only a record that has none yet takes the old ones over.
            await scope.ServiceProvider.GetRequiredService<StateRecords>()
                .TakeOverAsync(CopenhagenClock.Today(surroundings.Time), CancellationToken.None);
        }

        if (fault is null) await scope.ServiceProvider.GetRequiredService<DailyRoots>().TakeOverAsync(db, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<StepsByPlace>().NumberAsync(CancellationToken.None);
        if (fault is not null) return await RefusedAsync(surroundings, fault);
        await surroundings.Output.WriteLineAsync("Both databases are at this version.");
        return ExitCode.Done;
    }

    private static async Task<InstallationFault?> NewerAsync(IntakeDb db, VaultDb vault) =>
        await NewerAsync(vault, "The vault's database") ?? await NewerAsync(db, "The database");

    private static Task<InstallationFault?> NewerAsync(DbContext database, string name) =>
        InstallationCheck.NewerAsync(database, name, CancellationToken.None);

    private static async Task<ExitCode> RefusedAsync(CommandContext surroundings, InstallationFault fault)
    {
        await surroundings.Errors.WriteLineAsync(fault.Message);
        return ExitCode.Broken;
    }
}
