using System.Security.Cryptography;

namespace Intake.Tests.Support;

/// <summary>A test's own folder, in shared memory where there is room, removed on dispose.</summary>
public sealed class Workspace : IDisposable
{
    private const long LeastRoom = 512L << 20;

    public Workspace()
    {
        Folder = NewFolder("work");
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Folder { get; }

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The path of a folder that does not exist yet, below the first place with at least 512 MB left.</summary>
    public static string NewFolder(string kind)
    {
        string[] places = ["/dev/shm", "/var/tmp", Repository.PathOf(".local")];
        var place = places.First(p => p == places[^1] || (Directory.Exists(p) && new DriveInfo(p).AvailableFreeSpace >= LeastRoom));
        return Path.Combine(place, $"intake-{kind}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
    }
}
