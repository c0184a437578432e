using Intake.Core.Submission;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Site.Pages;

/// <summary>Pages that stand without a scheme or a database.</summary>
public static class PublicPages
{
    private static readonly FormShape Leaving = FormShape.Within(1024).Text(LeaveFields.Mark, 16);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public static void MapPublicPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => TypedResults.Redirect("/da/"));
        app.MapGet("/was", () => TypedResults.Redirect("/da/accessibility")); // Where Danish law has people look for the statement.
        var pages = app.InEachLanguage();
        pages.MapGet("/privacy", () => Page.Of<PrivacyPage>());
        pages.MapGet("/accessibility", () => Page.Of<AccessibilityPage>());
        pages.MapGet("/leave", Leave);
        pages.MapPost("/leave", LeaveAsync).Takes(Leaving);
    }

    /// <summary>Live: the process runs. Ready: databases, program and files answer and belong together.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("ok"));
        app.MapGet("/health/ready", async (HttpContext http) =>
            http.RequestServices.GetService<InstallationGate>() is { } gate && await gate.IsReadyAsync(http.RequestAborted)
                ? Results.Text("ready")
                : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));
    }

    /// <summary>Ends requests that come before it is known that all belongs together, where it does not.</summary>
    public static void UseInstallationGate(this WebApplication app)
    {
        if (app.Services.GetService<InstallationGate>() is not { } gate) return;
        app.Use(async (http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) || await gate.LetsInAsync(http))
            {
                await next(http);
                return;
            }

            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        });
    }

    /// <summary>As above from a page that shows a key: it is not shown again, whatever the browser posts.</summary>
    private static async Task<IResult> LeaveAsync(HttpContext http, PostedForm form)
    {
        try
        {
            if (form.Text(LeaveFields.Mark) is { Length: > 0 } mark)
                await http.RequestServices.GetRequiredService<ReceiptRepeats>().EndAsync(mark).WaitAsync(LongestWait);
        }
        catch (TimeoutException)
        {
            return Leave(http); // Known in this process already; a database that is away keeps nobody here.
        }

        return Leave(http);
    }

    /// <summary>Forgets this browser: cookies, cache and storage. A link from another site shows the page and clears nothing.</summary>
    private static IResult Leave(HttpContext http)
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
