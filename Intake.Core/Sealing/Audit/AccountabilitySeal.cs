using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// The installation's signature under an accountability report, with the key of the daily roots, whose public half the roots'
/// mails name: so a person who has the database alone can't give a kept report other figures. FORMAT.md §16.
/// </summary>
/// <param name="SchemeId">The scheme.</param>
/// <param name="From">The first day that it is about.</param>
/// <param name="To">The last.</param>
/// <param name="MadeOn">The day it was made.</param>
/// <param name="DocumentHash">SHA-256 of its document, 32 bytes.</param>
public sealed record AccountabilitySeal(Guid SchemeId, DateOnly From, DateOnly To, DateOnly MadeOn, byte[] DocumentHash)
{
    /// <summary>What is signed of a document.</summary>
    public static AccountabilitySeal Of(Guid schemeId, DateOnly from, DateOnly to, DateOnly madeOn, ReadOnlySpan<byte> document) =>
        new(schemeId, from, to, madeOn, SHA256.HashData(document));

    /// <summary>The signature: ECDSA P-256, 64 bytes.</summary>
    public byte[] Sign(FileSecret fileSecret)
    {
        using var pair = DailyRootSeal.KeyPair(fileSecret);
        return pair.Sign(Record());
    }

    /// <summary>Whether it was signed with the pair of this public key, 65 bytes.</summary>
    public bool Verify(ReadOnlySpan<byte> publicKey, byte[] signature) => Signing.Verify(publicKey, Record(), signature);

    private byte[] Record()
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Accountability).Byte(Suite.Byte1).Id(SchemeId).Date(From).Date(To).Date(MadeOn).Bytes(DocumentHash)
            .ToArray();
    }
}
