using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>What the database engine keeps by itself, on the server that deploy/up runs.</summary>
public sealed partial class EngineKeepsTests
{
    [Test, Promise(4)]
    public async Task The_running_server_keeps_what_SECURITY_md_says_and_intake_conf_sets_it()
    {
        var stated = Row().Matches(await File.ReadAllTextAsync(Repository.PathOf("SECURITY.md")))
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        Assert.That(
            stated.Keys,
            Is.SupersetOf(new[]
            {
                "track_commit_timestamp", "track_activities", "wal_level", "archive_mode", "max_wal_senders", "wal_keep_size",
                "wal_recycle", "archive_timeout", "checkpoint_timeout"
            }));
        Assert.That(stated["track_commit_timestamp"], Is.EqualTo("off"));

        var set = Line().Matches(await File.ReadAllTextAsync(Repository.PathOf("deploy", "postgres", "intake.conf")))
            .ToDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value);
        foreach (var (setting, value) in stated)
        {
            Assert.That(await LeakRig.Portal.SqlAsync($"show {setting}"), Is.EqualTo(value), setting + " on the running server");
            Assert.That(set, Contains.Key(setting).WithValue(value), setting + " in deploy/postgres/intake.conf");
        }
    }

    [Test, Promise(4)]
    public async Task A_transaction_s_time_is_gone_from_the_write_ahead_log_at_the_next_switch_and_checkpoint()
    {
        using var reporter = new ReporterClient(LeakRig.Portal.Address);
        await reporter.SendAsync("Skrevet på et tidspunkt.");
        var written = await SuperAsync("select pg_walfile_name(pg_current_wal_insert_lsn())");
        var times = Commit()
            .Matches(await CommitsAsync(written)).Select(commit => (commit.Value, AsStored(commit.Groups[1].Value))).ToList();
        Assert.That(times, Is.Not.Empty, "that is what the log holds of a transaction");
        Assert.That(CanaryScan.Find([times[^1]], CanaryScan.Files(Folder)), Is.Not.Empty, "and the search finds it");

        await SuperAsync("select pg_switch_wal()");
        await SuperAsync("checkpoint");
        Assert.That(Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)), Is.Not.Empty.And.None.EqualTo(written));
        Assert.That(CanaryScan.Find(times, CanaryScan.Files(Folder)), Is.Empty, "nothing that old is kept, not even to be written over");
    }

    private static Task<string> SuperAsync(string sql) => LeakRig.Portal.SqlAsync(sql, "postgres", "superuser");

    private static string Folder => Path.Combine(LeakRig.Portal.Folder, "pg", "pg_wal");

    /// <summary>The lines of pg_waldump about transactions. It always ends with an error where the log ends.</summary>
    private static async Task<string> CommitsAsync(string segment) => (await ProcessRun.RunAsync(
        Path.Combine(PostgresServer.BinFolder, "pg_waldump"), ["-r", "Transaction", "-p", Folder, segment],
        new Dictionary<string, string> { ["TZ"] = "UTC" })).Output;

    /// <summary>A time as the log stores it: microseconds since the year 2000, in eight bytes.</summary>
    private static byte[] AsStored(string time)
    {
        var since = DateTime.ParseExact(time, "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) - new DateTime(2000, 1, 1);
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, since.Ticks / TimeSpan.TicksPerMicrosecond);
        return bytes;
    }

    [GeneratedRegex(@"^\| `([a-z_]+)` \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^([a-z_]+) = '?([^'\n]*?)'?$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"COMMIT (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6})")]
    private static partial Regex Commit();
}
