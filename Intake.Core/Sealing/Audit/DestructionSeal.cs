namespace Intake.Core.Sealing;

/// <summary>The signature under a destruction certificate, by the key that signs daily roots. FORMAT.md §16.</summary>
public static class DestructionSeal
{
    /// <summary>Signs a certificate's bytes: 64 bytes.</summary>
    public static byte[] Sign(FileSecret fileSecret, ReadOnlySpan<byte> body)
    {
        using var pair = DailyRootSeal.KeyPair(fileSecret);
        return pair.Sign(Message(body));
    }

    /// <summary>Whether the key, 65 bytes, signed these bytes.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature) =>
        Signing.Verify(publicKey, Message(body), signature);

    private static byte[] Message(ReadOnlySpan<byte> body)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Destruction).Byte(Suite.Byte1).Bytes(body).ToArray();
    }
}
