namespace Intake.Web.Site.Shell;

public static class HeadAsGet
{
    /// <summary>
    /// Answers HEAD as GET is answered, by the same endpoint and with its status and headers; the server leaves the body away.
    /// Link checkers and proxies ask so, and 405 tells them that a page is gone. Source: RFC 9110 §9.3.2.
    /// </summary>
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method)) http.Request.Method = HttpMethods.Get;
        return next(http);
    });
}
