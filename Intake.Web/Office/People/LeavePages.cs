using Intake.Core.Notices;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.People;

/// <summary>An administrator sets a colleague's leave.</summary>
public static class LeavePages
{
    private static readonly FormShape Shape = FormShape.Within(8 * 1024).Date("AwayUntil").Text("Substitute", 64);

    public static void MapLeave(this IEndpointRouteBuilder app)
    {
        var people = app.MapOffice().MapGroup("/people/{id:guid}/leave");
        people.MapGet("", ShowAsync).ForCertifiers();
        people.MapPost("", SetAsync).ForCertifiers().Takes(Shape);
    }

    private static async Task<IResult> ShowAsync([AsParameters] OfficeVisit visit, Guid id, LeaveDesk desk) =>
        await desk.OfAsync(visit.Session.By, id, visit.Cancel) is { } leave
            ? Page.Of<LeavePage>(new { Leave = leave }) : TypedResults.NotFound();

    private static async Task<IResult> SetAsync([AsParameters] OfficeVisit visit, Guid id, PostedForm form, LeaveDesk desk)
    {
        if (await desk.OfAsync(visit.Session.By, id, visit.Cancel) is not { } leave) return TypedResults.NotFound();
        var errors = form.Faults();
        var until = form.Read.Date("AwayUntil", out var wrong);
        if (wrong) errors.Add("AwayUntil", form.Read.FaultOfDate("AwayUntil", visit.Text, "Profile.AwayUntil.Wrong"));
        // What is no id is nobody's, and refused as one that is not offered.
        Guid? substitute = form.Text("Substitute") is not { Length: > 0 } typed
            ? null : Guid.TryParse(typed, out var known) ? known : Guid.Empty;
        if (!errors.Any)
        {
            switch (await desk.SetAsync(visit.Session.By, id, until, substitute, visit.Cancel))
            {
                case null: return visit.To("people?notice=leaveset");
                case MailChoiceRefusal.BadDay: errors.Add("AwayUntil", visit.Text["Profile.AwayUntil.Wrong"]); break;
                default: errors.Add("Substitute", visit.Text["Profile.Substitute.Wrong"]); break;
            }
        }

        var typedLeave = leave with { Choice = leave.Choice with { AwayUntil = until, SubstituteId = substitute } };
        return Page.Of<LeavePage>(
            new { Leave = typedLeave, Form = form.Read, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }
}
