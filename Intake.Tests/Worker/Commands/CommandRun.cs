using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Worker.Commands;
using Microsoft.Extensions.Configuration;

namespace Intake.Tests.Worker.Commands;

/// <summary>A command as typed, run in this process with the test's own settings, and its output.</summary>
internal sealed record CommandRun(ExitCode Code, string Output, string Errors)
{
    public static Task<CommandRun> OfAsync(IReadOnlyDictionary<string, string?> settings, params string[] typed) =>
        AtAsync(TimeProvider.System, settings, typed);

    public static async Task<CommandRun> AtAsync(TimeProvider time, IReadOnlyDictionary<string, string?> settings, params string[] typed)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var surroundings = new CommandContext(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), output, errors, time);
        var code = await CommandTable.RunAsync(typed, surroundings);
        return new((ExitCode)code, output.ToString(), errors.ToString());
    }

    private static readonly Lazy<string> FileSecretPath = new(() =>
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("intake-commands-").FullName, "file-secret");
        FileSecret.Create(path);
        return path;
    });

    /// <summary>The owner's connections and a file secret, as the commands want them.</summary>
    public static Dictionary<string, string?> SettingsOf(MigratedDatabases databases) => new()
    {
        ["ConnectionStrings:Owner"] = databases.Server.OwnerConnectionString(databases.Name),
        ["ConnectionStrings:VaultOwner"] = databases.Server.OwnerConnectionString(databases.VaultName),
        ["Intake:FileSecret"] = FileSecretPath.Value,
        ["Intake:SchemeRoot"] = FileSecretPath.Value + ".no-root",
    };
}
