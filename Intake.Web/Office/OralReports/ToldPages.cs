using Intake.Core.Submission;
using Intake.Web.Office.Cases;
using Intake.Web.Office.Door;
using Intake.Web.Office.SignIn;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.OralReports;

/// <summary>
/// A report that came by telephone, at a meeting or by letter: written down, read back, received, and its key handed over
/// once to whoever told it.
/// </summary>
public static class ToldPages
{
    public static void MapTold(this IEndpointRouteBuilder app)
    {
        var pages = app.MapOffice().MapGroup("/told").GivesTextsBack();
        pages.MapGet("", () => Page.Of<ToldPage>()).ForAdministrators();
        pages.MapPost("", ReceiveAsync).ForAdministrators();
    }

    private static async Task<IResult> ReceiveAsync(HttpContext http, OfficeSession session, OralReportDesk desk, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, OralReportForm.Shape(session.Scheme), cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var told = OralReportForm.Of(form);
        var errors = told.Check(CaseForms.Faults(form, text), session.Scheme, text);
        if (!errors.Any)
        {
            var result = await desk.ReceiveAsync(session.Scheme, session.Staff, told["ToldBy"], told.ToReport(), told.Named, cancel);
            if (result is ReceiveResult.Received received)
            {
                using var key = received.Key;
                return Page.Of<ToldReceiptPage>(new { Key = key.ToPageText(), received.Dates });
            }

            var (field, why) = result switch
            {
                ReceiveResult.NotOpen => ("Named", "Told.NotOpen"),
                ReceiveResult.Concerned => ("Named", "Told.Concerned"),
                _ => ("Description", "Told.Again"),
            };
            errors.Add(field, text[why]);
        }

        return Page.Of<ToldPage>(new { Typed = told, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }
}
