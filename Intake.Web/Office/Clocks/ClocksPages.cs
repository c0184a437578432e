using Intake.Web.Office.Door;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Clocks;

/// <summary>What the worker does by itself in one's scheme: deadlines, who hears of them, mails, reports and deletion. Read only.</summary>
public static class ClocksPages
{
    public static void MapClocks(this IEndpointRouteBuilder app) =>
        app.MapOffice().MapGet("/clocks", (OfficeSession session) => Page.Of<ClocksPage>(new { session.Scheme })).ForMembers();
}
