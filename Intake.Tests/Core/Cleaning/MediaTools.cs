using Intake.Tests.Support;

namespace Intake.Tests.Core.Cleaning;

/// <summary>Makes pictures, sounds and films and looks into them, with Debian's ffmpeg and exiftool.</summary>
internal sealed class MediaTools : IDisposable
{
    /// <summary>A picture that is easy to tell from another.</summary>
    public const string Pattern = "testsrc=size=160x96:rate=10:duration=2";

    /// <summary>A tone of two seconds.</summary>
    public const string Tone = "sine=frequency=440:duration=2";

    private readonly Workspace folder = new();

    /// <summary>A file that ffmpeg makes of these arguments.</summary>
    public async Task<byte[]> MakeAsync(string name, params string[] arguments)
    {
        (await ProcessRun.RunAsync(
            "/usr/bin/ffmpeg", ["-nostdin", "-loglevel", "error", "-y", .. arguments, PathOf(name)])).Required();
        return await File.ReadAllBytesAsync(PathOf(name));
    }

    /// <summary>The file with tags that exiftool writes into it.</summary>
    public async Task<byte[]> TagAsync(string name, byte[] file, params string[] tags)
    {
        await File.WriteAllBytesAsync(PathOf(name), file);
        (await ProcessRun.RunAsync("/usr/bin/exiftool", ["-q", "-q", "-m", "-n", "-overwrite_original", .. tags, PathOf(name)])).Required();
        return await File.ReadAllBytesAsync(PathOf(name));
    }

    /// <summary>A file of text, to make others of.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>What exiftool says of these tags: the values alone, one on a line.</summary>
    public Task<string> TagsAsync(string name, byte[] file, params string[] tags) =>
        AskAsync("/usr/bin/exiftool", name, file, ["-a", "-u", "-n", "-s", "-s", "-s", .. tags]);

    /// <summary>What ffprobe says, as bare values.</summary>
    public Task<string> ProbeAsync(string name, byte[] file, params string[] options) =>
        AskAsync("/usr/bin/ffprobe", name, file, ["-v", "error", "-of", "csv=p=0", .. options]);

    /// <summary>Digests of what ffmpeg decodes: every frame with its size, or the sound as a whole.</summary>
    public async Task<string> DecodedAsync(string name, byte[] file)
    {
        await File.WriteAllBytesAsync(PathOf("asked." + name), file);
        return (await ProcessRun.RunAsync(
            "/usr/bin/ffmpeg",
            ["-nostdin", "-loglevel", "error", "-noautorotate", "-i", PathOf("asked." + name), "-map", "0:v?", "-map", "0:a?",
                "-bitexact", "-f", "streamhash", "-"])).Required().Output;
    }

    /// <summary>What another program says of a file, given its path as the last argument.</summary>
    public async Task<string> AskAsync(string program, string name, byte[] file, params string[] arguments)
    {
        await File.WriteAllBytesAsync(PathOf("asked." + name), file);
        return (await ProcessRun.RunAsync(program, [.. arguments, PathOf("asked." + name)])).Required().Output.Trim();
    }

    /// <summary>Where a file that was made lies.</summary>
    public string PathOf(string name) => Path.Combine(folder.Folder, name);

    public void Dispose() => folder.Dispose();
}
