namespace Intake.Tests.Support;

/// <summary>PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`, otherwise as the user who runs the tests.</summary>
public static class ServerUser
{
    private static readonly string? Name = !Environment.IsPrivilegedProcess ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
        : "nobody";

    /// <summary>The command as that user would run it; the process id stays the command's own.</summary>
    public static IReadOnlyList<string> Command(params IEnumerable<string> command) => Name is null
        ? [.. command]
        : ["/usr/bin/setpriv", $"--reuid={Name}", $"--regid={(Name == "nobody" ? "nogroup" : Name)}", "--clear-groups", "--", .. command];

    public static async Task<ProcessResult> RunAsync(params IEnumerable<string> command)
    {
        var whole = Command(command);
        return await ProcessRun.RunAsync(whole[0], whole.Skip(1));
    }

    /// <summary>Makes the folder, accessible only to that user.</summary>
    public static async Task MakeFolderAsync(string folder)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Name is not null)
        {
            (await ProcessRun.RunAsync("chown", [Name, folder])).Required();
        }
    }
}
