using Intake.Web.Office.Operations;
using Intake.Web.Office.Settings;
using Intake.Web.Office.SignIn;

namespace Intake.Web.Office;

/// <summary>The back office's table of contents.</summary>
public static class OfficePages
{
    public static void MapOfficePages(this IEndpointRouteBuilder app)
    {
        app.MapSignIn();
        app.MapInvitation();
        app.MapRecovery();
        app.MapProfile();
        app.MapPeople();
        app.MapAccounts();
        app.MapOperations();
        app.MapAccess();
        app.MapCasePages();
    }
}
