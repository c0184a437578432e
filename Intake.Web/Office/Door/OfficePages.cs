using Intake.Web.Office.Access;
using Intake.Web.Office.Accountability;
using Intake.Web.Office.Accounts;
using Intake.Web.Office.Cases;
using Intake.Web.Office.Clocks;
using Intake.Web.Office.Operations;
using Intake.Web.Office.People;
using Intake.Web.Office.Retention;
using Intake.Web.Office.Roots;
using Intake.Web.Office.SignIn;

namespace Intake.Web.Office.Door;

/// <summary>Maps all pages of the back office.</summary>
public static class OfficePages
{
    public static void MapOfficePages(this IEndpointRouteBuilder app)
    {
        app.MapSignIn();
        app.MapInvitation();
        app.MapRecovery();
        app.MapProfile();
        app.MapMailChoice();
        app.MapSchemes();
        app.MapPeople();
        app.MapLeave();
        app.MapAccounts();
        app.MapOperations();
        app.MapAccess();
        app.MapAttestation();
        app.MapRoots();
        app.MapAccountability();
        app.MapRetention();
        app.MapClocks();
        app.MapCasePages();
    }
}
