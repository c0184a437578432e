using System.Buffers.Binary;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// The filter and order that a person keeps for their inbox: sealed under a key that only their own encryption key gives, and of one
/// size, so that nobody else learns what they look for. With new keys it is gone. FORMAT.md §11.
/// </summary>
public static class ViewSeal
{
    /// <summary>Most bytes of it in UTF-8.</summary>
    public const int MostBytes = PaddedBytes - sizeof(uint);

    /// <summary>Bytes of every sealed one, whatever its length.</summary>
    public const int SealedBytes = PaddedBytes + SealedValue.Overhead;

    private const int PaddedBytes = 1024;

    /// <summary>Seals it, padded to one size.</summary>
    /// <param name="staff">Whose it is.</param>
    /// <param name="accountId">The account in whose row it stands.</param>
    /// <param name="view">At most <see cref="MostBytes"/> long.</param>
    public static byte[] Seal(UnlockedStaff staff, Guid accountId, string view)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var bytes = Encoding.UTF8.GetBytes(view);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MostBytes);
        var padded = new byte[PaddedBytes];
        BinaryPrimitives.WriteUInt32BigEndian(padded, (uint)bytes.Length);
        bytes.CopyTo(padded, sizeof(uint));
        using var key = Key(staff);
        return SealedValue.Seal(key, AssociatedData(accountId), padded);
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="SealedException">Another account's, made with other keys, or altered.</exception>
    public static string Open(UnlockedStaff staff, Guid accountId, ReadOnlySpan<byte> sealedView)
    {
        ArgumentNullException.ThrowIfNull(staff);
        using var key = Key(staff);
        using var padded = SealedValue.Open(key, AssociatedData(accountId), sealedView);
        SealedFormat.Require(padded.Length == PaddedBytes);
        var length = BinaryPrimitives.ReadUInt32BigEndian(padded.Span);
        SealedFormat.Require(length <= MostBytes);
        return Encoding.UTF8.GetString(padded.Span.Slice(sizeof(uint), (int)length));
    }

    private static SecretBytes Key(UnlockedStaff staff) => Derivation.Key([], staff.Encryption.Private.Span, Labels.SavedView);

    private static byte[] AssociatedData(Guid accountId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.SavedView).Id(accountId).ToArray();
    }
}
