namespace Intake.Core.Sealing;

/// <summary>
/// How the first keys of GateCard and Dialogue reach the mailbox: sealed under the receipt key's wrapping key. FORMAT.md §9.
/// </summary>
public static class MailboxWrap
{
    /// <summary>Seals the first keys of both compartments, with the persons excluded at receipt and the day.</summary>
    public static byte[] Seal(UnlockedMailbox mailbox, OpenCompartment gateCard, OpenCompartment dialogue,
        IReadOnlySet<Guid> excluded, DateOnly on)
    {
        using var frame = new FrameWriter();
        using var plain = frame.Id(gateCard.Context.Id).Bytes(gateCard.Key(1)).Id(dialogue.Context.Id).Bytes(dialogue.Key(1))
            .Bytes(EpochProvenance.DigestOf(excluded)).Date(on).ToSecret();
        return SealedValue.Seal(mailbox.WrappingKey.Span, AssociatedData(mailbox.Report), plain.Span);
    }

    /// <summary>Opens the wrap and gives the first key of the compartment asked for.</summary>
    /// <exception cref="SealedException">The wrap does not open, or holds another compartment's key.</exception>
    public static VouchedKey Open(UnlockedMailbox mailbox, ReadOnlySpan<byte> wrap, CompartmentContext wanted)
    {
        using var plain = SealedValue.Open(mailbox.WrappingKey.Span, AssociatedData(mailbox.Report), wrap);
        var frame = new FrameReader(plain.Span);
        var gateCard = frame.Id();
        var gateCardKey = frame.Bytes(Suite.KeySize);
        var dialogue = frame.Id();
        var dialogueKey = frame.Bytes(Suite.KeySize);
        var exclusions = frame.Bytes(Suite.HashSize).ToArray();
        var on = frame.Date();
        frame.End();
        var vouch = new EpochProvenance(Granter: null, exclusions, on);
        if (wanted.Kind == CompartmentKind.GateCard && wanted.Id == gateCard) return new(SecretBytes.CopyOf(gateCardKey), vouch);
        if (wanted.Kind == CompartmentKind.Dialogue && wanted.Id == dialogue) return new(SecretBytes.CopyOf(dialogueKey), vouch);
        throw SealedException.Refused();
    }

    private static byte[] AssociatedData(ReportIdentity report)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Mailbox).Bytes(report.Genesis).ToArray();
    }
}
