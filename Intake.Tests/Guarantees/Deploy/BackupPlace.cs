using Intake.Tests.Support;

namespace Intake.Tests.Guarantees.Deploy;

/// <summary>An operator's two folders and two keys of age(1), and deploy/backup and deploy/restore on a pair of databases.</summary>
internal sealed class BackupPlace : IDisposable
{
    private readonly Workspace work = new();

    private BackupPlace()
    {
    }

    public string Key => work.PathOf("identity");

    public static async Task<BackupPlace> MakeAsync()
    {
        var place = new BackupPlace();
        (await ProcessRun.RunAsync("/usr/bin/age-keygen", ["-o", place.Key])).Required();
        var recipient = (await ProcessRun.RunAsync("/usr/bin/age-keygen", ["-y", place.Key])).Required().Output;
        await File.WriteAllTextAsync(place.work.PathOf("recipients"), recipient);
        return place;
    }

    /// <summary>The whole sets of a kind, oldest first.</summary>
    public IReadOnlyList<string> Sets(string kind) =>
        [.. Directory.GetDirectories(work.PathOf(kind), kind + "-*").Order(StringComparer.Ordinal)];

    /// <summary>Everything that lies in a kind's folder, half-made sets too.</summary>
    public IReadOnlyList<string?> Left(string kind) => [.. Directory.GetDirectories(work.PathOf(kind)).Select(Path.GetFileName)];

    public Task<ProcessResult> BackUpAsync(string what, MigratedDatabases databases, params string[] limits) => RunAsync(
        limits, "backup", databases, new() { ["INTAKE_BACKUP_VAULT_DAYS"] = "2" }, what);

    public Task<ProcessResult> RestoreAsync(MigratedDatabases to, FoundedScheme? founded, params string[] words) => RunAsync(
        [], "restore", to, new()
        {
            ["Intake__FileSecret"] = founded?.FileSecretPath ?? Key,
            ["Intake__SchemeRoot"] = founded?.SchemeRootPath ?? Key,
        }, ["--key", Key, .. words]);

    /// <summary>A set's file as it was before it was encrypted.</summary>
    public async Task<string> OpenAsync(string set, string file) =>
        (await ProcessRun.RunAsync("/usr/bin/age", ["-d", "-i", Key, Path.Combine(set, file)])).Required().Output;

    /// <summary>Starts a backup that the caller kills.</summary>
    public System.Diagnostics.Process Start(string what, MigratedDatabases databases) => ProcessRun.Start(
        "/bin/bash", [Repository.PathOf("deploy", "backup"), what], Surroundings(databases, []));

    private Task<ProcessResult> RunAsync(
        string[] limits, string script, MigratedDatabases databases, Dictionary<string, string> more, params string[] words) =>
        ProcessRun.RunAsync(
            "/bin/bash", ["-c", string.Join(' ', [.. limits, "exec \"$@\""]), "run", Repository.PathOf("deploy", script), .. words],
            Surroundings(databases, more));

    private Dictionary<string, string> Surroundings(MigratedDatabases databases, Dictionary<string, string> more) => new(more)
    {
        ["ConnectionStrings__Owner"] = databases.Server.OwnerConnectionString(databases.Name),
        ["ConnectionStrings__VaultOwner"] = databases.Server.OwnerConnectionString(databases.VaultName),
        ["INTAKE_BACKUP_MAIN"] = work.PathOf("main"),
        ["INTAKE_BACKUP_VAULT"] = work.PathOf("vault"),
        ["INTAKE_BACKUP_KEYS"] = work.PathOf("recipients"),
        ["INTAKE_BIN"] = AppContext.BaseDirectory.TrimEnd('/'),
    };

    public void Dispose() => work.Dispose();
}
