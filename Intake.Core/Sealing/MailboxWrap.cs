namespace Intake.Core.Sealing;

/// <summary>How the first keys of GateCard and Dialogue reach the mailbox: sealed under the receipt key's wrapping key. FORMAT.md §9.</summary>
public static class MailboxWrap
{
    /// <summary>Seals the first keys of both compartments.</summary>
    public static byte[] Seal(UnlockedMailbox mailbox, OpenCompartment gateCard, OpenCompartment dialogue)
    {
        using var frame = new FrameWriter();
        using var plain = frame.Id(gateCard.Place.Id).Bytes(gateCard.Key(1)).Id(dialogue.Place.Id).Bytes(dialogue.Key(1)).ToSecret();
        return SealedValue.Seal(mailbox.WrappingKey.Span, Place(mailbox.Report), plain.Span);
    }

    /// <summary>Opens the wrap and gives the first key of the compartment asked for.</summary>
    /// <exception cref="SealedException">The wrap does not open, or holds another compartment's key.</exception>
    public static SecretBytes Open(UnlockedMailbox mailbox, ReadOnlySpan<byte> wrap, CompartmentPlace wanted)
    {
        using var plain = SealedValue.Open(mailbox.WrappingKey.Span, Place(mailbox.Report), wrap);
        var frame = new FrameReader(plain.Span);
        var gateCard = frame.Id();
        var gateCardKey = frame.Bytes(Suite.KeySize);
        var dialogue = frame.Id();
        var dialogueKey = frame.Bytes(Suite.KeySize);
        frame.End();
        if (wanted.Kind == CompartmentKind.GateCard && wanted.Id == gateCard) return SecretBytes.CopyOf(gateCardKey);
        if (wanted.Kind == CompartmentKind.Dialogue && wanted.Id == dialogue) return SecretBytes.CopyOf(dialogueKey);
        throw SealedException.Refused();
    }

    private static byte[] Place(ReportIdentity report)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Mailbox).Bytes(report.Genesis).ToArray();
    }
}
