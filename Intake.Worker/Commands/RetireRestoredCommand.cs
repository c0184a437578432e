using Intake.Core.Accountability;
using Intake.Core.Operations;
using Intake.Core.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>retire-restored</c>: after a restore, lists the reports that were destroyed since the dump was made, and removes them
/// again with --remove. With another vault than its own it does nothing: there every report would seem destroyed.
/// </summary>
internal static class RetireRestoredCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed is not ([] or ["--remove"])) return ExitCode.Misused;
        await using var core = surroundings.OpenCoreAsOwner();
        await using var scope = core.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<InstallationCheck>().LookAsync(CancellationToken.None) is { } fault)
        {
            await surroundings.Errors.WriteLineAsync(fault.Message);
            return ExitCode.Broken;
        }

        var restored = scope.ServiceProvider.GetRequiredService<RestoredReports>();
        var found = await restored.FindAsync(CancellationToken.None);
        foreach (var report in found)
        {
            var said = typed.Count == 0 ? "was destroyed; run with --remove"
                : await restored.RetireAsync(report, CancellationToken.None) ? "removed"
                : "removed, without a signed reason: verify roots will name it";
            await surroundings.Output.WriteLineAsync($"{CaseReference.Of(report)}\t{said}");
        }

        await surroundings.Output.WriteLineAsync($"{found.Count} reports");
        return typed.Count == 0 && found.Count > 0 ? ExitCode.Refused : ExitCode.Done;
    }
}
