using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What stands behind the key of an epoch in hand: who gave it (null: the mailbox gave it to itself at receipt), which
/// exclusions the giver knew of (a digest, 32 bytes) and when. All of it is sealed or signed, so that a database writer
/// who clears the mark <em>closed</em> or deletes rows can't make an epoch look fresh. FORMAT.md §8.
/// </summary>
internal sealed record EpochProvenance(Party? Granter, byte[] Exclusions, DateOnly On)
{
    /// <summary>The digest of a set of excluded persons.</summary>
    public static byte[] DigestOf(IEnumerable<Guid> excluded)
    {
        using var frame = new FrameWriter();
        frame.Label(Labels.Exclusions);
        foreach (var person in excluded.Select(p => p.ToByteArray(bigEndian: true)).Order(ByteOrder.Instance)) frame.Bytes(person);
        return SHA256.HashData(frame.ToArray());
    }

    /// <summary>Whether somebody who must not read on may know the key.</summary>
    public bool IsStale(IReadOnlySet<Guid> excluded, CertificateBook book)
        => !Exclusions.AsSpan().SequenceEqual(DigestOf(excluded))
           || book.LastRevokedOn >= On
           || (Granter is { Certificate: { } certificate }
               && (excluded.Contains(certificate.PersonId) || !book.IsCurrent(certificate)));
}

/// <summary>A content key with what stands behind it.</summary>
public sealed class VouchedKey : IDisposable
{
    internal VouchedKey(SecretBytes key, EpochProvenance vouch) => (Key, Vouch) = (key, vouch);

    internal SecretBytes Key { get; }
    internal EpochProvenance Vouch { get; }

    public void Dispose() => Key.Dispose();
}
