using Intake.Core.Cleaning;
using Microsoft.AspNetCore.Http.Features;

namespace Intake.Web.Site.Forms;

/// <summary>
/// What is left of a body that is refused. A browser reads no answer before it has sent everything, and shows "connection
/// reset" when the server hangs up: so the rest is read and thrown away, within bounds, and the page arrives.
/// </summary>
internal static class LeftOver
{
    /// <summary>The most bytes that are read past: a film or two over the limit. Of more, the connection is cut.</summary>
    public const long MostBytes = 64L * 1024 * 1024;

    /// <summary>How long one request may take for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How many requests are read past at once; one more is cut off. Each costs its line.</summary>
    private static readonly SemaphoreSlim Places = new(16);

    /// <summary>
    /// The body limit of the request's endpoint, which the caller now keeps itself: the server lets
    /// <see cref="MostBytes"/> more through.
    /// </summary>
    public static long TakeOverLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { MaxRequestBodySize: { } limit } server) return long.MaxValue;
        if (!server.IsReadOnly) server.MaxRequestBodySize = limit + MostBytes;
        return limit;
    }

    /// <summary>Reads the rest of the body and keeps nothing of it. A sender who is gone, too slow or too much is left alone.</summary>
    public static async Task ReadPastAsync(HttpContext http)
    {
        if (!Places.Wait(0, CancellationToken.None)) return;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            patience.CancelAfter(Patience);
            for (var passed = 0L; passed <= MostBytes;)
            {
                var read = await http.Request.BodyReader.ReadAsync(patience.Token);
                passed += read.Buffer.Length;
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException || FormReader.RefusalOf(ended) is not null)
        {
            return;
        }
        catch (InvalidOperationException)
        {
            http.Abort(); // The sender had gone before: the server stays in the middle of the read that showed it.
        }
        finally
        {
            Places.Release();
        }
    }
}

/// <summary>
/// A body up to its limit and its deadline; one byte more is refused as too large, and one after it as too slow, as the server
/// does itself.
/// </summary>
internal sealed class LimitedBody(Stream body, long limit, CancellationToken deadline) : ForwardStream
{
    private long length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await body.ReadAsync(buffer, cancellationToken);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body took too long.", StatusCodes.Status408RequestTimeout);
        }

        length += read;
        return length <= limit ? read
            : throw new BadHttpRequestException("The body is over its limit.", StatusCodes.Status413PayloadTooLarge);
    }
}
