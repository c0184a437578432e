using System.Buffers.Binary;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// A short text that a person keeps for themselves, always of one size: sealed under a key that only their own encryption key gives.
/// FORMAT.md §11.
/// </summary>
/// <param name="label">What it is: the label of its key.</param>
/// <param name="paddedBytes">Bytes of every one before it is sealed, its length of four bytes among them.</param>
internal sealed class OwnText(string label, int paddedBytes)
{
    /// <summary>Seals it, padded to its one size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Longer in UTF-8 than there is room.</exception>
    public byte[] Seal(UnlockedStaff staff, ReadOnlySpan<byte> associated, string text)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, paddedBytes - sizeof(uint));
        var padded = new byte[paddedBytes];
        BinaryPrimitives.WriteUInt32BigEndian(padded, (uint)bytes.Length);
        bytes.CopyTo(padded, sizeof(uint));
        using var key = Key(staff);
        return SealedValue.Seal(key, associated, padded);
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="SealedException">Another person's or another place's, made with other keys, or altered.</exception>
    public string Open(UnlockedStaff staff, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> sealedText)
    {
        ArgumentNullException.ThrowIfNull(staff);
        using var key = Key(staff);
        using var padded = SealedValue.Open(key, associated, sealedText);
        SealedFormat.Require(padded.Length == paddedBytes);
        var length = BinaryPrimitives.ReadUInt32BigEndian(padded.Span);
        SealedFormat.Require(length <= paddedBytes - sizeof(uint));
        return Encoding.UTF8.GetString(padded.Span.Slice(sizeof(uint), (int)length));
    }

    private SecretBytes Key(UnlockedStaff staff) => Derivation.Key([], staff.Encryption.Private.Span, label);
}
