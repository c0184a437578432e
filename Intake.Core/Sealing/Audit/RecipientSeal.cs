namespace Intake.Core.Sealing;

/// <summary>
/// The recipient of a mail that waits: sealed under the file secret and for its row and all that the mail says, so that a stolen dump
/// neither shows who is written to nor which mails go to one person, and nobody who may write rows writes to staff. FORMAT.md §4.
/// </summary>
public static class RecipientSeal
{
    /// <summary>Bytes of a sealed recipient.</summary>
    public const int Size = 65;

    /// <summary>Seals the person's id for a row: 65 bytes, other ones each time.</summary>
    /// <param name="fileSecret">The installation's.</param>
    /// <param name="mail">What the mail is.</param>
    /// <param name="personId">To whom it goes.</param>
    public static byte[] Seal(FileSecret fileSecret, SealedMail mail, Guid personId)
    {
        using var key = fileSecret.Derive(FileSecret.Mail);
        return SealedValue.Seal(key, AssociatedData(mail), personId.ToByteArray(bigEndian: true));
    }

    /// <summary>Whose mail it is.</summary>
    /// <exception cref="SealedException">Another row's, or anything of the mail was altered.</exception>
    public static Guid Open(FileSecret fileSecret, SealedMail mail, ReadOnlySpan<byte> sealedRecipient)
    {
        using var key = fileSecret.Derive(FileSecret.Mail);
        using var id = SealedValue.Open(key, AssociatedData(mail), sealedRecipient);
        return id.Length == 16 ? new Guid(id.Span, bigEndian: true) : throw SealedException.Refused();
    }

    private static byte[] AssociatedData(SealedMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        using var frame = new FrameWriter();
        return frame.Label(Labels.Mail).Id(mail.Id).Int(mail.Kind).Text(mail.MessageId).Long(mail.HourAt.ToUnixTimeSeconds())
            .Byte(mail.Body is null ? (byte)0 : (byte)1).Text(mail.Body ?? "").ToArray();
    }
}

/// <summary>What a mail's recipient is sealed for.</summary>
/// <param name="Id">The row's.</param>
/// <param name="Kind">The number of its kind.</param>
/// <param name="MessageId">Its Message-ID.</param>
/// <param name="HourAt">Its mail hour, in whole seconds.</param>
/// <param name="Body">Its own text; null where the text is composed from the kind.</param>
public sealed record SealedMail(Guid Id, int Kind, string MessageId, DateTimeOffset HourAt, string? Body);
