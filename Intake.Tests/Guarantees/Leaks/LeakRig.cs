using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>The running product that the leak tests share, because it is slow to start. Its temp folder is its own, on a disk.</summary>
[Parallelizable(ParallelScope.Self)]
[SetUpFixture]
public sealed class LeakRig
{
    public static RunningPortal Portal { get; private set; } = null!;

    /// <summary>Where the programs put temporary files.</summary>
    public static string TempFolder { get; } = $"/var/tmp/intake-leaks-{Guid.NewGuid():N}";

    public static DateTime StartedAt { get; } = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1);

    [OneTimeSetUp]
    public async Task Start()
    {
        Directory.CreateDirectory(TempFolder);
        File.SetUnixFileMode(TempFolder, (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit);
        Portal = await RunningPortal.StartAsync(new Dictionary<string, string>
        {
            ["Intake__TicketMinimumAge"] = "0", ["TMPDIR"] = TempFolder, [QuickDerivations.Variable] = "Konscious",
            ["INTAKE_DEMO_ARGON2"] = "Libsodium",
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Portal is not null) await Portal.DisposeAsync();
        Directory.Delete(TempFolder, recursive: true);
    }

    /// <summary>
    /// Everything that a seizure could hold: dumps of both databases (the job tables are in the first), the data folder with the
    /// write-ahead log, logs, mails and secrets, temp folders, shared memory, command lines and environments.
    /// </summary>
    public static async Task<IReadOnlyList<(string Place, byte[] Bytes)>> SeizeAsync() =>
    [
        .. CanaryScan.Files(Portal.Folder),
        ("dump of intake", await Portal.DumpAsync()),
        ("dump of the vault", await Portal.DumpAsync("intake_vault")),
        .. CanaryScan.Files(TempFolder),
        .. new[] { "/tmp", "/var/tmp", "/dev/shm" }.SelectMany(Strangers).SelectMany(folder => CanaryScan.Files(folder)),
        .. new[] { "Intake.Web.dll", "Intake.Worker.dll" }.SelectMany(ProcessFiles),
    ];

    /// <summary>What was added there since the start, except the folders of this and other test runs.</summary>
    private static IEnumerable<string> Strangers(string folder) =>
        Directory.EnumerateDirectories(folder).Where(path => Directory.GetCreationTimeUtc(path) >= StartedAt
            && !Path.GetFileName(path).StartsWith("intake-", StringComparison.Ordinal)
            && !Path.GetFileName(path).StartsWith("bash_jobs", StringComparison.Ordinal));

    private static IEnumerable<(string, byte[])> ProcessFiles(string program)
    {
        var folder = $"/proc/{Portal.ProcessIdOf(program)}";
        return
        [
            ($"{program}'s command line", File.ReadAllBytes(folder + "/cmdline")),
            ($"{program}'s environment", File.ReadAllBytes(folder + "/environ")),
        ];
    }
}
