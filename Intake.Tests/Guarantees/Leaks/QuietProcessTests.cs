using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Intake.Core.Storage;
using Intake.Tests.Guarantees.Architecture;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>The programs as deploy/up runs them: whom they talk to, and what they would leave behind when they crash.</summary>
public sealed partial class QuietProcessTests
{
    private static readonly string[] Programs = ["Intake.Web.dll", "Intake.Worker.dll"];

    [TestCaseSource(nameof(Programs)), Promise(9)]
    public void A_program_has_no_diagnostics_no_telemetry_and_no_room_for_a_core(string program)
    {
        var folder = $"/proc/{LeakRig.Portal.ProcessIdOf(program)}";
        var environment = File.ReadAllText(folder + "/environ").Split('\0');
        Assert.That(environment, Has.Member("DOTNET_EnableDiagnostics=0").And.Member("DOTNET_CLI_TELEMETRY_OPTOUT=1"));
        Assert.That(environment, Has.None.Match("^(DOTNET|COMPlus)_(DbgEnableMiniDump|gcServerDump|EnableEventPipe)=(?!0$)"));
        Assert.That(
            File.ReadLines(folder + "/limits").Single(line => line.StartsWith("Max core file size", StringComparison.Ordinal)),
            Does.Match(@"\s0\s+0\s"));
        Assert.That(Directory.GetFiles(LeakRig.TempFolder), Has.None.Contains("dotnet-diagnostic").And.None.Contains("clr-debug-pipe"));
    }

    [Test, Promise(9)]
    public async Task A_program_speaks_with_the_database_and_the_mail_server_alone()
    {
        using var reporter = new ReporterClient(LeakRig.Portal.Address);
        var key = await reporter.SendAsync("Hvem taler programmerne med?");
        Assert.That(await reporter.MailboxAsync(key), Is.Not.Null);
        foreach (var program in Programs)
        {
            var spoken = Connections(LeakRig.Portal.ProcessIdOf(program));
            Assert.That(
                spoken.Where(end => end.Port == LeakRig.Portal.PostgresPort), Is.Not.Empty, program + ": the search sees what is there");
            Assert.That(
                spoken.Where(end => end.Port != LeakRig.Portal.PostgresPort && end.Port != LeakRig.Portal.MailPort), Is.Empty, program);
            Assert.That(spoken.Select(end => end.Address), Has.All.EqualTo(IPAddress.Loopback), program);
        }
    }

    [Test, Promise(9)]
    public void No_code_of_ours_can_speak_with_anybody_but_through_the_database_driver_and_one_mail_transport()
    {
        string[] speaking =
        [
            "System.Net.Http", "System.Net.Sockets", "System.Net.Mail", "MailKit", "System.Net.WebClient", "System.Net.WebSockets",
            "System.Net.WebRequest",
        ];
        var speakers = from assembly in new[]
                       {
                           typeof(Intake.Web.Program).Assembly, typeof(Intake.Worker.WorkerHost).Assembly, typeof(IntakeDb).Assembly,
                       }
                       from type in assembly.GetTypes()
                       from used in UsedTypes.Of(type)
                       let name = used.FullName ?? ""
                       where !used.IsSubclassOf(typeof(Exception)) && speaking.Any(s => name.StartsWith(s, StringComparison.Ordinal))
                       select $"{type.Namespace}: {used.Name}";
        Assert.That(speakers.Distinct(), Is.Not.Empty.And.All.StartWith("Intake.Worker.Mail: "));
    }

    [TestCase("intake-web.service"), TestCase("intake-worker.service"), Promise(9)]
    public void An_installation_s_units_say_the_same(string unit)
    {
        var lines = File.ReadAllLines(Repository.PathOf("deploy", "systemd", unit));
        Assert.That(lines, Has.Member("LimitCORE=0").And.Member("MemorySwapMax=0").And.Member("PrivateTmp=yes"));
        Assert.That(string.Join('\n', lines), Does.Contain("DOTNET_EnableDiagnostics=0").And.Contain("DOTNET_CLI_TELEMETRY_OPTOUT=1"));
    }

    [Test, Promise(9)]
    public async Task A_program_that_is_made_to_crash_leaves_no_dump()
    {
        // SYS: a signal that dumps the memory by default, and that the runtime does not handle itself as it does ABRT and SEGV.
        var places = new[]
        {
            LeakRig.TempFolder, Repository.Folder, LeakRig.Portal.Folder, AppContext.BaseDirectory, Directory.GetCurrentDirectory(), "/tmp",
            "/"
        };
        await LeakRig.Portal.KillAndStartAgainAsync("Intake.Web.dll", "SYS");
        var dumps = places.SelectMany(place => Directory.EnumerateFiles(place))
            .Where(file => Dump().IsMatch(Path.GetFileName(file)) && File.GetLastWriteTimeUtc(file) >= LeakRig.StartedAt);
        Assert.That(dumps, Is.Empty);
    }

    /// <summary>The remote ends of a process's connections, except those that others made to the port it listens on.</summary>
    private static List<IPEndPoint> Connections(int process)
    {
        var sockets = Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1]).ToHashSet();
        var rows = new[] { "tcp", "tcp6", "udp", "udp6" }.SelectMany(kind => File.ReadLines($"/proc/{process}/net/{kind}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => sockets.Contains(words[9])).ToList();
        var listening = rows.Where(words => words[3] == "0A").Select(words => End(words[1]).Port).ToHashSet();
        return [.. rows.Where(words => words[3] != "0A" && !listening.Contains(End(words[1]).Port)).Select(words => End(words[2]))];
    }

    /// <summary>An address as /proc/net writes it: words of four bytes in the machine's byte order, in hexadecimal.</summary>
    private static IPEndPoint End(string text)
    {
        var parts = text.Split(':');
        var bytes = Convert.FromHexString(parts[0]);
        for (var word = 0; word < bytes.Length; word += 4) Array.Reverse(bytes, word, 4);
        var address = new IPAddress(bytes);
        return new IPEndPoint(
            address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address,
            int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(core(\.\d+)?|coredump.*|.*\.dmp|.*crashreport.*)$")]
    private static partial Regex Dump();
}
