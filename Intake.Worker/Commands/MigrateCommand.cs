using Intake.Core.Storage;
using Intake.Worker.Scheduling;

namespace Intake.Worker.Commands;

/// <summary><c>migrate</c>: both databases first, then the tables of the jobs. Running it again changes nothing.</summary>
internal static class MigrateCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count > 0) return ExitCode.Misused;
        await Database.MigrateAsync(surroundings.Owner, surroundings.VaultOwner, surroundings.Roles);
        await JobTables.MakeAsync(surroundings.Owner, surroundings.Roles, CancellationToken.None);
        await surroundings.Output.WriteLineAsync("Both databases are at this version.");
        return ExitCode.Done;
    }
}
