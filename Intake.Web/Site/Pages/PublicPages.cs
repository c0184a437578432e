using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Site.Pages;

/// <summary>Pages that stand without a scheme or a database.</summary>
public static class PublicPages
{
    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => TypedResults.Redirect("/da/"));
        app.MapGet("/was", () => TypedResults.Redirect("/da/accessibility")); // Where Danish law has people look for the statement.
        var pages = app.InEachLanguage();
        pages.MapGet("/privacy", () => Page.Of<PrivacyPage>());
        pages.MapGet("/accessibility", () => Page.Of<AccessibilityPage>());
        pages.MapMethods("/leave", [HttpMethods.Get, HttpMethods.Post], Leave);
    }

    public static void MapHealth(this IEndpointRouteBuilder app) =>
        app.MapGet("/health/live", () => TypedResults.Text("ok"));

    /// <summary>Forgets this browser: cookies, cache and storage. A link from another site shows the page and clears nothing.</summary>
    private static RazorComponentResult<LeavePage> Leave(HttpContext http)
    {
        if (http.Request.Headers["Sec-Fetch-Site"] != "cross-site")
        {
            http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"cookies\", \"storage\"";
            foreach (var name in http.Request.Cookies.Keys)
            {
                // Said twice, since some browsers clear site data on https alone.
                http.Response.Cookies.Append(name, "", new CookieOptions
                {
                    Expires = DateTimeOffset.UnixEpoch,
                    MaxAge = TimeSpan.Zero,
                    Secure = true,
                    HttpOnly = true,
                    SameSite = SameSiteMode.Strict,
                    Path = "/",
                });
            }
        }

        return Page.Of<LeavePage>();
    }
}
