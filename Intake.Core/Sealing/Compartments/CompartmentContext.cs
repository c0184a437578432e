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

    /// <summary>Whether the chain of epochs may be cut here. Elsewhere who holds an epoch always holds all before it.</summary>
    internal bool MayBeCut => Kind is CompartmentKind.GateCard or CompartmentKind.Dialogue;

    internal byte[] Commitment(int epoch, ReadOnlySpan<byte> contentKey)
    {
        using var frame = new FrameWriter();
        using var bytes = frame.Label(Labels.Commitment).Bytes(Bytes()).Int(epoch).Bytes(contentKey).ToSecret();
        return SHA256.HashData(bytes.Span);
    }
}

/// <summary>
/// What is stored of an epoch: its commitment (32 bytes) and, from the second on, the key before it, sealed under its own; or, at a
/// cut, the mark of one who held the key before it. FORMAT.md §8.
/// </summary>
public sealed record EpochSeal(int Number, byte[] Commitment, byte[]? Previous)
{
    /// <summary>
    /// Whether it leads to no key before it: what is stored in that place holds an empty text and is 32 bytes shorter.
    /// </summary>
    internal bool IsCut => Previous is { Length: SealedValue.Overhead };

    /// <summary>The epoch of that number; null where there is none, or more than one.</summary>
    internal static EpochSeal? Find(IEnumerable<EpochSeal> epochs, int number)
        => epochs.Where(e => e.Number == number).Take(2).ToList() is [var only] ? only : null;
}
