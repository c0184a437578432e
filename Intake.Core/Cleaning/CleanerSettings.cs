namespace Intake.Core.Cleaning;

/// <summary>Where the tools of cleaning are and what one cleaning may use.</summary>
public sealed record CleanerSettings
{
    private const string Python = "/usr/lib/python3/dist-packages/";

    /// <summary>bubblewrap, without which nothing is cleaned.</summary>
    public string Bubblewrap { get; init; } = "/usr/bin/bwrap";

    /// <summary>The folder of the program that runs inside.</summary>
    public string Program { get; init; } = Path.Combine(AppContext.BaseDirectory, "cleaning");

    /// <summary>How many files are cleaned at once in this process, of those that take no longer than <see cref="QuickLimit"/>.</summary>
    public int Places { get; init; } = 2;

    /// <summary>How many of those that take longer are cleaned at once. They wait for each other and hold up no other file.</summary>
    public int SlowPlaces { get; init; } = 2;

    /// <summary>How long a file may take before it has to begin again among the slow ones.</summary>
    public TimeSpan QuickLimit { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Files of more bytes than this begin among the slow ones.</summary>
    public long QuickBytes { get; init; } = 16L << 20;

    /// <summary>How long a file waits for its turn.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one cleaning may take, on the clock and of a processor.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long all files of one post may wait and be cleaned together.</summary>
    public TimeSpan PostLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a cleaned file may take into the store.</summary>
    public TimeSpan StoreLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Address space of each program inside, in bytes.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>Memory-backed bytes for a file's copies, in each of two folders: twice its length, and this much.</summary>
    public long Room { get; init; } = 64L << 20;

    /// <summary>Whether sandbox and program are there. A tool that the program lacks costs only the formats that need it.</summary>
    public bool AreThere => File.Exists(Bubblewrap) && File.Exists(Path.Combine(Program, "main.py"));

    /// <summary>Debian's names of the packages that are not installed, for the log.</summary>
    public IReadOnlyList<string> MissingPackages =>
    [
        .. Packages.Append(new("bubblewrap", Bubblewrap)).Where(package => !Path.Exists(package.Value)).Select(package => package.Key),
        .. Introspected.Where(package => !HasIntrospected(package.Value)).Select(package => package.Key),
    ];

    private static Dictionary<string, string> Packages { get; } = new()
    {
        ["libimage-exiftool-perl"] = "/usr/bin/exiftool",
        ["ffmpeg"] = "/usr/bin/ffmpeg",
        ["python3-lxml"] = Python + "lxml",
        ["python3-olefile"] = Python + "olefile",
        ["python3-gi-cairo"] = Python + "cairo",
    };

    /// <summary>Libraries that Python calls by their description, which is a package of its own.</summary>
    private static Dictionary<string, string> Introspected { get; } = new()
    {
        ["gir1.2-poppler-0.18"] = "Poppler-0.18",
        ["gir1.2-gdkpixbuf-2.0"] = "GdkPixbuf-2.0",
    };

    private static bool HasIntrospected(string description) =>
        Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Any(folder =>
            File.Exists($"{folder}/girepository-1.0/{description}.typelib"));
}
