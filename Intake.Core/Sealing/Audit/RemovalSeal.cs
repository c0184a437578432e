using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>Why a report was removed. FORMAT.md §16.</summary>
public enum RemovalReason
{
    /// <summary>Its reporter took it back before anybody had opened it.</summary>
    Withdrawn = 1,

    /// <summary>The time to keep it was over.</summary>
    Retention,
}

/// <summary>
/// The record of a removal: which entries go, how many and why. It is signed with the key of the daily roots, which the
/// worker's database password does not give, chained to the removal before, and a leaf itself. FORMAT.md §16.
/// </summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Day">The day.</param>
/// <param name="ReportId">The report that goes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day that it was to be kept; null where it was withdrawn.</param>
/// <param name="LeafCount">How many entries go.</param>
/// <param name="Tree">The Merkle tree hash over their leaves, ascending.</param>
/// <param name="Previous">The hash of the removal before; 32 zeros in the first.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record RemovalSeal(
    int Number, DateOnly Day, Guid ReportId, RemovalReason Reason, DateOnly? Until, int LeafCount, byte[] Tree, byte[] Previous,
    byte[] Signature)
{
    /// <summary>Before the first removal: 32 zeros.</summary>
    public static byte[] Beginning => new byte[SHA256.HashSizeInBytes];

    /// <summary>Makes and signs a removal of the entries with these hashes.</summary>
    public static RemovalSeal Make(FileSecret fileSecret, int number, DateOnly day, Guid reportId, RemovalReason reason, DateOnly? until,
        IReadOnlyCollection<byte[]> entryHashes, byte[] previous)
    {
        var made = new RemovalSeal(number, day, reportId, reason, until, entryHashes.Count, TreeOf(entryHashes), previous, []);
        using var pair = DailyRootSeal.KeyPair(fileSecret);
        return made with { Signature = pair.Sign(made.Record()) };
    }

    /// <summary>The removal's hash, a leaf of its day's root, which the next removal binds.</summary>
    public byte[] Hash() => SHA256.HashData(Record());

    /// <summary>Whether the installation with this key signed it; its entries and the removal before are not looked at.</summary>
    public bool IsSigned(ReadOnlySpan<byte> publicKey) => Signing.Verify(publicKey, Record(), Signature);

    /// <summary>Whether it is signed, follows the one before and is of exactly these entries.</summary>
    public bool Verify(ReadOnlySpan<byte> publicKey, IReadOnlyCollection<byte[]> entryHashes, ReadOnlySpan<byte> previous) =>
        entryHashes.Count == LeafCount && TreeOf(entryHashes).AsSpan().SequenceEqual(Tree) && previous.SequenceEqual(Previous)
        && IsSigned(publicKey);

    // Leaves of entries and of nothing else: no row of another kind can be the leaf of an entry.
    private static byte[] TreeOf(IEnumerable<byte[]> entryHashes) =>
        MerkleTree.Root([.. entryHashes.Select(hash => DailyRootSeal.Leaf(LeafSubject.Entry, hash)).Order(ByteOrder.Instance)]);

    private byte[] Record()
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Removal).Byte(Suite.Byte1).Int(Number).Date(Day).Id(ReportId).Byte((byte)Reason)
            .Date(Until ?? DateOnly.MinValue).Int(LeafCount).Bytes(Tree).Bytes(Previous).ToArray();
    }
}
