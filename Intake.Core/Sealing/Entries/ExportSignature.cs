using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// An administrator's signature over an export package's body, so
/// that nothing can be taken out of it or put in. FORMAT.md §18.
/// </summary>
public static class ExportSignature
{
    /// <summary>Signs the body's bytes: 64 bytes.</summary>
    public static byte[] Sign(UnlockedStaff administrator, DateOnly on, ReadOnlySpan<byte> body)
        => administrator.Signing.Sign(Message(administrator.Certificate, on, body));

    /// <summary>Whether the signature is this certificate's.</summary>
    public static bool Verify(Certificate administrator, DateOnly on, ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature)
        => Signing.Verify(administrator.SigningKey, Message(administrator, on, body), signature);

    private static byte[] Message(Certificate administrator, DateOnly on, ReadOnlySpan<byte> body)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Export).Byte(Suite.Byte1).Id(administrator.SchemeId).Bytes(administrator.Id).Date(on)
            .Bytes(SHA256.HashData(body)).ToArray();
    }
}
