namespace Intake.Core.Sealing;

/// <summary>
/// What a root's mail carries, so that mails alone show one unbroken history: the day's check value and that of the day before,
/// signed. Nothing in it tells how much happened on the day. FORMAT.md §16.
/// </summary>
/// <param name="Day">The day.</param>
/// <param name="Value">The record's hash, 32 bytes.</param>
/// <param name="Before">The hash of the record before, or 32 zeros.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record RootMailSeal(DateOnly Day, byte[] Value, byte[] Before, byte[] Signature)
{
    /// <summary>Signs it with the key of the roots.</summary>
    public static RootMailSeal Make(FileSecret fileSecret, DailyRootSeal root)
    {
        ArgumentNullException.ThrowIfNull(root);
        using var pair = DailyRootSeal.KeyPair(fileSecret);
        return new(root.Day, root.RecordHash(), root.Previous, pair.Sign(Message(root.Day, root.RecordHash(), root.Previous)));
    }

    /// <summary>Whether the holder of this key (65 bytes) signed it.</summary>
    public bool Verify(ReadOnlySpan<byte> publicKey) => Signing.Verify(publicKey, Message(Day, Value, Before), Signature);

    private static byte[] Message(DateOnly day, byte[] value, byte[] before)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.RootMail).Byte(Suite.Byte1).Date(day).Bytes(value).Bytes(before).ToArray();
    }
}
