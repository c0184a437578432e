using Microsoft.Extensions.Primitives;

namespace Intake.Web.Site.Privacy;

/// <summary>
/// Lets a state-changing request through only when the browser says that our own page made it. There is no antiforgery
/// cookie, because a reporter carries no cookie before the mailbox (promise 26).
/// Source: W3C Fetch Metadata; RFC 6454 section 7 for Origin.
/// </summary>
public static class SameOriginPosts
{
    public static void UseSameOriginPosts(this IApplicationBuilder app)
    {
        var origins = app.ApplicationServices.GetRequiredService<PublicSite>().PublicOrigins;
        app.Use((http, next) =>
        {
            if (ChangesState(http.Request.Method)
                && !IsOurs(http.Request.Headers["Sec-Fetch-Site"], http.Request.Headers.Origin, origins))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }

            return next(http);
        });
    }

    /// <summary>
    /// Decides from the two headers: Sec-Fetch-Site alone where it is sent (only <c>same-origin</c> passes), else Origin
    /// against the public origins. Both absent, <c>null</c>, or a header sent twice: refused.
    /// </summary>
    public static bool IsOurs(StringValues fetchSite, StringValues origin, IReadOnlyList<string> publicOrigins)
    {
        if (fetchSite.Count > 0)
        {
            return fetchSite is ["same-origin"];
        }

        return origin is [{ } only] && publicOrigins.Contains(only, StringComparer.OrdinalIgnoreCase);
    }

    private static bool ChangesState(string method) => !HttpMethods.IsGet(method);
}
