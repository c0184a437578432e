using System.Buffers;
using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// Seals one file as it comes (<see cref="SealedStream"/>): push plaintext in pieces of any size, take whole sealed
/// chunks from the buffer writer, close with <see cref="Finish"/>. Full chunks go from the caller's piece straight to
/// the sealed buffer; only a rest below one chunk is kept here, in memory that is zeroed. Not for several threads.
/// </summary>
public sealed class SealedStreamWriter : IDisposable
{
    private static readonly byte[] Zeros = new byte[SealedStream.ChunkSize];

    // A piece of padding completes at most one chunk, and the last chunk is sealed beside them.
    private const int PaddingPiecesInRow = 3;

    private readonly AesGcm _gcm;
    private readonly SecretBytes _rest = new(SealedStream.ChunkSize);
    private int _restLength;
    private long _chunk;
    private long? _padding;
    private bool _closed;

    /// <summary>A writer under a key (32 bytes) that seals this file and nothing else.</summary>
    public SealedStreamWriter(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Suite.KeySize);
        _gcm = new AesGcm(key, Suite.TagSize);
    }

    /// <summary>Plaintext bytes so far, padding not counted.</summary>
    public long Length { get; private set; }

    /// <summary>Seals what fills whole chunks; returns the sealed bytes written, a multiple of a sealed chunk.</summary>
    public int Write(ReadOnlySpan<byte> plain, IBufferWriter<byte> sealedOut)
    {
        ArgumentNullException.ThrowIfNull(sealedOut);
        ThrowIf(_closed || _padding is not null);
        Length = checked(Length + plain.Length);
        return Push(plain, sealedOut);
    }

    /// <summary>Pads to the Padmé size and seals the last chunk; returns the sealed bytes written.</summary>
    public long Finish(IBufferWriter<byte> sealedOut)
    {
        var written = 0L;
        for (var done = false; !done;)
        {
            written += FinishRow(sealedOut, out done);
        }

        return written;
    }

    /// <summary>
    /// <see cref="Finish"/> in steps of at most <see cref="SealedStream.RowSize"/>, for a caller with a small buffer:
    /// call until <paramref name="done"/>. Returns the sealed bytes written, which may be none before that.
    /// </summary>
    public int FinishRow(IBufferWriter<byte> sealedOut, out bool done)
    {
        ArgumentNullException.ThrowIfNull(sealedOut);
        ThrowIf(_closed);
        var padding = _padding ?? Padding.PadmeSize(Length) - Length;
        var written = 0;
        for (var pieces = 0; pieces < PaddingPiecesInRow && padding > 0; pieces++)
        {
            var piece = (int)Math.Min(padding, Zeros.Length);
            written += Push(Zeros.AsSpan(..piece), sealedOut);
            padding -= piece;
        }

        _padding = padding;
        done = padding == 0;
        if (done)
        {
            written += Seal(_rest.Span[.._restLength], last: true, sealedOut);
            _closed = true;
        }

        return written;
    }

    /// <summary>Zeroes what was kept. Without <see cref="Finish"/> the file cannot be opened.</summary>
    public void Dispose()
    {
        _closed = true;
        _rest.Dispose();
        _gcm.Dispose();
    }

    private static void ThrowIf(bool finished)
    {
        if (finished)
        {
            throw new InvalidOperationException("The file is finished.");
        }
    }

    private int Push(ReadOnlySpan<byte> plain, IBufferWriter<byte> sealedOut)
    {
        var written = 0;
        while (!plain.IsEmpty)
        {
            // A full chunk is sealed only when more follows: until then it may be the last.
            if (_restLength == SealedStream.ChunkSize)
            {
                written += Seal(_rest.Span, last: false, sealedOut);
                _restLength = 0;
            }

            if (_restLength == 0 && plain.Length > SealedStream.ChunkSize)
            {
                written += Seal(plain[..SealedStream.ChunkSize], last: false, sealedOut);
                plain = plain[SealedStream.ChunkSize..];
                continue;
            }

            var taken = Math.Min(plain.Length, SealedStream.ChunkSize - _restLength);
            plain[..taken].CopyTo(_rest.Writable[_restLength..]);
            _restLength += taken;
            plain = plain[taken..];
        }

        return written;
    }

    private int Seal(ReadOnlySpan<byte> chunk, bool last, IBufferWriter<byte> sealedOut)
    {
        Span<byte> nonce = stackalloc byte[Suite.NonceSize];
        SealedStream.WriteNonce(nonce, _chunk++, last);
        var size = chunk.Length + Suite.TagSize;
        var room = sealedOut.GetSpan(size)[..size];
        _gcm.Encrypt(nonce, chunk, room[..chunk.Length], room[chunk.Length..]);
        sealedOut.Advance(size);
        return size;
    }
}
