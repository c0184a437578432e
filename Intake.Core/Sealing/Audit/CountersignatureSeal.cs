using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// An administrator's signature under a day's root: from then on, a person who has the file secret and the databases cannot make that
/// day's history again unseen. FORMAT.md §16.
/// </summary>
public static class CountersignatureSeal
{
    /// <summary>Signs a root's record hash: 64 bytes.</summary>
    public static byte[] Sign(UnlockedStaff administrator, DateOnly day, ReadOnlySpan<byte> recordHash, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(administrator);
        return administrator.Signing.Sign(Message(administrator.Certificate, day, recordHash, on));
    }

    /// <summary>Whether an administrator signed this root.</summary>
    public static bool Verify(
        Certificate administrator, DateOnly day, ReadOnlySpan<byte> recordHash, DateOnly on, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(administrator);
        return administrator.IsAdministrator
            && Signing.Verify(administrator.SigningKey, Message(administrator, day, recordHash, on), signature);
    }

    /// <summary>What the signature's leaf is of: 32 bytes.</summary>
    public static byte[] Hash(DateOnly day, ReadOnlySpan<byte> certificateId, DateOnly on, ReadOnlySpan<byte> signature)
    {
        using var frame = new FrameWriter();
        return SHA256.HashData(frame.Label(Labels.CountersignedLeaf).Date(day).Bytes(certificateId).Date(on).Bytes(signature).ToArray());
    }

    private static byte[] Message(Certificate administrator, DateOnly day, ReadOnlySpan<byte> recordHash, DateOnly on)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Countersigned).Byte(Suite.Byte1).Id(administrator.SchemeId).Bytes(administrator.Id).Date(day)
            .Bytes(recordHash).Date(on).ToArray();
    }
}
