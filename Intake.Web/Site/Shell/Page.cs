using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Site.Shell;

/// <summary>Makes a Razor component the answer to a request.</summary>
public static class Page
{
    /// <summary>
    /// The page with its parameters (an anonymous object) and status; rendered whole before its first byte leaves, so that
    /// an error while drawing still becomes an error page. Not of its own type: the generator of endpoints cannot see what is
    /// made of Razor files.
    /// </summary>
    public static IResult Of<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };
}
