namespace Intake.Core.Sealing;

/// <summary>The key of one attachment's stream. FORMAT.md §12.</summary>
public static class FileKeys
{
    /// <summary>Derives it; the salt is 32 fresh random bytes that stand in the attachment's row.</summary>
    public static SecretBytes Derive(SecretBytes vault, ReadOnlySpan<byte> contentKey, Guid reportId, Guid compartmentId, int epoch,
        Guid attachmentId, ReadOnlySpan<byte> salt)
    {
        SealedFormat.Require(salt.Length == Suite.KeySize);
        using var frame = new FrameWriter();
        return Derivation.Key(vault.Span, contentKey, frame.Label(Labels.File).Byte(Suite.Byte1).Id(reportId).Id(compartmentId)
            .Int(epoch).Id(attachmentId).Bytes(salt).ToArray());
    }

    /// <summary>Derives it from an open compartment.</summary>
    public static SecretBytes Derive(SecretBytes vault, OpenCompartment compartment, int epoch, Guid attachmentId, ReadOnlySpan<byte> salt)
        => Derive(vault, compartment.Key(epoch), compartment.Context.Report.ReportId, compartment.Context.Id, epoch, attachmentId, salt);
}
