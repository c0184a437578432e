namespace Intake.Web.Site.Shell;

/// <summary>303: what was sent is done, and the browser shows another page with a plain GET.</summary>
/// <param name="Address">On this site, such as <c>/da/office</c>.</param>
public sealed record SeeOther(string Address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Address;
        return Task.CompletedTask;
    }
}
