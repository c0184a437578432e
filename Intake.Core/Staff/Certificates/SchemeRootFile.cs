using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Staff.Certificates;

/// <summary>
/// The scheme root's file, read again at every use (it is small) and parsed again when its bytes changed. A missing
/// file has no founders, so nobody is certified. One for the process.
/// </summary>
/// <param name="path">Where it lies, writable by the operator alone.</param>
public sealed class SchemeRootFile(string? path)
{
    private static readonly SchemeRootText None = new([], SchemeRoot.Parse(""));
    private SchemeRootText last = None;

    /// <summary>A root that stands in no file, for a self-check's own holder.</summary>
    internal static SchemeRootFile InMemory(SchemeRoot root) => new(path: null) { last = new([], root) };

    /// <summary>The root and the SHA-256 of the file it was read from (empty when there is none).</summary>
    /// <exception cref="FormatException">A line is wrong; the message names its number.</exception>
    public async Task<SchemeRootText> ReadAsync(CancellationToken cancel)
    {
        if (path is null) return last;
        if (!File.Exists(path)) return None;
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        var digest = SHA256.HashData(bytes);
        var known = last;
        if (known.Digest.AsSpan().SequenceEqual(digest)) return known;
        return last = new(digest, SchemeRoot.Parse(Encoding.UTF8.GetString(bytes)));
    }
}

/// <summary>A scheme root with the digest of the text it stands in.</summary>
public sealed record SchemeRootText(byte[] Digest, SchemeRoot Root);
