namespace Intake.Core.Sealing;

/// <summary>
/// An hour's ring key as stored, wrapped by the file secret. When its row is deleted, the sessions it sealed are gone
/// for good. FORMAT.md §13.
/// </summary>
public static class RingKeySeal
{
    /// <summary>A fresh key for the hour (hours since 1970-01-01 UTC), wrapped.</summary>
    public static byte[] New(FileSecret fileSecret, int hour)
    {
        using var ring = fileSecret.Derive(FileSecret.Ring);
        using var key = SecretBytes.Random(Suite.KeySize);
        return SealedValue.Seal(ring, AssociatedData(hour), key.Span);
    }

    /// <summary>Unwraps the key of that hour.</summary>
    /// <exception cref="SealedException">Another hour's, or another file secret's.</exception>
    public static SecretBytes Open(FileSecret fileSecret, int hour, ReadOnlySpan<byte> wrapped)
    {
        using var ring = fileSecret.Derive(FileSecret.Ring);
        return SealedValue.Open(ring, AssociatedData(hour), wrapped);
    }

    private static byte[] AssociatedData(int hour)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Ring).Int(hour).ToArray();
    }
}
