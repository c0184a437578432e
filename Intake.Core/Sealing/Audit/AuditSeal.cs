using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// The sealed part of an audit row (who, about what), so that a stolen dump does not show who reads which case. FORMAT.md §16.
/// </summary>
public static class AuditSeal
{
    /// <summary>Seals it.</summary>
    public static byte[] Seal(FileSecret fileSecret, Guid rowId, int action, ReadOnlySpan<byte> content)
    {
        using var key = fileSecret.Derive(FileSecret.Audit);
        return SealedValue.Seal(key, AssociatedData(rowId, action), content);
    }

    /// <summary>Opens it for the same row and action.</summary>
    /// <exception cref="SealedException">Another row's, or altered.</exception>
    public static SecretBytes Open(FileSecret fileSecret, Guid rowId, int action, ReadOnlySpan<byte> sealedContent)
    {
        using var key = fileSecret.Derive(FileSecret.Audit);
        return SealedValue.Open(key, AssociatedData(rowId, action), sealedContent);
    }

    /// <summary>The row's hash, a leaf of its day's root.</summary>
    public static byte[] Hash(Guid rowId, int action, DateTimeOffset at, ReadOnlySpan<byte> sealedContent)
    {
        using var frame = new FrameWriter();
        var micros = (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return SHA256.HashData(frame.Label(Labels.AuditHash).Id(rowId).Int(action).Long(micros).Bytes(sealedContent).ToArray());
    }

    private static byte[] AssociatedData(Guid rowId, int action)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Audit).Id(rowId).Int(action).ToArray();
    }
}
