namespace Intake.Core.Sealing;

/// <summary>
/// How a form waits that nobody but its writer may read before it is sent: sealed under a key that takes both the report's vault secret
/// and the writer's encryption key, so that it goes with either. It lies at a compartment which others hold, and their keys do not open
/// it. FORMAT.md §11.
/// </summary>
public static class OwnDraftSeal
{
    /// <summary>Seals a draft.</summary>
    /// <param name="room">The compartment at which its row stands.</param>
    /// <param name="vault">The report's vault secret.</param>
    /// <param name="writer">Whose it is.</param>
    /// <param name="form">The form.</param>
    /// <param name="epoch">The epoch that its row names.</param>
    /// <param name="on">Today.</param>
    /// <param name="content">The content, UTF-8 JSON.</param>
    public static byte[] Seal(CompartmentContext room, SecretBytes vault, UnlockedStaff writer, WorkForm form, int epoch, DateOnly on,
        ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var place = PlaceOf(room, writer, form, epoch);
        using var body = new FrameWriter();
        using var framed = body.Date(on).Bytes(content).ToSecret();
        using var padded = Padding.Pad(framed.Span);
        using var key = Derivation.Key(vault.Span, writer.Encryption.Private.Span, place);
        return SealedValue.Seal(key, place, padded.Span);
    }

    /// <summary>Opens one.</summary>
    /// <inheritdoc cref="Seal"/>
    /// <param name="sealedDraft">What is stored.</param>
    /// <exception cref="SealedException">Another person's, report's, form's or epoch's, made with other keys, or altered.</exception>
    public static (DateOnly SavedOn, byte[] Content) Open(CompartmentContext room, SecretBytes vault, UnlockedStaff writer, WorkForm form,
        int epoch, ReadOnlySpan<byte> sealedDraft)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var place = PlaceOf(room, writer, form, epoch);
        using var key = Derivation.Key(vault.Span, writer.Encryption.Private.Span, place);
        using var padded = SealedValue.Open(key, place, sealedDraft);
        var frame = new FrameReader(Padding.Unpad(padded.Span));
        var on = frame.Date();
        var content = frame.Bytes();
        frame.End();
        return (on, content.ToArray());
    }

    private static byte[] PlaceOf(CompartmentContext room, UnlockedStaff writer, WorkForm form, int epoch)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.OwnDraft).Bytes(room.Bytes()).Int(epoch).Id(writer.Party.PersonId).Byte((byte)form).ToArray();
    }
}
