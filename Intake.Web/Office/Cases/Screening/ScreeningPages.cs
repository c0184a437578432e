using Intake.Core.Cases;
using Intake.Core.Cases.Screening;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Screening;

/// <summary>An administrator decides whether a report is inside the scheme's purpose.</summary>
public static class ScreeningPages
{
    public static void MapScreening(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/screening", ShowAsync).ForAdministrators();
        pages.MapPost("/screening", DecideAsync).ForAdministrators();
    }

    private static async Task<IResult> ShowAsync(Guid id, string? ground, OfficeSession session, CaseDesk desk, CancellationToken cancel) =>
        await desk.ReadAsync(id, session.Staff, cancel) is { } view
            ? Page.Of<ScreeningPage>(new { View = view, Typed = ScreeningForm.Suggested(session.Scheme, ground, view.Report?.Language) })
            : TypedResults.NotFound();

    private static async Task<IResult> DecideAsync(
        Guid id, HttpContext http, OfficeSession session, CaseDesk desk, ScreeningDesk screening, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, ScreeningForm.Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var typed = ScreeningForm.Of(form);
        var errors = typed.Check(CaseForms.Faults(form, text), session.Scheme, text);
        if (errors.Any) return await AgainAsync();
        var answer = await screening.DecideAsync(id, session.Staff, typed.Decision, cancel);
        var next = here.CaseAfter(id, typed.Decision is ScreeningDecision.Inside ? CaseNotice.Inside : CaseNotice.Outside);
        return await CaseForms.ThenAsync(answer, next, errors, answer == CaseAnswer.TextTooLong ? typed.TextField : "Scope", text, AgainAsync);

        async Task<IResult> AgainAsync() => await desk.ReadAsync(id, session.Staff, cancel) is { } view
            ? Page.Of<ScreeningPage>(new { View = view, Typed = typed, Sent = true, Errors = errors }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();
    }
}
