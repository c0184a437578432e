using System.Buffers.Binary;

namespace Intake.Core.Sealing;

/// <summary>
/// The layout of a sealed file: STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its
/// Nonce-Reuse Misuse-Resistance", CRYPTO 2015; as in age) over AES-256-GCM. The plaintext, padded with zeros to its
/// Padmé size, is cut in chunks of 64 KiB, each sealed with a tag of its own; the nonce is the chunk's number (11 bytes
/// big-endian) and a byte that is 1 on the last chunk only. An empty file is one empty chunk. The key serves one file;
/// what the file is and where it belongs is in the derivation of the key, its true length in the sealed entry.
/// </summary>
public static class SealedStream
{
    /// <summary>Plaintext bytes of a chunk; the last one may be shorter.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>Sealed bytes of a full chunk.</summary>
    public const int SealedChunkSize = ChunkSize + Suite.TagSize;

    /// <summary>Sealed bytes of a row of four full chunks, as a store may keep them together.</summary>
    public const int RowSize = 4 * SealedChunkSize;

    /// <summary>Sealed bytes of a file of <paramref name="length"/> plaintext bytes.</summary>
    public static long SealedSize(long length) =>
        checked(Padding.PadmeSize(length) + (ChunkCount(length) * Suite.TagSize));

    internal static long ChunkCount(long length) =>
        Math.Max(1, ((Padding.PadmeSize(length) - 1) / ChunkSize) + 1);

    internal static void WriteNonce(Span<byte> nonce, long chunk, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..], chunk);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }
}
