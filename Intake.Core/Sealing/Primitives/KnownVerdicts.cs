using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What was found of rows that bear a signature, so that thousands of rows which somebody wrote to a table cost the check of a
/// signature once and not at each look. In memory alone; at most <see cref="Most"/> verdicts, then it begins again.
/// </summary>
public sealed class KnownVerdicts
{
    /// <summary>Most verdicts at once, some 10 MB.</summary>
    public const int Most = 100_000;

    private readonly ConcurrentDictionary<byte[], bool> verdicts = new(ByteOrder.Instance);

    /// <summary>The verdict on a row: looked up, or made.</summary>
    /// <param name="check">Judges the row; costly.</param>
    /// <param name="row">All that the verdict depends on, each part of a fixed length.</param>
    public bool Of(Func<bool> check, params ReadOnlySpan<byte[]> row)
    {
        ArgumentNullException.ThrowIfNull(check);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in row) hash.AppendData(part);
        var key = hash.GetHashAndReset();
        if (verdicts.TryGetValue(key, out var known)) return known;
        if (verdicts.Count >= Most) verdicts.Clear();
        return verdicts[key] = check();
    }
}
