using System.Buffers.Binary;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// What a person calls a case for themselves: sealed under a key that only their own encryption key gives, so that neither
/// colleagues nor a thief read it, and nobody who may write rows can put another word there. With new keys it is gone.
/// FORMAT.md §11.
/// </summary>
public static class LabelSeal
{
    /// <summary>Most bytes of a label in UTF-8.</summary>
    public const int MostBytes = PaddedBytes - sizeof(uint);

    /// <summary>Bytes of every sealed label, whatever its length.</summary>
    public const int SealedBytes = PaddedBytes + SealedValue.Overhead;

    private const int PaddedBytes = 256;

    /// <summary>Seals a label, padded to one size.</summary>
    /// <param name="staff">Whose it is.</param>
    /// <param name="reportId">The report it stands on.</param>
    /// <param name="label">The label, at most <see cref="MostBytes"/> long.</param>
    public static byte[] Seal(UnlockedStaff staff, Guid reportId, string label)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var bytes = Encoding.UTF8.GetBytes(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MostBytes);
        var padded = new byte[PaddedBytes];
        BinaryPrimitives.WriteUInt32BigEndian(padded, (uint)bytes.Length);
        bytes.CopyTo(padded, sizeof(uint));
        using var key = Key(staff);
        return SealedValue.Seal(key, AssociatedData(staff, reportId), padded);
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="SealedException">Another person's or another report's, made with other keys, or altered.</exception>
    public static string Open(UnlockedStaff staff, Guid reportId, ReadOnlySpan<byte> sealedLabel)
    {
        ArgumentNullException.ThrowIfNull(staff);
        using var key = Key(staff);
        using var padded = SealedValue.Open(key, AssociatedData(staff, reportId), sealedLabel);
        SealedFormat.Require(padded.Length == PaddedBytes);
        var length = BinaryPrimitives.ReadUInt32BigEndian(padded.Span);
        SealedFormat.Require(length <= MostBytes);
        return Encoding.UTF8.GetString(padded.Span.Slice(sizeof(uint), (int)length));
    }

    private static SecretBytes Key(UnlockedStaff staff) => Derivation.Key([], staff.Encryption.Private.Span, Labels.CaseLabel);

    private static byte[] AssociatedData(UnlockedStaff staff, Guid reportId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.CaseLabel).Id(reportId).Id(staff.Party.PersonId).ToArray();
    }
}
