using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>The sandbox's limits, and what happens to files that exceed them.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SandboxTests
{
    private const long Limit = 100 << 20;

    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAPAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");

    [Test, Promise(10)]
    public async Task Inside_there_is_no_network_no_folder_of_ours_and_nothing_to_write_but_memory()
    {
        using var folder = new Workspace();
        await File.WriteAllTextAsync(folder.PathOf("file-secret"), "hemmelig");
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        const string look = """
            import ctypes, json, os, socket, sys
            def tries(act):
                try:
                    act()
                    return True
                except OSError:
                    return False
            def kind(path):
                room = ctypes.create_string_buffer(256)
                ctypes.CDLL(None).statfs(path.encode(), room)
                return int.from_bytes(room.raw[:8], "little")
            writable = [top for top, _, _ in os.walk("/") if tries(lambda: open(os.path.join(top, "x"), "w").close())]
            print(json.dumps({
                "root": sorted(os.listdir("/")), "etc": sorted(os.listdir("/etc")), "environment": sorted(os.environ),
                "connects": tries(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1)), "reads": tries(lambda: open(sys.argv[2])),
                "writable": sorted(writable), "inMemory": [kind(top) == 0x01021994 for top in writable]}))
            """;
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var (sandbox, process) = await Sandbox.StartAsync(new CleanerSettings(), ["-c", look,
            port.ToString(System.Globalization.CultureInfo.InvariantCulture), folder.PathOf("file-secret")], 1 << 20);
        using (sandbox)
        {
            process.StandardInput.Close();
            var seen = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync()).RootElement;
            await sandbox.EndAsync();
            listener.Stop();
            Assert.Multiple(() =>
            {
                Assert.That(Strings(seen, "root"),
                    Is.SubsetOf(new[] { "bin", "cleaning", "dev", "etc", "lib", "lib64", "program", "tmp", "usr" }));
                Assert.That(Strings(seen, "etc"), Is.SubsetOf(new[] { "alternatives", "fonts", "ld.so.cache" }));
                Assert.That(Strings(seen, "environment"), Is.SubsetOf(new[] { "HOME", "LC_ALL", "OMP_NUM_THREADS", "PATH", "PWD" }));
                Assert.That(seen.GetProperty("connects").GetBoolean() || seen.GetProperty("reads").GetBoolean(), Is.False);
                Assert.That(Strings(seen, "writable"), Is.EqualTo(new[] { "/cleaning", "/tmp" }));
                Assert.That(seen.GetProperty("inMemory").EnumerateArray().All(one => one.GetBoolean()), Is.True);
            });
        }
    }

    [Test]
    public async Task A_file_that_unpacks_to_far_more_than_it_is_is_refused_before_it_is_unpacked()
    {
        var bomb = OfficeFiles.Zip(("alt.txt", new byte[40_000_000]));
        Assert.That(bomb, Has.Length.LessThan(100_000));
        Assert.That(await WhyAsync(new CleanerSettings(), bomb), Is.EqualTo(NotCleaned.TooLarge));
    }

    [Test]
    public async Task A_picture_of_more_points_than_memory_is_given_up()
    {
        // A PNG that claims 60,000 by 60,000 pixels but holds only a few kilobytes.
        byte[] header = [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 6, 0, 0, 0];
        using var packed = new MemoryStream();
        await using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await zlib.WriteAsync(new byte[1_000_000]);
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", [])];
        Assert.That(await WhyAsync(new CleanerSettings(), picture), Is.EqualTo(NotCleaned.Failed).Or.EqualTo(NotCleaned.TooLarge));
    }

    [Test]
    public async Task Time_and_memory_have_ends()
    {
        Assert.That(await WhyAsync(new CleanerSettings { Limit = TimeSpan.FromMilliseconds(20) }, Gif), Is.EqualTo(NotCleaned.TimedOut));
        Assert.That(await WhyAsync(new CleanerSettings { Memory = 4 << 20 }, Gif), Is.EqualTo(NotCleaned.Failed));
        Assert.That(await WhyAsync(new CleanerSettings(), Gif), Is.Null);
    }

    [Test]
    public async Task Only_so_many_files_are_cleaned_at_once_and_the_next_is_told_when_it_waits_too_long()
    {
        var settings = new CleanerSettings { Places = 1, Patience = TimeSpan.FromMilliseconds(10), QuickLimit = TimeSpan.FromMinutes(1) };
        using var cleaner = new FileCleaner(settings);
        var slow = new HeldFile();
        var first = slow.CleanAsync(cleaner);
        await slow.Arrived;
        Assert.That(await CleanAsync(cleaner, Gif), Is.EqualTo(NotCleaned.Busy));
        slow.Go();
        Assert.That(await first, Is.Null);
    }

    [Test]
    public async Task Slow_files_hold_up_each_other_and_nobody_else()
    {
        var settings = new CleanerSettings
        {
            Places = 1, SlowPlaces = 1, QuickLimit = TimeSpan.FromSeconds(3), Patience = TimeSpan.FromMinutes(1),
            PostLimit = TimeSpan.FromMinutes(2), Limit = TimeSpan.FromMinutes(1),
        };
        using var cleaner = new FileCleaner(settings);
        var slow = Enumerable.Range(0, 3).Select(_ => new HeldFile()).ToList();
        var cleanings = slow.Select(file => file.CleanAsync(cleaner)).ToList();
        await Task.WhenAll(slow.Select(file => file.Arrived));
        Assert.That(await CleanAsync(cleaner, Gif), Is.Null, "three slow files in hand, two places in all, and a photo passes");
        foreach (var file in slow) file.Go();
        Assert.That(await Task.WhenAll(cleanings), Is.All.Null, "each begins again among the slow ones and is cleaned there");
    }

    [Test]
    public async Task All_files_of_a_post_share_its_time_and_what_is_left_over_can_be_tried_again()
    {
        var settings = new CleanerSettings { PostLimit = TimeSpan.FromMilliseconds(20) };
        using var cleaner = new FileCleaner(settings);
        var post = new CleaningBudget(cleaner, settings, TimeProvider.System);
        Assert.That((await NextAsync(post))?.Why, Is.EqualTo(NotCleaned.TimedOut));
        Assert.That((await NextAsync(post))?.Why, Is.EqualTo(NotCleaned.Busy));
        Assert.That(await NextAsync(new CleaningBudget(cleaner, new CleanerSettings(), TimeProvider.System)), Is.Null);

        Task<CleaningRefusal?> NextAsync(CleaningBudget of) =>
            of.CleanAsync(Order(Gif), async (to, cancel) => await to.WriteAsync(Gif, cancel), DrainAsync, default);
    }

    [TestCase("no program"), TestCase("no bwrap")]
    public async Task Without_the_tools_it_says_so(string which)
    {
        var settings = which == "no program"
            ? new CleanerSettings { Program = "/nowhere" }
            : new CleanerSettings { Bubblewrap = "/nowhere" };
        Assert.That(await WhyAsync(settings, Gif), Is.EqualTo(NotCleaned.Missing));
        Assert.That(new CleanerSettings().MissingPackages, Is.Empty, "this machine has them all");
        Assert.That(new CleanerSettings { Bubblewrap = "/nowhere" }.MissingPackages, Is.EqualTo(new[] { "bubblewrap" }));
    }

    [Test]
    public async Task A_type_is_recognised_by_its_bytes_and_an_archive_by_each_of_its_members()
    {
        Assert.That(await WhyAsync(new CleanerSettings(), [1, 2, 3]), Is.EqualTo(NotCleaned.UnknownType));
        Assert.That(await WhyAsync(new CleanerSettings(), "{\\rtf1 En fil}"u8.ToArray()), Is.EqualTo(NotCleaned.UnknownType));
        Assert.That((await CleaningRun.RunAsync(OfficeFiles.Zip(("program.exe", [1, 2, 3])))).Detail, Is.EqualTo("program.exe"));
    }

    private static async Task<NotCleaned?> WhyAsync(CleanerSettings settings, byte[] file)
    {
        using var cleaner = new FileCleaner(settings);
        return await CleanAsync(cleaner, file);
    }

    private static async Task<NotCleaned?> CleanAsync(FileCleaner cleaner, byte[] file) =>
        (await cleaner.CleanAsync(Order(file), async (to, cancel) => await to.WriteAsync(file, cancel), DrainAsync, default))?.Why;

    private static CleaningOrder Order(byte[] file) => new(file.Length, Limit, []);

    private static Task DrainAsync(Cleaned file, Stream content, CancellationToken cancel) => content.CopyToAsync(Stream.Null, cancel);

    private static IEnumerable<string> Strings(JsonElement seen, string name) =>
        seen.GetProperty(name).EnumerateArray().Select(one => one.GetString()!);

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var sum = 0xFFFFFFFFu;
        foreach (var one in named)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        byte[] whole = [0, 0, 0, 0, .. named, 0, 0, 0, 0];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(whole, content.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(whole.Length - 4), ~sum);
        return whole;
    }

    /// <summary>A picture whose bytes come only when they are let go, at the second asking too.</summary>
    private sealed class HeldFile
    {
        private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => arrived.Task;

        public void Go() => go.SetResult();

        public Task<CleaningRefusal?> CleanAsync(FileCleaner cleaner) => cleaner.CleanAsync(Order(Gif), SourceAsync, DrainAsync, default);

        private async Task SourceAsync(Stream to, CancellationToken cancel)
        {
            arrived.TrySetResult();
            await go.Task.WaitAsync(cancel);
            await to.WriteAsync(Gif, cancel);
        }
    }
}
