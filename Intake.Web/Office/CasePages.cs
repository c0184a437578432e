using Intake.Web.Office.CaseFile;
using Intake.Web.Office.Exports;
using Intake.Web.Office.Inbox;
using Intake.Web.Office.Screening;
using Intake.Web.Office.Statements;
using Intake.Web.Office.Telling;

namespace Intake.Web.Office;

/// <summary>The pages on which cases are handled, in the order in which a case meets them.</summary>
public static class CasePages
{
    public static void MapCasePages(this IEndpointRouteBuilder app)
    {
        app.MapInbox();
        app.MapGate();
        app.MapCaseFile();
        app.MapOriginals();
        app.MapTalk();
        app.MapTold();
        app.MapScreening();
        app.MapRefer();
        app.MapReferral();
        app.MapStatements();
        app.MapClosing();
        app.MapExport();
    }
}
