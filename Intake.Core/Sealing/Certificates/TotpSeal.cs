namespace Intake.Core.Sealing;

/// <summary>The secret of a person's one-time codes as stored, and as proposed in a form before it is. FORMAT.md §4.</summary>
public static class TotpSeal
{
    /// <summary>For the person's row.</summary>
    public static byte[] Seal(FileSecret fileSecret, Guid personId, SecretBytes secret)
        => Seal(fileSecret, AssociatedData(personId), secret);

    /// <summary>From the person's row.</summary>
    /// <exception cref="SealedException">Another person's, or altered.</exception>
    public static SecretBytes Open(FileSecret fileSecret, Guid personId, ReadOnlySpan<byte> sealedSecret)
        => Open(fileSecret, AssociatedData(personId), sealedSecret);

    /// <summary>For a hidden field of the enrolment form: of use with the same invitation only.</summary>
    public static byte[] SealProposal(FileSecret fileSecret, Guid personId, ReadOnlySpan<byte> tokenHash, SecretBytes secret)
        => Seal(fileSecret, Proposal(personId, tokenHash), secret);

    /// <summary>From the hidden field.</summary>
    /// <exception cref="SealedException">Another invitation's, or altered.</exception>
    public static SecretBytes OpenProposal(FileSecret fileSecret, Guid personId, ReadOnlySpan<byte> tokenHash, ReadOnlySpan<byte> proposal)
        => Open(fileSecret, Proposal(personId, tokenHash), proposal);

    private static byte[] Seal(FileSecret fileSecret, byte[] place, SecretBytes secret)
    {
        using var key = fileSecret.Derive(FileSecret.Totp);
        return SealedValue.Seal(key, place, secret.Span);
    }

    private static SecretBytes Open(FileSecret fileSecret, byte[] place, ReadOnlySpan<byte> value)
    {
        using var key = fileSecret.Derive(FileSecret.Totp);
        return SealedValue.Open(key, place, value);
    }

    private static byte[] AssociatedData(Guid personId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Totp).Id(personId).ToArray();
    }

    private static byte[] Proposal(Guid personId, ReadOnlySpan<byte> tokenHash)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.TotpProposal).Id(personId).Bytes(tokenHash).ToArray();
    }
}
