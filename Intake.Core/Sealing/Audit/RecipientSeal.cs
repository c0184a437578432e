namespace Intake.Core.Sealing;

/// <summary>
/// The recipient of a mail that waits: sealed under the file secret and for its row alone, so that a stolen dump neither
/// shows who is written to nor which mails go to one person. FORMAT.md §4.
/// </summary>
public static class RecipientSeal
{
    /// <summary>Seals the person's id for a row: 65 bytes, other ones each time.</summary>
    public static byte[] Seal(FileSecret fileSecret, Guid mailId, Guid personId)
    {
        using var key = fileSecret.Derive(FileSecret.Mail);
        return SealedValue.Seal(key, AssociatedData(mailId), personId.ToByteArray(bigEndian: true));
    }

    /// <summary>Whose mail it is.</summary>
    /// <exception cref="SealedException">Another row's, or altered.</exception>
    public static Guid Open(FileSecret fileSecret, Guid mailId, ReadOnlySpan<byte> sealedRecipient)
    {
        using var key = fileSecret.Derive(FileSecret.Mail);
        using var id = SealedValue.Open(key, AssociatedData(mailId), sealedRecipient);
        return id.Length == 16 ? new Guid(id.Span, bigEndian: true) : throw SealedException.Refused();
    }

    private static byte[] AssociatedData(Guid mailId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Mail).Id(mailId).ToArray();
    }
}
