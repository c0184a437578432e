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

    /// <summary>
    /// A document as it is kept: sealed for its row under the file secret, since it tells of each case who stepped back and when.
    /// </summary>
    public static byte[] Close(FileSecret fileSecret, Guid reportId, ReadOnlySpan<byte> document)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Accountability);
        return SealedValue.Seal(key, AssociatedData(reportId), document);
    }

    /// <summary>The document of a row.</summary>
    /// <exception cref="SealedException">Another row's, or altered.</exception>
    public static byte[] Open(FileSecret fileSecret, Guid reportId, ReadOnlySpan<byte> kept)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Accountability);
        using var document = SealedValue.Open(key, AssociatedData(reportId), kept);
        return document.Span.ToArray();
    }

    private static byte[] AssociatedData(Guid reportId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.AccountabilityKept).Id(reportId).ToArray();
    }

    private byte[] Record()
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Accountability).Byte(Suite.Byte1).Id(SchemeId).Date(From).Date(To).Date(MadeOn).Bytes(DocumentHash)
            .ToArray();
    }
}
