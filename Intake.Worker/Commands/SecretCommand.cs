using Intake.Core.Sealing;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>secret create</c>: the file secret, of mode 600. Losing it loses every account and session key: back it up
/// separately.
/// </summary>
internal static class SecretCommand
{
    public static async Task<ExitCode> CreateAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed is not [var path]) return ExitCode.Misused;
        if (File.Exists(path))
        {
            FileSecret.Read(path).Dispose();
            await surroundings.Output.WriteLineAsync($"{path} is there already and is kept.");
            return ExitCode.Done;
        }

        FileSecret.Create(path);
        await surroundings.Output.WriteLineAsync($"{path} is made. Keep a copy of it apart from the databases' backups.");
        return ExitCode.Done;
    }
}
