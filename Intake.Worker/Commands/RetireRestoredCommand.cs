using Intake.Core.Accountability;
using Intake.Core.Operations;
using Intake.Core.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>retire-restored</c>: after a restore, lists the reports that were destroyed since the dump was made, and removes them
/// again with --remove. A file names further ones, an id a line, as <c>deploy/backup</c> keeps them beside the vault. With
/// another vault than its own it does nothing: there every report would seem destroyed.
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
        foreach (var report in found)
        {
            var said = !remove ? "was destroyed; run with --remove"
                : await restored.RetireAsync(report, CancellationToken.None) ? "removed"
                : "removed, without a signed reason: verify roots will name it";
            await surroundings.Output.WriteLineAsync($"{CaseReference.Of(report)}\t{said}");
        }

        if (remove && found.Count > 0) await restored.EndAsync(CancellationToken.None);
        await surroundings.Output.WriteLineAsync($"{found.Count} reports");
        return !remove && found.Count > 0 ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>Error: <see cref="InvalidDataException"/> when a line is no id, so that half a list is not taken for a whole one.</summary>
    private static async Task<HashSet<Guid>> ReadAsync(string file) =>
    [
        .. (await File.ReadAllLinesAsync(file)).Select(line => Guid.TryParseExact(line, "D", out var id)
            ? id : throw new InvalidDataException($"{file} is no list of reports: each line must be an id.")),
    ];
}
