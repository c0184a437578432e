using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Accounts;

/// <summary>The language of one's own mails, and one's leave.</summary>
public static class MailChoicePages
{
    private static readonly FormShape Shape = FormShape.Within(8 * 1024).Text("MailLanguage", 8).Date("AwayUntil").Text("Substitute", 64);

    public static void MapMailChoice(this IEndpointRouteBuilder app)
    {
        var office = app.MapOffice();
        office.MapGet("/mails", async (OfficeSession session, MailChoiceDesk desk, CancellationToken cancel) =>
            Page.Of<MailChoicePage>(new
            {
                Choice = await desk.OfAsync(session.By, cancel), Colleagues = await desk.ColleaguesAsync(session.By, cancel),
            })).ForEveryone();
        office.MapPost("/mails", ChooseAsync).ForEveryone().Takes(Shape);
    }

    private static async Task<IResult> ChooseAsync([AsParameters] OfficeVisit visit, PostedForm form, MailChoiceDesk desk)
    {
        var errors = form.Faults();
        var until = form.Read.Date("AwayUntil", out var wrong);
        if (wrong) errors.Add("AwayUntil", form.Read.FaultOfDate("AwayUntil", visit.Text, "Profile.AwayUntil.Wrong"));
        var unknown = form.Text("Substitute") is { Length: > 0 } typed && !Guid.TryParse(typed, out _);
        Guid? substitute = Guid.TryParse(form.Text("Substitute"), out var id) ? id : null;
        var choice = new MailChoice(form.Text("MailLanguage"), until, substitute);
        if (!errors.Any && !unknown)
        {
            switch (await desk.ChooseAsync(visit.Session.By, choice, visit.Cancel))
            {
                case null: return visit.To("profile?notice=mails");
                case MailChoiceRefusal.UnknownLanguage: errors.Add("MailLanguage", visit.Text["Profile.MailLanguage.Missing"]); break;
                case MailChoiceRefusal.BadDay: errors.Add("AwayUntil", visit.Text["Profile.AwayUntil.Wrong"]); break;
                default: unknown = true; break;
            }
        }

        if (unknown) errors.Add("Substitute", visit.Text["Profile.Substitute.Wrong"]);
        return Page.Of<MailChoicePage>(new
        {
            Choice = choice, Colleagues = await desk.ColleaguesAsync(visit.Session.By, visit.Cancel), Form = form.Read, Errors = errors,
        }, StatusCodes.Status422UnprocessableEntity);
    }
}
