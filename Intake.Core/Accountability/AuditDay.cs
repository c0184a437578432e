using System.Security.Cryptography;
using Intake.Core.Sealing;

namespace Intake.Core.Accountability;

/// <summary>
/// The chain over the audit rows of a day, in the order of their times: how many there are and what the last link is. A leaf of
/// the day's root. Its salt makes every root another one that nobody can guess, also of a day on which nothing happened.
/// </summary>
public sealed class AuditDay
{
    public required DateOnly Day { get; init; }
    public required int Count { get; init; }

    /// <summary>The last link, 32 bytes.</summary>
    public required byte[] Head { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>What the leaf is of, 32 bytes. FORMAT.md §16.</summary>
    internal byte[] Hash() => AuditChain.Hash(Day, Count, Head, Salt);

    /// <summary>Chains the rows of a day to the day before.</summary>
    internal static AuditDay Of(DateOnly day, IEnumerable<AuditLink> rows, byte[] before)
    {
        var (head, count) = Chain(rows, before);
        return new() { Day = day, Count = count, Head = head, Salt = RandomNumberGenerator.GetBytes(32) };
    }

    /// <summary>The last link over these rows, and how many they are.</summary>
    internal static (byte[] Head, int Count) Chain(IEnumerable<AuditLink> rows, byte[] before)
    {
        var count = 0;
        foreach (var row in rows.OrderBy(row => row.At).ThenBy(row => row.Id.ToByteArray(bigEndian: true), ByteOrder.Instance))
        {
            before = AuditChain.Link(before, row.Hash);
            count++;
        }

        return (before, count);
    }
}

/// <summary>An audit row as the chain sees it.</summary>
internal readonly record struct AuditLink(DateTimeOffset At, Guid Id, byte[] Hash);
