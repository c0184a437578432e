namespace Intake.Core.Sealing;

/// <summary>
/// The keys of what is staged between form and confirmation: of the
/// staged text, and of the report it will become. FORMAT.md §14.
/// </summary>
public sealed class StagedKeys : IDisposable
{
    private StagedKeys(Guid stagingId, SecretBytes stagingKey, Guid reportId, Guid gateCardId, SecretBytes gateCardKey,
        Guid dialogueId, SecretBytes dialogueKey, SecretBytes? receipt)
    {
        StagingId = stagingId;
        StagingKey = stagingKey;
        ReportId = reportId;
        GateCardId = gateCardId;
        GateCardKey = gateCardKey;
        DialogueId = dialogueId;
        DialogueKey = dialogueKey;
        Receipt = receipt;
    }

    public Guid StagingId { get; }
    public SecretBytes StagingKey { get; }
    public Guid ReportId { get; }
    public Guid GateCardId { get; }
    public SecretBytes GateCardKey { get; }
    public Guid DialogueId { get; }
    public SecretBytes DialogueKey { get; }

    /// <summary>Whether this is a saved draft's, whose receipt key the report will have. FORMAT.md §15.</summary>
    public bool IsDraft => Receipt is not null;

    /// <summary>The root of the draft's receipt secrets.</summary>
    internal SecretBytes? Receipt { get; }

    /// <summary>Fresh ids and keys for a staging and its report.</summary>
    public static StagedKeys New() => new(Guid.NewGuid(), SecretBytes.Random(Suite.KeySize), Guid.NewGuid(), Guid.NewGuid(),
        SecretBytes.Random(Suite.KeySize), Guid.NewGuid(), SecretBytes.Random(Suite.KeySize), receipt: null);

    /// <summary>Bytes that <see cref="Of"/> takes: four ids and three keys.</summary>
    internal const int MadeSize = (4 * 16) + (3 * Suite.KeySize);

    /// <summary>Ids and keys from bytes that nobody can guess; the ids are of UUID's version 4 like all others.</summary>
    internal static StagedKeys Of(ReadOnlySpan<byte> made)
    {
        var keys = made[(4 * 16)..];
        return new(IdOf(made), SecretBytes.CopyOf(keys[..Suite.KeySize]), IdOf(made[16..]), IdOf(made[32..]),
            SecretBytes.CopyOf(keys.Slice(Suite.KeySize, Suite.KeySize)), IdOf(made[48..]),
            SecretBytes.CopyOf(keys[(2 * Suite.KeySize)..]), receipt: null);
    }

    /// <summary>A copy of these keys as a draft's under a receipt key, or, with null, as those of no draft.</summary>
    public StagedKeys Under(ReceiptSecrets? secrets) => new(StagingId, Copy(StagingKey), ReportId, GateCardId, Copy(GateCardKey),
        DialogueId, Copy(DialogueKey), secrets is null ? null : Copy(secrets.Root));

    /// <summary>These keys once more, for another ticket.</summary>
    public StagedKeys Copy()
    {
        using var written = Write();
        return Read(written.Span);
    }

    /// <summary>The draft's receipt secrets: the caller's to dispose.</summary>
    public ReceiptSecrets ReceiptSecrets() =>
        Sealing.ReceiptSecrets.FromRoot(Receipt ?? throw new InvalidOperationException("This is no draft."));

    /// <summary>The key of a staged file. FORMAT.md §12.</summary>
    public SecretBytes FileKey(SecretBytes vault, Guid attachmentId, ReadOnlySpan<byte> salt)
        => FileKeys.Derive(vault, DialogueKey.Span, ReportId, DialogueId, epoch: 1, attachmentId, salt);

    /// <summary>The staged text, sealed and padded. FORMAT.md §15.</summary>
    public byte[] SealText(Guid schemeId, ReadOnlySpan<byte> text)
    {
        using var padded = Padding.Pad(text);
        return SealedValue.Seal(StagingKey, AssociatedData(schemeId), padded.Span);
    }

    /// <summary>Opens the staged text.</summary>
    /// <exception cref="SealedException">Another staging's, or altered.</exception>
    public SecretBytes OpenText(Guid schemeId, ReadOnlySpan<byte> sealedText)
    {
        using var padded = SealedValue.Open(StagingKey, AssociatedData(schemeId), sealedText);
        return SecretBytes.CopyOf(Padding.Unpad(padded.Span));
    }

    internal SecretBytes Write()
    {
        using var frame = new FrameWriter();
        frame.Id(StagingId).Bytes(StagingKey.Span).Id(ReportId).Id(GateCardId).Bytes(GateCardKey.Span)
            .Id(DialogueId).Bytes(DialogueKey.Span);
        return (Receipt is null ? frame : frame.Bytes(Receipt.Span)).ToSecret();
    }

    internal static StagedKeys Read(ReadOnlySpan<byte> bytes)
    {
        var frame = new FrameReader(bytes);
        var staging = frame.Id();
        var stagingKey = frame.Bytes(Suite.KeySize);
        var report = frame.Id();
        var gateCard = frame.Id();
        var gateCardKey = frame.Bytes(Suite.KeySize);
        var dialogue = frame.Id();
        var dialogueKey = frame.Bytes(Suite.KeySize);
        var receipt = frame.AtEnd ? null : SecretBytes.CopyOf(frame.Bytes(Sealing.ReceiptSecrets.RootSize));
        frame.End();
        return new(staging, SecretBytes.CopyOf(stagingKey), report, gateCard, SecretBytes.CopyOf(gateCardKey), dialogue,
            SecretBytes.CopyOf(dialogueKey), receipt);
    }

    public void Dispose()
    {
        StagingKey.Dispose();
        GateCardKey.Dispose();
        DialogueKey.Dispose();
        Receipt?.Dispose();
    }

    private static Guid IdOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> id = stackalloc byte[16];
        bytes[..16].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x40);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    private static SecretBytes Copy(SecretBytes key) => SecretBytes.CopyOf(key.Span);

    private byte[] AssociatedData(Guid schemeId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Staging).Id(schemeId).Id(StagingId).ToArray();
    }
}
