using System.Text;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>Looks for canaries in whatever a seizure could hold: raw, UTF-16, hex and base64 at each of its three alignments.</summary>
internal static class CanaryScan
{
    /// <summary>"canary in place" for each find.</summary>
    public static IEnumerable<string> Find(IReadOnlyCollection<string> canaries, IEnumerable<(string Place, byte[] Bytes)> places) =>
        Find(
            [
                .. canaries.SelectMany(canary => new[]
                {
                    (canary, Encoding.UTF8.GetBytes(canary)), (canary, Encoding.Unicode.GetBytes(canary)),
                }),
            ],
            places);

    /// <summary>The same for canaries that are bytes, such as a key, each with a name. They should be at least twelve bytes long.</summary>
    public static IEnumerable<string> Find(
        IReadOnlyCollection<(string Name, byte[] Raw)> canaries, IEnumerable<(string Place, byte[] Bytes)> places)
    {
        var forms = canaries.SelectMany(c => Forms(c.Raw).Select(f => (Canary: c.Name, Form: f))).ToList();
        return from place in places
               from form in forms
               where place.Bytes.AsSpan().IndexOf(form.Form) >= 0
               select $"«{form.Canary}» in {place.Place}";
    }

    /// <summary>Every readable file below a folder, or only those written since an instant.</summary>
    public static IEnumerable<(string Place, byte[] Bytes)> Files(string folder, DateTime? since = null)
        => Directory
            .EnumerateFiles(folder, "*", new EnumerationOptions
            {
                RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint,
            })
            .Where(path => since is null || File.GetLastWriteTimeUtc(path) >= since)
            .Select(path => (path, Read(path)));

    private static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<byte[]> Forms(byte[] raw)
    {
        yield return raw;
        if (raw.Length > 64) yield return raw[..48]; // The edge of a page of the log may cut it.
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(raw));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(raw));
        for (var shift = 0; shift < 3; shift++)
        {
            // At both ends, drop the letters that depend on the neighbours' bits.
            var text = Convert.ToBase64String([.. new byte[shift], .. raw]).TrimEnd('=');
            var from = shift == 0 ? 0 : shift + 1;
            yield return Encoding.ASCII.GetBytes(text[from..^1]);
        }
    }
}
