using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>An administrator's signature under the list of those who are certified in a scheme. FORMAT.md §16.</summary>
public static class AttestationSeal
{
    /// <summary>What stands for a list of certificates, in whatever order they come: 32 bytes.</summary>
    public static byte[] ListOf(IEnumerable<Certificate> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        using var frame = new FrameWriter();
        frame.Label(Labels.AttestedList);
        foreach (var certificate in certificates.Select(one => one.Id).Order(ByteOrder.Instance)) frame.Bytes(certificate);
        return SHA256.HashData(frame.ToArray());
    }

    /// <summary>Signs the list for a quarter: 64 bytes.</summary>
    public static byte[] Sign(UnlockedStaff administrator, DateOnly quarter, ReadOnlySpan<byte> list, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(administrator);
        return administrator.Signing.Sign(Message(administrator.Certificate, quarter, list, on));
    }

    /// <summary>Whether an administrator signed this list for this quarter.</summary>
    public static bool Verify(
        Certificate administrator, DateOnly quarter, ReadOnlySpan<byte> list, DateOnly on, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(administrator);
        return administrator.IsAdministrator
            && Signing.Verify(administrator.SigningKey, Message(administrator, quarter, list, on), signature);
    }

    private static byte[] Message(Certificate administrator, DateOnly quarter, ReadOnlySpan<byte> list, DateOnly on)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Attested).Byte(Suite.Byte1).Id(administrator.SchemeId).Bytes(administrator.Id).Date(quarter)
            .Bytes(list).Date(on).ToArray();
    }
}
