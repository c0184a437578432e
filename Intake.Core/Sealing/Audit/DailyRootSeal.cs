using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>What a leaf of the daily root stands for. FORMAT.md §16.</summary>
public enum LeafSubject : byte
{
    Audit = 1, Certificate = 2, Revocation = 3, Entry = 4, Removal = 5, State = 6, AuditDay = 7, Countersignature = 8,
}

/// <summary>The signed root of one day over that day's new rows, chained to the day before. FORMAT.md §16.</summary>
public sealed record DailyRootSeal(DateOnly Day, byte[] TreeHash, byte[] Previous, int LeafCount, byte[] Signature)
{
    /// <summary>Before the first day's record: 32 zeros.</summary>
    public static byte[] Beginning => new byte[SHA256.HashSizeInBytes];

    /// <summary>Makes and signs a day's root; the leaves are sorted here.</summary>
    public static DailyRootSeal Make(FileSecret fileSecret, DateOnly day, IEnumerable<byte[]> leaves, byte[] previous)
    {
        var sorted = leaves.Order(ByteOrder.Instance).ToList();
        var tree = MerkleTree.Root(sorted);
        using var pair = KeyPair(fileSecret);
        return new(day, tree, previous, sorted.Count, pair.Sign(Record(day, tree, previous, sorted.Count)));
    }

    /// <summary>The public half of the key that signs roots: 65 bytes, printed in the roots' mails and kept by administrators.</summary>
    public static byte[] PublicKey(FileSecret fileSecret)
    {
        using var pair = KeyPair(fileSecret);
        return pair.Public;
    }

    /// <summary>The record's hash, which the next day's root binds.</summary>
    public byte[] RecordHash() => SHA256.HashData(Record(Day, TreeHash, Previous, LeafCount));

    /// <summary>Whether the installation signed it, whatever it is over.</summary>
    public bool IsSigned(ReadOnlySpan<byte> publicKey) => Signing.Verify(publicKey, Record(Day, TreeHash, Previous, LeafCount), Signature);

    /// <summary>Whether signature, tree and chain are in order.</summary>
    public bool Verify(ReadOnlySpan<byte> publicKey, IEnumerable<byte[]> leaves, ReadOnlySpan<byte> previous)
    {
        var sorted = leaves.Order(ByteOrder.Instance).ToList();
        return sorted.Count == LeafCount && MerkleTree.Root(sorted).AsSpan().SequenceEqual(TreeHash) && previous.SequenceEqual(Previous)
            && IsSigned(publicKey);
    }

    /// <summary>The leaf of an audit row or entry, by its hash.</summary>
    public static byte[] Leaf(LeafSubject subject, ReadOnlySpan<byte> hash)
    {
        using var frame = new FrameWriter();
        return MerkleTree.Leaf(frame.Label(Labels.Leaf).Byte((byte)subject).Bytes(hash).ToArray());
    }

    /// <summary>The leaf of a certificate or revocation: its id with every signature, signers ascending.</summary>
    public static byte[] Leaf(LeafSubject subject, ReadOnlySpan<byte> id, IEnumerable<CertifyingSignature> signatures)
    {
        using var frame = new FrameWriter();
        frame.Label(Labels.LeafCertificate).Bytes(id);
        foreach (var s in signatures.OrderBy(s => s.SignerKeyId, ByteOrder.Instance)) frame.Bytes(s.SignerKeyId).Bytes(s.Signature);
        return Leaf(subject, SHA256.HashData(frame.ToArray()));
    }

    internal static SigningKeyPair KeyPair(FileSecret fileSecret)
    {
        using var seed = fileSecret.Derive(FileSecret.Root);
        return SigningKeyPair.Derive(seed.Span);
    }

    private static byte[] Record(DateOnly day, byte[] tree, byte[] previous, int leafCount)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Root).Byte(Suite.Byte1).Date(day).Bytes(tree).Bytes(previous).Int(leafCount).ToArray();
    }
}
