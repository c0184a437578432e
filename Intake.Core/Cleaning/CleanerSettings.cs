namespace Intake.Core.Cleaning;

/// <summary>Where the tools of cleaning are and what one cleaning may use.</summary>
public sealed record CleanerSettings
{
    /// <summary>bubblewrap, without which nothing is cleaned.</summary>
    public string Bubblewrap { get; init; } = "/usr/bin/bwrap";

    /// <summary>mat2's library, as Debian's package puts it there.</summary>
    public string Mat2 { get; init; } = "/usr/lib/python3/dist-packages/libmat2";

    /// <summary>exiftool, which looks for what is hidden.</summary>
    public string ExifTool { get; init; } = "/usr/bin/exiftool";

    /// <summary>How many files are cleaned at once in this process.</summary>
    public int Places { get; init; } = 2;

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

    /// <summary>Whether all tools are there.</summary>
    public bool AreThere => File.Exists(Bubblewrap) && File.Exists(ExifTool) && Directory.Exists(Mat2);
}
