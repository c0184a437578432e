using System.Globalization;

namespace Intake.Core.Sealing;

/// <summary>
/// The founding administrators' signing keys, read from a file beside the web process and never from a database.
/// Lines: scheme id, a space, key id in hex (64 digits); <c>#</c> begins a comment. FORMAT.md §5.
/// </summary>
public sealed class SchemeRoot
{
    private readonly Dictionary<Guid, HashSet<byte[]>> founders = [];

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="FormatException">A line is not of the form above; the message names its number.</exception>
    public static SchemeRoot Parse(string text)
    {
        var root = new SchemeRoot();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var parts = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0) continue;
            if (parts.Length != 2 || !Guid.TryParseExact(parts[0], "D", out var scheme) || parts[1].Length != 64
                || !parts[1].All(char.IsAsciiHexDigit))
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                    $"Scheme root, line {number}: expected a scheme id and a key id of 64 hex digits."));
            }

            if (!root.founders.TryGetValue(scheme, out var keys)) root.founders[scheme] = keys = new(ByteOrder.Instance);
            keys.Add(Convert.FromHexString(parts[1]));
        }

        return root;
    }

    /// <summary>Whether it names nobody, as before the founding.</summary>
    public bool IsEmpty => founders.Count == 0;

    /// <summary>How many founders the scheme has; a scheme with fewer than two can't certify an administrator.</summary>
    public int Count(Guid schemeId) => founders.TryGetValue(schemeId, out var keys) ? keys.Count : 0;

    /// <summary>Whether the key with this id is a founder's of the scheme.</summary>
    public bool Contains(Guid schemeId, byte[] keyId) => founders.TryGetValue(schemeId, out var keys) && keys.Contains(keyId);
}
