namespace Intake.Web.Site.Privacy;

/// <summary>
/// Answers under the public origins' host names alone, the site's and the onion's. Requests under another name, a
/// subdomain or a bare address get 421 and no byte of a page: a host name of an organisation's own would show a watcher
/// of the network where its visitors work (promise 33). Health probes come by address and are let through.
/// </summary>
public static class OneHostName
{
    public static void UseOneHostName(this IApplicationBuilder app)
    {
        var names = app.ApplicationServices.GetRequiredService<PublicSite>().PublicOrigins
            .Select(origin => new Uri(origin).IdnHost).ToHashSet(StringComparer.OrdinalIgnoreCase);
        app.Use((http, next) =>
        {
            if (names.Contains(http.Request.Host.Host) || http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
            {
                return next(http);
            }

            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        });
    }
}
