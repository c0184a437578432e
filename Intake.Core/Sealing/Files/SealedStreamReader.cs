using System.Buffers;
using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// Opens one sealed file as it comes (<see cref="SealedStream"/>), given its true length: push sealed bytes in pieces
/// of any size, take authentic plaintext without padding, close with <see cref="Finish"/>. Chunks changed, missing,
/// repeated, reordered or added, padding other than zero and another length are refused with
/// <see cref="SealedException"/>, and the reader then stays closed. Plaintext is released chunk by chunk, so a file cut
/// short shows only at <see cref="Finish"/>: a caller that has sent bytes on must then break the answer off.
/// </summary>
public sealed class SealedStreamReader : IDisposable
{
    private readonly AesGcm _gcm;
    private readonly byte[] _rest = GC.AllocateUninitializedArray<byte>(SealedStream.SealedChunkSize);
    private readonly long _length;
    private readonly long _padded;
    private readonly long _chunks;
    private int _restLength;
    private long _chunk;
    private bool _refused;

    /// <summary>A reader under the file's key (32 bytes), for the <paramref name="length"/> its entry states.</summary>
    public SealedStreamReader(ReadOnlySpan<byte> key, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Suite.KeySize);
        if (length is < 0 or > long.MaxValue / 4)
        {
            throw SealedException.Refused();
        }

        _length = length;
        _padded = Padding.PadmeSize(length);
        _chunks = SealedStream.ChunkCount(length);
        _gcm = new AesGcm(key, Suite.TagSize);
    }

    /// <summary>Opens what completes chunks; returns the plaintext bytes written.</summary>
    public int Read(ReadOnlySpan<byte> sealedBytes, IBufferWriter<byte> plainOut)
    {
        ArgumentNullException.ThrowIfNull(plainOut);
        var written = 0;
        while (!sealedBytes.IsEmpty)
        {
            if (_refused || _chunk == _chunks)
            {
                throw Refuse();
            }

            var size = PlainSize() + Suite.TagSize;
            if (_restLength == 0 && sealedBytes.Length >= size)
            {
                written += Open(sealedBytes[..size], plainOut);
                sealedBytes = sealedBytes[size..];
                continue;
            }

            var taken = Math.Min(sealedBytes.Length, size - _restLength);
            sealedBytes[..taken].CopyTo(_rest.AsSpan(_restLength));
            _restLength += taken;
            sealedBytes = sealedBytes[taken..];
            if (_restLength == size)
            {
                _restLength = 0;
                written += Open(_rest.AsSpan(..size), plainOut);
            }
        }

        return written;
    }

    /// <summary>The file must be complete.</summary>
    public void Finish()
    {
        if (_refused || _chunk != _chunks)
        {
            throw Refuse();
        }
    }

    /// <summary>Closes the reader.</summary>
    public void Dispose()
    {
        _refused = true;
        _gcm.Dispose();
    }

    private int PlainSize() => (int)Math.Min(SealedStream.ChunkSize, _padded - (_chunk * SealedStream.ChunkSize));

    private int Open(ReadOnlySpan<byte> chunk, IBufferWriter<byte> plainOut)
    {
        Span<byte> nonce = stackalloc byte[Suite.NonceSize];
        SealedStream.WriteNonce(nonce, _chunk, last: _chunk == _chunks - 1);
        var size = PlainSize();
        var room = plainOut.GetSpan(Math.Max(1, size))[..size];
        try
        {
            Aead.Decrypt(_gcm, nonce, aad: [], chunk, room);
        }
        catch (SealedException)
        {
            throw Refuse();
        }

        var content = (int)Math.Clamp(_length - (_chunk * SealedStream.ChunkSize), 0, size);
        if (room[content..].ContainsAnyExcept((byte)0))
        {
            room.Clear();
            throw Refuse();
        }

        plainOut.Advance(content);
        _chunk++;
        return content;
    }

    private SealedException Refuse()
    {
        _refused = true;
        return SealedException.Refused();
    }
}
