using Intake.Core.Accountability;
using Intake.Core.Operations;
using Intake.Core.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>retire-restored</c>: after a restore, lists the reports that were destroyed since the dump was made, and removes them
/// again with --remove. A file names further ones, a signed removal a line, as <c>deploy/backup</c> keeps them beside the vault. What
/// is not signed destroys nothing: it is named, and the status is 1. With another vault than its own it does nothing: there every
/// report would seem destroyed.
/// </summary>
internal static class RetireRestoredCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        var remove = typed is ["--remove", ..];
        if (typed.Skip(remove ? 1 : 0).ToList() is not { Count: <= 1 } files) return ExitCode.Misused;
        var listed = files is [var file] ? await ReadAsync(file) : [];
        await using var core = surroundings.OpenCoreAsOwner();
        await using var scope = core.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<InstallationCheck>().LookAsync(CancellationToken.None) is { } fault)
        {
            await surroundings.Errors.WriteLineAsync(fault.Message);
            return ExitCode.Broken;
        }

        var restored = scope.ServiceProvider.GetRequiredService<RestoredReports>();
        var found = await restored.FindAsync(listed, CancellationToken.None);
        foreach (var report in found.Untrusted)
        {
            await surroundings.Output.WriteLineAsync(
                $"{CaseReference.Of(report)}\tkept: a removal names it that this installation did not sign");
        }

        foreach (var report in found.Destroyed)
        {
            var said = !remove ? "was destroyed; run with --remove"
                : await restored.RetireAsync(report, CancellationToken.None) ? "removed"
                : "removed, without a signed reason: verify roots will name it";
            await surroundings.Output.WriteLineAsync($"{CaseReference.Of(report)}\t{said}");
        }

        if (remove && found.Destroyed.Count > 0) await restored.EndAsync(CancellationToken.None);
        await surroundings.Output.WriteLineAsync($"{found.Destroyed.Count} reports");
        return found.Untrusted.Count > 0 || (!remove && found.Destroyed.Count > 0) ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>Error: <see cref="InvalidDataException"/> when a line is none, so that half a list is not taken for a whole one.</summary>
    private static async Task<List<ListedRemoval>> ReadAsync(string file) =>
    [
        .. (await File.ReadAllLinesAsync(file)).Select(line => ListedRemoval.Read(line)
            ?? throw new InvalidDataException($"{file} is no list of reports: each line must be a removal or an id.")),
    ];
}
