using System.Security.Cryptography;

namespace Intake.Core.Attachments;

/// <summary>Passes a stream on and remembers how it began, for as long as the kind of file is asked for.</summary>
internal sealed class HeadStream(Stream inner) : Stream
{
    private readonly byte[] head = new byte[FileKinds.HeadSize];
    private int known;

    /// <summary>The kind of the file that passed.</summary>
    public FileKind Kind => FileKinds.Of(head.AsSpan(0, known));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        var kept = Math.Min(read, head.Length - known);
        buffer.Span[..kept].CopyTo(head.AsSpan(known));
        known += kept;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(head);
        base.Dispose(disposing);
    }
}
