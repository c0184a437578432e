using Intake.Core.Mailboxes;
using Intake.Core.Sealing;
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

    /// <summary>The mailbox behind the cookie; null when there is none, or no longer.</summary>
    public static Task<UnlockedMailbox?> ResumeAsync(HttpContext http, MailboxDesk desk, CancellationToken cancel) =>
        desk.ResumeAsync(http.Request.Cookies[Name], cancel);

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

    public static void Clear(HttpContext http) =>
        http.Response.Cookies.Append(Name, "", new CookieOptions(Options) { Expires = DateTimeOffset.UnixEpoch, MaxAge = TimeSpan.Zero });
}
