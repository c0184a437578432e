namespace Intake.Core.Sealing;

/// <summary>
/// The files of an answer that is not sent yet, between one page and the next: sealed under the mailbox's own wrapping key,
/// so that nobody but the reporter opens the list. FORMAT.md §15.
/// </summary>
public static class ReplySeal
{
    /// <summary>The list, sealed and padded.</summary>
    public static byte[] Seal(UnlockedMailbox mailbox, Guid stagingId, ReadOnlySpan<byte> list)
    {
        using var padded = Padding.Pad(list);
        using var key = Key(mailbox);
        return SealedValue.Seal(key, AssociatedData(mailbox, stagingId), padded.Span);
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="SealedException">Another mailbox's or another row's, or altered.</exception>
    public static SecretBytes Open(UnlockedMailbox mailbox, Guid stagingId, ReadOnlySpan<byte> sealedList)
    {
        using var key = Key(mailbox);
        using var padded = SealedValue.Open(key, AssociatedData(mailbox, stagingId), sealedList);
        return SecretBytes.CopyOf(Padding.Unpad(padded.Span));
    }

    private static SecretBytes Key(UnlockedMailbox mailbox) => Derivation.Key([], mailbox.WrappingKey.Span, Labels.Reply);

    private static byte[] AssociatedData(UnlockedMailbox mailbox, Guid stagingId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Reply).Id(mailbox.Report.ReportId).Id(stagingId).ToArray();
    }
}
