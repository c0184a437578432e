using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>A handler's signature over a handling statement that can be checked outside the system. FORMAT.md §17.</summary>
public static class StatementSignature
{
    /// <summary>Signs the statement's content, UTF-8 JSON: 64 bytes.</summary>
    public static byte[] Sign(UnlockedStaff handler, CompartmentContext statementFile, int version, DateOnly on, ReadOnlySpan<byte> content)
        => handler.Signing.Sign(Message(handler.Certificate, statementFile.Report.Genesis, statementFile.Id, version, on, content));

    /// <summary>Checks a signature with what an export package holds.</summary>
    public static bool Verify(Certificate handler, ReadOnlySpan<byte> genesis, Guid statementFileId, int version, DateOnly on,
        ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
        => Signing.Verify(handler.SigningKey, Message(handler, genesis, statementFileId, version, on, content), signature);

    private static byte[] Message(Certificate handler, ReadOnlySpan<byte> genesis, Guid statementFileId, int version, DateOnly on,
        ReadOnlySpan<byte> content)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Statement).Byte(Suite.Byte1).Bytes(genesis).Id(statementFileId).Int(version).Date(on)
            .Bytes(handler.Id).Bytes(SHA256.HashData(content)).ToArray();
    }
}
