using Intake.Core.Submission;
using Intake.Web.Office.Door;
using Intake.Web.Office.SignIn;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.OralReports;

/// <summary>
/// A report that came by telephone, at a meeting or by letter: written down, read back, received, and its key handed over
/// once to the person who reported.
/// </summary>
public static class OralReportPages
{
    public static void MapTold(this IEndpointRouteBuilder app)
    {
        var pages = app.MapOffice().MapGroup("/told").GivesTextsBack();
        pages.MapGet("", () => Page.Of<OralReportPage>()).ForAdministrators();
        pages.MapPost("", ReceiveAsync).ForAdministrators()
            .Takes(http => OralReportForm.Shape(http.RequestServices.GetRequiredService<OfficeSession>().Scheme));
    }

    private static async Task<IResult> ReceiveAsync([AsParameters] OfficeVisit visit, PostedForm form, OralReportDesk desk)
    {
        var (session, text) = (visit.Session, visit.Text);
        var told = OralReportForm.Of(form.Read);
        var errors = told.Check(form.Faults().CheckScheme(form, "ToldBy", visit), session.Scheme, desk, text);
        var perhaps = errors.Any ? [] : await desk.PerhapsAsync(session.Scheme, session.Staff, told.ToReport(), told.Named, visit.Cancel);
        if (perhaps.Any(person => !told.NotThis.Contains(person.PersonId.ToString()))) errors.Add("NotThis", text["Told.Perhaps.Missing"]);
        if (!errors.Any)
        {
            var result = await desk.ReceiveAsync(
                session.Scheme, session.Staff, told["ToldBy"], told.ToReport(), told.Named, told.ArrivedOn, visit.Cancel);
            if (result is ReceiveResult.Received received)
            {
                using var key = received.Key;
                return Page.Of<OralReportReceiptPage>(new { Key = key.ToPageText(), received.Dates, Report = received.ReportId });
            }

            var (field, why) = result switch
            {
                ReceiveResult.NotOpen => ("Named", "Told.NotOpen"),
                ReceiveResult.Concerned => ("Named", "Told.Concerned"),
                _ => ("Description", "Told.Again"),
            };
            errors.Add(field, text[why]);
        }

        return Page.Of<OralReportPage>(new { Typed = told, Perhaps = perhaps, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }
}
