using Intake.Web.Office.Cases.Charge;
using Intake.Web.Office.Cases.Closing;
using Intake.Web.Office.Cases.Conflict;
using Intake.Web.Office.Cases.Dates;
using Intake.Web.Office.Cases.Drafts;
using Intake.Web.Office.Cases.Files;
using Intake.Web.Office.Cases.Granting;
using Intake.Web.Office.Cases.Holds;
using Intake.Web.Office.Cases.Labels;
using Intake.Web.Office.Cases.Links;
using Intake.Web.Office.Cases.Orientations;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Cases.Screening;
using Intake.Web.Office.Cases.Statements;
using Intake.Web.Office.Cases.Talks;
using Intake.Web.Office.Cases.UnitMessages;
using Intake.Web.Office.Cases.Work;
using Intake.Web.Office.Exports;
using Intake.Web.Office.Inbox;
using Intake.Web.Office.OralReports;

namespace Intake.Web.Office.Cases;

/// <summary>The pages on which cases are handled, in the order in which a case meets them.</summary>
public static class CasePages
{
    public static void MapCasePages(this IEndpointRouteBuilder app)
    {
        app.MapInbox();
        app.MapGate();
        app.MapGateNames();
        app.MapCaseFile();
        app.MapSecondReader();
        app.MapOriginals();
        app.MapLabel();
        app.MapTalk();
        app.MapTold();
        app.MapScreening();
        app.MapLinks();
        app.MapRefer();
        app.MapCover();
        app.MapApart();
        app.MapEndAccess();
        app.MapReferral();
        app.MapCharge();
        app.MapDrafts();
        app.MapStatements();
        app.MapUnitMessages();
        app.MapOrientation();
        app.MapDates();
        app.MapHold();
        app.MapAddFiles();
        app.MapClosing();
        app.MapAfterClosing();
        app.MapExport();
    }
}
