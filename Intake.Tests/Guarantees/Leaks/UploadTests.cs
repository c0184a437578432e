using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>Uploads of every size through the running product, while its bytes written to a disk are counted.</summary>
public sealed class UploadTests
{
    private const int Largest = 50_000_000;

    /// <summary>
    /// The kernel counts what a process, and every child it waited for, has written to file systems on a disk; shared memory
    /// and sockets do not count. The programs' temp folder is on a disk, their log here is not: so the count stays zero.
    /// </summary>
    [Test, Promise(10)]
    public async Task Uploads_of_every_size_and_one_that_breaks_off_half_way_reach_no_disk_in_clear()
    {
        using var reporter = new ReporterClient(LeakRig.Portal.Address);
        var marks = new List<string>();
        foreach (var size in new[] { 1_000, 1_000_000, Largest })
        {
            var before = WrittenToDisk();
            var key = await reporter.SendAsync("Med en fil", ("fil.txt", Marked(size, marks)));
            Assert.That(WrittenToDisk() - before, Is.Zero, $"{size} bytes");
            Assert.That(await reporter.MailboxAsync(key), Does.Contain("fil.txt"));
        }

        var ticket = await reporter.TicketAsync();
        var start = WrittenToDisk();
        using (await ReporterClient.SendHalfAsync(LeakRig.Portal.Address, ticket, "Halvt", 6_000_000, Marked(3_000_000, marks)))
        {
            await Task.Delay(200);
            Assert.That(Directory.GetFileSystemEntries(LeakRig.TempFolder), Is.Empty, "while it comes in");
        }

        await Task.Delay(200);
        Assert.That(WrittenToDisk() - start, Is.Zero, "half an upload");
        Assert.That(CanaryScan.Find(marks, await LeakRig.SeizeAsync()), Is.Empty);
    }

    [Test]
    public async Task A_spooled_file_would_be_seen()
    {
        var before = WrittenToDisk("/proc/self/io");
        var spool = Path.Combine(LeakRig.TempFolder, "spool");
        await File.WriteAllBytesAsync(spool, new byte[10_000]);
        var after = WrittenToDisk("/proc/self/io");
        File.Delete(spool);
        Assert.That(after - before, Is.GreaterThanOrEqualTo(10_000));
    }

    private static long WrittenToDisk() => WrittenToDisk($"/proc/{LeakRig.Portal.ProcessIdOf("Intake.Web.dll")}/io");

    private static long WrittenToDisk(string counters) =>
        long.Parse(
            File.ReadLines(counters).Single(line => line.StartsWith("write_bytes: ", StringComparison.Ordinal))[13..],
            CultureInfo.InvariantCulture);

    /// <summary>Bytes that repeat one new mark.</summary>
    private static byte[] Marked(int size, List<string> marks)
    {
        marks.Add("kanariefil " + RandomNumberGenerator.GetHexString(16, lowercase: true));
        var one = Encoding.UTF8.GetBytes(marks[^1] + "\n");
        var bytes = new byte[size];
        for (var at = 0; at < size; at += one.Length) one.AsSpan(0, Math.Min(one.Length, size - at)).CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
