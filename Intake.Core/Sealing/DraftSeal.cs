namespace Intake.Core.Sealing;

/// <summary>
/// How a saved draft's keys wait for its reporter: sealed under the receipt key's wrapping key and nothing else, so that
/// neither staff nor server can open them. FORMAT.md §15.
/// </summary>
public static class DraftSeal
{
    /// <summary>Seals the keys of a staging; the result has one length.</summary>
    public static byte[] Seal(ReceiptSecrets secrets, Guid schemeId, StagedKeys keys)
    {
        using var bare = keys.Under(null);
        using var plain = bare.Write();
        using var key = Key(secrets);
        return SealedValue.Seal(key, Place(secrets, schemeId, keys.StagingId, keys.ReportId), plain.Span);
    }

    /// <summary>Opens them again, with what the report needs to keep the same receipt key.</summary>
    /// <exception cref="SealedException">Another key's or another row's, or altered.</exception>
    public static StagedKeys Open(ReceiptSecrets secrets, Guid schemeId, Guid stagingId, Guid reportId, ReadOnlySpan<byte> sealedKeys)
    {
        using var key = Key(secrets);
        using var plain = SealedValue.Open(key, Place(secrets, schemeId, stagingId, reportId), sealedKeys);
        using var bare = StagedKeys.Read(plain.Span);
        SealedFormat.Require(bare.StagingId == stagingId && bare.ReportId == reportId && !bare.IsDraft);
        return bare.Under(secrets);
    }

    private static SecretBytes Key(ReceiptSecrets secrets) => Derivation.Key([], secrets.WrappingKey.Span, Labels.Draft);

    private static byte[] Place(ReceiptSecrets secrets, Guid schemeId, Guid stagingId, Guid reportId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Draft).Id(schemeId).Id(stagingId).Id(reportId).Bytes(secrets.LookupHash).ToArray();
    }
}
