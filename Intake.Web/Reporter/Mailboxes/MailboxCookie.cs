using Intake.Core.Mailboxes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// The one cookie on the reporter's side: it holds the session itself, sealed, lives until the browser closes and opens
/// nothing after 20 idle minutes, nor eight hours after the clock hour it began in.
/// </summary>
internal static class MailboxCookie
{
    public const string Name = "__Host-mailbox";

    private static readonly CookieOptions Options = new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
    };

    public static bool IsSent(HttpRequest request) => request.Cookies.ContainsKey(Name);

    /// <summary>
    /// The mailbox behind the cookie; null when there is none, or no longer, or where the form that is posted belongs to another one.
    /// </summary>
    public static async Task<UnlockedMailbox?> ResumeAsync(HttpContext http, MailboxDesk desk, CancellationToken cancel)
    {
        var mailbox = http.Features.Get<Looked>()?.Take() ?? await desk.ResumeAsync(http.Request.Cookies[Name], cancel);
        if (mailbox is null || http.RequestServices.GetRequiredService<FormOwner>().Fits(mailbox.Report.ReportId)) return mailbox;
        mailbox.Dispose();
        return null;
    }

    /// <summary>
    /// Whether what a page of the mailbox holds may be shown to this browser though its session is over: it has the cookie of the mailbox
    /// in which the page was made. One that another person's mailbox was opened in meanwhile has not.
    /// </summary>
    public static async Task<bool> WroteAsync(HttpContext http) =>
        await http.RequestServices.GetRequiredService<EndedSessions>()
            .ReportOfAsync(http.Request.Cookies[Name], http.RequestAborted) is { } report
        && http.RequestServices.GetRequiredService<FormOwner>().Fits(report);

    /// <summary>
    /// Looks at the session of a post before its form is read, so that the bytes of a stranger's count as a stranger's. Who
    /// has none, or no longer, goes on: a short text is given back.
    /// </summary>
    public static async ValueTask<object?> LookFirstAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || !IsSent(http.Request)) return await next(call);
        var desk = http.RequestServices.GetRequiredService<MailboxDesk>();
        try
        {
            if (await desk.ResumeAsync(http.Request.Cookies[Name], http.RequestAborted) is { } mailbox)
            {
                var looked = new Looked(mailbox);
                http.Response.RegisterForDispose(looked);
                http.Features.Set(looked);
                http.Features.Set(new KnownSender());
            }
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return await next(call); // The handler meets the same, and gives back what was typed.
        }

        return await next(call);
    }

    /// <summary>Lets the session run for another 20 minutes.</summary>
    public static async Task RenewAsync(HttpContext http, MailboxDesk desk, UnlockedMailbox mailbox, CancellationToken cancel) =>
        http.Response.Cookies.Append(Name, await desk.CookieAsync(mailbox, cancel), Options);

    /// <summary>
    /// As above, after something was stored: where the session can't be renewed it only ends sooner, and the page does
    /// not say that anything was lost.
    /// </summary>
    public static async Task TryRenewAsync(HttpContext http, MailboxDesk desk, UnlockedMailbox mailbox, CancellationToken cancel)
    {
        try
        {
            await RenewAsync(http, desk, mailbox, cancel);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return;
        }
    }

    /// <summary>The mailbox that was opened to look; the first who asks gets it.</summary>
    private sealed class Looked(UnlockedMailbox mailbox) : IDisposable
    {
        private UnlockedMailbox? held = mailbox;

        public UnlockedMailbox? Take() => Interlocked.Exchange(ref held, null);

        public void Dispose() => held?.Dispose();
    }

    public static void Clear(HttpContext http) =>
        http.Response.Cookies.Append(Name, "", new CookieOptions(Options) { Expires = DateTimeOffset.UnixEpoch, MaxAge = TimeSpan.Zero });
}
