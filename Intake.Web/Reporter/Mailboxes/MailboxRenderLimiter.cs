using Intake.Core;
using Intake.Core.Storage;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// Bounds how many open mailboxes are read and drawn at once, one page of a mailbox at a time, and how many drawn pages that
/// are very long are held while they are sent: a person who fills a mailbox and asks for it over many connections waits for
/// himself, and costs neither memory nor connections to the database.
/// </summary>
/// <param name="atOnce">How many are read and drawn at once.</param>
/// <param name="waiting">How many may wait for that: of the mailbox that waits most, more are refused.</param>
/// <param name="longAtOnce">How many very long pages may be on their way: more are refused, however slowly clients read.</param>
public sealed class MailboxRenderLimiter(int atOnce = 4, int waiting = 200, int longAtOnce = 8)
{
    /// <summary>From how many bytes a page counts as very long.</summary>
    public const int Long = 1024 * 1024;

    /// <summary>Very long pages of one mailbox: a second while the first is still on its way.</summary>
    private const int LongOfOne = 2;

    private readonly FairQueue<Guid> drawing = new(atOnce, waiting, TimeSpan.FromSeconds(15));
    private readonly Dictionary<Guid, int> sending = [];
    private readonly Lock gate = new();

    /// <summary>Waits for a place to read and draw a report's mailbox; disposed, it is free again.</summary>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public Task<IDisposable> DrawAsync(Guid reportId, CancellationToken cancel) => drawing.EnterAsync(reportId, cancel);

    /// <summary>A place for a drawn page until it is sent; null for a page of ordinary length, which needs none.</summary>
    /// <exception cref="BusyException">It is very long and all places, or the mailbox's, are taken.</exception>
    public IDisposable? Send(Guid reportId, long length)
    {
        if (length < Long) return null;
        lock (gate)
        {
            var mine = sending.GetValueOrDefault(reportId);
            if (mine >= LongOfOne || sending.Values.Sum() >= longAtOnce) throw BusyException.Refused();
            sending[reportId] = mine + 1;
        }

        return new Sending(this, reportId);
    }

    private void Sent(Guid reportId)
    {
        lock (gate)
        {
            if (--sending[reportId] == 0) sending.Remove(reportId);
        }
    }

    private sealed class Sending(MailboxRenderLimiter places, Guid reportId) : IDisposable
    {
        private MailboxRenderLimiter? held = places;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Sent(reportId);
    }
}

/// <summary>A page that is drawn in its place among <see cref="MailboxRenderLimiter"/>, and gives it up once it is drawn.</summary>
internal sealed class DrawnInPlace(IResult page, Guid reportId, IDisposable place, MailboxRenderLimiter places) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (place)
        {
            await page.ExecuteAsync(httpContext);
            if (httpContext.Response.Body is { CanSeek: true } drawn && places.Send(reportId, drawn.Length) is { } sending)
            {
                httpContext.Response.RegisterForDispose(sending);
            }
        }
    }
}
