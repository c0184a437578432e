using System.Security.Cryptography;

namespace Intake.Core.Cleaning;

/// <summary>Passes a stream on and remembers how it began, for as long as the kind of file is asked for.</summary>
internal sealed class FileTypeStream(Stream inner) : ForwardStream
{
    private readonly byte[] head = new byte[FileKinds.HeadSize];
    private int known;

    /// <summary>The kind of the file that passed.</summary>
    public FileKind Kind => FileKinds.Of(head.AsSpan(0, known));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        var kept = Math.Min(read, head.Length - known);
        buffer.Span[..kept].CopyTo(head.AsSpan(known));
        known += kept;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(head);
        base.Dispose(disposing);
    }
}
