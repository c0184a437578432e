using Intake.Core.Storage;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// Bounds how many open mailboxes are read and drawn at once, and how many drawn pages that are very long are held while
/// they are sent: a person who fills a mailbox and asks for it over many connections costs others time, but not memory.
/// </summary>
/// <param name="atOnce">How many are read and drawn at once.</param>
/// <param name="waiting">How many may wait for that: more are refused.</param>
/// <param name="longAtOnce">How many very long pages may be on their way: more are refused, however slowly clients read.</param>
public sealed class MailboxRenderLimiter(int atOnce = 4, int waiting = 200, int longAtOnce = 4) : IDisposable
{
    /// <summary>From how many bytes a page counts as very long.</summary>
    public const int Long = 1024 * 1024;

    private readonly SemaphoreSlim drawing = new(atOnce);
    private readonly SemaphoreSlim sending = new(longAtOnce);
    private int queued;

    /// <summary>Waits for a place to read and draw; disposed, it is free again. Disposing twice does no harm.</summary>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public async Task<IDisposable> DrawAsync(CancellationToken cancel)
    {
        if (drawing.Wait(0, cancel)) return new Place(drawing);
        try
        {
            if (Interlocked.Increment(ref queued) > waiting) throw BusyException.Refused();
            await drawing.WaitAsync(cancel);
            return new Place(drawing);
        }
        finally
        {
            Interlocked.Decrement(ref queued);
        }
    }

    /// <summary>A place for a drawn page until it is sent; null for a page of ordinary length, which needs none.</summary>
    /// <exception cref="BusyException">It is very long and all places are taken.</exception>
    public IDisposable? Send(long length)
    {
        if (length < Long) return null;
        return sending.Wait(0, CancellationToken.None) ? new Place(sending) : throw BusyException.Refused();
    }

    public void Dispose()
    {
        drawing.Dispose();
        sending.Dispose();
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? held = places;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}

/// <summary>A page that is drawn in its place among <see cref="MailboxRenderLimiter"/>, and gives it up once it is drawn.</summary>
internal sealed class DrawnInPlace(IResult page, IDisposable place, MailboxRenderLimiter places) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (place)
        {
            await page.ExecuteAsync(httpContext);
            if (httpContext.Response.Body is { CanSeek: true } drawn && places.Send(drawn.Length) is { } sending)
            {
                httpContext.Response.RegisterForDispose(sending);
            }
        }
    }
}
