using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What makes a leaf of a daily root one that the installation counted: an HMAC under the file secret over the leaf, which no password of
/// a database gives. Of which day it is, that day's signed root says. FORMAT.md §4.
/// </summary>
public sealed class LeafSeal : IDisposable
{
    /// <summary>Bytes of a seal.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    private readonly SecretBytes key;

    /// <summary>For as many leaves as there are: the key is derived once.</summary>
    public LeafSeal(FileSecret fileSecret)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        key = fileSecret.Derive(FileSecret.Leaf);
    }

    /// <summary>What a leaf has that was stored before there were seals: <c>migrate</c> seals those that their root binds.</summary>
    public static byte[] None => new byte[Size];

    /// <summary>The seal of a leaf, 32 bytes.</summary>
    public byte[] Make(ReadOnlySpan<byte> leaf)
    {
        using var frame = new FrameWriter();
        return HMACSHA256.HashData(key.Span, frame.Label(Labels.LeafSeal).Bytes(leaf).ToArray());
    }

    /// <summary>Whether a seal is that of the leaf.</summary>
    public bool Verify(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> seal) => CryptographicOperations.FixedTimeEquals(Make(leaf), seal);

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => key.Dispose();
}
