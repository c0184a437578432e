namespace Intake.Core.Sealing;

/// <summary>
/// How a saved draft's keys wait for its reporter: sealed under the receipt key's wrapping key and the vault secret of the
/// report it may become, so that staff and server can't open them, and nobody can once that secret is gone. FORMAT.md §15.
/// </summary>
public static class DraftSeal
{
    /// <summary>Seals the keys of a staging; the result has one length.</summary>
    public static byte[] Seal(ReceiptSecrets secrets, SecretBytes vault, Guid schemeId, StagedKeys keys)
    {
        using var bare = keys.Under(null);
        using var plain = bare.Write();
        using var key = Key(secrets, vault);
        return SealedValue.Seal(key, AssociatedData(secrets, schemeId, keys.StagingId, keys.ReportId), plain.Span);
    }

    /// <summary>Opens them again, with what the report needs to keep the same receipt key.</summary>
    /// <exception cref="SealedException">Another key's, another row's or another vault secret's, or altered.</exception>
    public static StagedKeys Open(
        ReceiptSecrets secrets, SecretBytes vault, Guid schemeId, Guid stagingId, Guid reportId, ReadOnlySpan<byte> sealedKeys)
    {
        using var key = Key(secrets, vault);
        using var plain = SealedValue.Open(key, AssociatedData(secrets, schemeId, stagingId, reportId), sealedKeys);
        using var bare = StagedKeys.Read(plain.Span);
        SealedFormat.Require(bare.StagingId == stagingId && bare.ReportId == reportId && !bare.IsDraft);
        return bare.Under(secrets);
    }

    private static SecretBytes Key(ReceiptSecrets secrets, SecretBytes vault) =>
        Derivation.Key(vault.Span, secrets.WrappingKey.Span, Labels.Draft);

    private static byte[] AssociatedData(ReceiptSecrets secrets, Guid schemeId, Guid stagingId, Guid reportId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Draft).Id(schemeId).Id(stagingId).Id(reportId).Bytes(secrets.LookupHash).ToArray();
    }
}
