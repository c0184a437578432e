using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>The chain over the audit rows of each day, so that rows can't be taken out of it one by one. FORMAT.md §16.</summary>
public static class AuditChain
{
    /// <summary>Before the first row of all: 32 zeros.</summary>
    public static byte[] Beginning => new byte[SHA256.HashSizeInBytes];

    /// <summary>The link of a row: 32 bytes.</summary>
    public static byte[] Link(ReadOnlySpan<byte> before, ReadOnlySpan<byte> rowHash)
    {
        using var frame = new FrameWriter();
        return SHA256.HashData(frame.Label(Labels.AuditChain).Bytes(before).Bytes(rowHash).ToArray());
    }

    /// <summary>What a day's leaf is of: 32 bytes.</summary>
    public static byte[] Hash(DateOnly day, int count, ReadOnlySpan<byte> head, ReadOnlySpan<byte> salt)
    {
        using var frame = new FrameWriter();
        return SHA256.HashData(frame.Label(Labels.AuditDay).Date(day).Int(count).Bytes(head).Bytes(salt).ToArray());
    }
}
