using System.Security.Cryptography;
using Intake.Core.Cleaning;

namespace Intake.Web.Site.Forms;

internal enum FileEnd
{
    NotYet,
    TooLarge,
    Broken,
}

/// <summary>One file's bytes, read forward once; throws past the limit and remembers how it ended.</summary>
internal sealed class FileBody(Stream body, long limit) : ForwardStream
{
    private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] first = new byte[1];
    private bool holdsFirst;
    private long length;

    public FileEnd Ended { get; private set; }

    public FormRefusal Refusal { get; private set; }

    /// <summary>SHA-256 of what was read of it.</summary>
    public byte[] Digest => digest.GetCurrentHash();

    /// <summary>Looks one byte ahead.</summary>
    public async ValueTask<bool> HasContentAsync(CancellationToken cancel) =>
        holdsFirst = await InnerAsync(first, cancel) > 0;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = 1;
        if (holdsFirst)
        {
            buffer.Span[0] = first[0];
            holdsFirst = false;
            CryptographicOperations.ZeroMemory(first);
        }
        else
        {
            read = await InnerAsync(buffer, cancellationToken);
        }

        digest.AppendData(buffer.Span[..read]);
        length += read;
        if (length > limit)
        {
            Ended = FileEnd.TooLarge;
            throw new IOException("The file is over its limit.");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        digest.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> InnerAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(buffer, cancel);
        }
        catch (Exception broken) when (FormReader.RefusalOf(broken) is { } refusal)
        {
            (Ended, Refusal) = (FileEnd.Broken, refusal);
            throw;
        }
    }
}
