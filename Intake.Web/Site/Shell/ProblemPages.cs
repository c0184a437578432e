using Intake.Web.Site.Privacy;

namespace Intake.Web.Site.Shell;

/// <summary>Gives every answer of 400 and above without a body a plain page in the layout, and every exception one too.</summary>
public static class ProblemPages
{
    public static void UseProblemPages(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Intake.Web.Problems");
        app.Use((http, next) => HandleAsync(http, next, log));
    }

    private static async Task HandleAsync(HttpContext http, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // The client has gone, and a log line would record a visit.
        }
        catch (Exception failure)
        {
            var status = Failures.StatusOf(failure);
            if (status >= StatusCodes.Status500InternalServerError)
            {
                log.LogError(failure, "A request failed and was answered {Status}", status);
            }

            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }

            http.Response.Clear();
            http.Response.StatusCode = status;
        }

        if (NeedsPage(http))
        {
            await DrawAsync(http);
        }
    }

    private static bool NeedsPage(HttpContext http) =>
        http.Response.StatusCode >= StatusCodes.Status400BadRequest
        && !http.Response.HasStarted
        && http.Response.ContentType is null
        && http.Response.ContentLength is null;

    private static Task DrawAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers.RetryAfter = "60";
        }

        var sent = !HttpMethods.IsGet(http.Request.Method);
        return Page.Of<ProblemPage>(new { Status = status, Sent = sent }, status).ExecuteAsync(http);
    }
}
