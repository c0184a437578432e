using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>The Merkle tree hash of RFC 9162 §2.1.1 over leaves that are hashed already.</summary>
public static class MerkleTree
{
    /// <summary>The root, 32 bytes; of no leaves, the hash of nothing.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves) => leaves.Count == 0 ? SHA256.HashData([]) : Root(leaves, 0, leaves.Count);

    /// <summary>The hash of a leaf: <c>H(0x00 ‖ data)</c>.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data) => SHA256.HashData([0x00, .. data]);

    private static byte[] Root(IReadOnlyList<byte[]> leaves, int from, int count)
    {
        if (count == 1) return leaves[from];
        var left = 1;
        while (left * 2 < count) left *= 2;
        return SHA256.HashData([0x01, .. Root(leaves, from, left), .. Root(leaves, from + left, count - left)]);
    }
}
