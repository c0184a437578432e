using System.Buffers;
using System.IO.Pipelines;
using Intake.Core.Cleaning;

namespace Intake.Web.Site.Forms;

/// <summary>
/// A request's body as a stream that can be stopped by <see cref="PipeReader.CancelPendingRead"/> and read on afterwards.
/// The server's own stream stays in the middle of its read then, so that the rest could not be read past.
/// </summary>
internal sealed class BodyStream(PipeReader body) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(cancellationToken);
        if (read.IsCanceled)
        {
            body.AdvanceTo(read.Buffer.Start);
            throw new OperationCanceledException("The form has to give way, or took too long.");
        }

        var length = (int)Math.Min(read.Buffer.Length, buffer.Length);
        var part = read.Buffer.Slice(0, length);
        part.CopyTo(buffer.Span);
        body.AdvanceTo(part.End);
        return length;
    }
}
