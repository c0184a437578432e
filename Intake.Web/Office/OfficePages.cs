using Intake.Web.Office.SignIn;

namespace Intake.Web.Office;

/// <summary>The back office's table of contents.</summary>
public static class OfficePages
{
    public static void MapOfficePages(this IEndpointRouteBuilder app)
    {
        app.MapSignIn();
    }
}
