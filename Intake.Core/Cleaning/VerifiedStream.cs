using System.Security.Cryptography;

namespace Intake.Core.Cleaning;

/// <summary>A stream of a length and hash stated beforehand: throws at the end when they differ.</summary>
internal sealed class VerifiedStream(Stream inner, long length, byte[] sha256) : ForwardStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        left -= read;
        hash.AppendData(buffer.Span[..read]);
        if (left < 0 || read == 0 && (left != 0 || !hash.GetCurrentHash().AsSpan().SequenceEqual(sha256)))
        {
            throw new IOException("The cleaned file is not what was told of it.");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        base.Dispose(disposing);
    }
}
