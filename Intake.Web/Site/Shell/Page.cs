using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Site.Shell;

/// <summary>Makes a Razor component the answer to a request.</summary>
public static class Page
{
    /// <summary>
    /// The page with its parameters (an anonymous object) and status; rendered whole before its first byte leaves, so that
    /// an error while drawing still becomes an error page.
    /// </summary>
    public static RazorComponentResult<TPage> Of<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };
}
