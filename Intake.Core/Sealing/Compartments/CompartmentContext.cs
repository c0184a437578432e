using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>Which compartment of which report; bound into everything sealed there. FORMAT.md §8.</summary>
public sealed record CompartmentContext(ReportIdentity Report, CompartmentKind Kind, Guid Id)
{
    internal byte[] Bytes()
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Compartment).Byte(Suite.Byte1).Bytes(Report.Genesis).Byte((byte)Kind).Id(Id).ToArray();
    }

    internal byte[] Commitment(int epoch, ReadOnlySpan<byte> contentKey)
    {
        using var frame = new FrameWriter();
        using var bytes = frame.Label(Labels.Commitment).Bytes(Bytes()).Int(epoch).Bytes(contentKey).ToSecret();
        return SHA256.HashData(bytes.Span);
    }
}

/// <summary>
/// What is stored of an epoch: its commitment (32 bytes) and, from the second on, the key before it, sealed under its own.
/// </summary>
public sealed record EpochSeal(int Number, byte[] Commitment, byte[]? Previous)
{
    /// <summary>The epoch of that number; null where there is none, or more than one.</summary>
    internal static EpochSeal? Find(IEnumerable<EpochSeal> epochs, int number)
        => epochs.Where(e => e.Number == number).Take(2).ToList() is [var only] ? only : null;
}
