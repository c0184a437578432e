using Microsoft.Net.Http.Headers;

namespace Intake.Web.Site.Privacy;

/// <summary>The headers of every answer, errors included (promise 29).</summary>
public static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string PermissionsPolicy =
        "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), serial=(), hid=(), "
        + "bluetooth=(), midi=(), accelerometer=(), gyroscope=(), magnetometer=(), browsing-topics=()";

    private static readonly string[] Revealing = ["blazor-enhanced-nav", "Server", "X-Powered-By", "ETag", "Last-Modified"];

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(static state => Write((IHeaderDictionary)state), http.Response.Headers);
        return next(http);
    });

    private static Task Write(IHeaderDictionary headers)
    {
        headers[HeaderNames.ContentSecurityPolicy] = ContentSecurityPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        headers[HeaderNames.XContentTypeOptions] = "nosniff";

        // Not no-referrer: browsers then send "Origin: null" with our own forms, and the origin check would refuse them.
        // A page whose address is a secret says strict-origin itself.
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers["Permissions-Policy"] = PermissionsPolicy;
        if (!headers.ContainsKey(HeaderNames.CacheControl) || headers.ContainsKey(HeaderNames.SetCookie))
        {
            headers[HeaderNames.CacheControl] = "no-store";
        }

        foreach (var name in Revealing)
        {
            headers.Remove(name);
        }

        return Task.CompletedTask;
    }
}
