using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Deadlines;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Closing;

/// <summary>An administrator closes a case.</summary>
public static class ClosingPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes).Text("Outcome", 32).Text("Text", CaseForms.TextBytes);

    public static void MapClosing(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/close", ShowAsync).ForAdministrators();
        pages.MapPost("/close", CloseAsync).ForAdministrators();
    }

    private static async Task<IResult> ShowAsync(Guid id, OfficeSession session, CaseDesk desk, CancellationToken cancel) =>
        await desk.ReadAsync(id, session.Staff, cancel) is { } view ? Page.Of<ClosingPage>(new { View = view }) : TypedResults.NotFound();

    private static async Task<IResult> CloseAsync(
        Guid id, HttpContext http, OfficeSession session, CaseDesk desk, ClosingDesk closing, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var errors = CaseForms.Faults(form, text);
        if (!Enum.TryParse<Outcome>(form.Text("Outcome"), out var outcome) || !ClosingPage.Outcomes.Contains(outcome)) errors.Add("Outcome", text["Closing.Outcome.Missing"]);
        if (errors.Any) return await AgainAsync();
        var answer = await closing.CloseAsync(id, session.Staff, outcome, form.Text("Text"), cancel);
        return await CaseForms.ThenAsync(answer, here.CaseAfter(id, CaseNotice.Closed), errors, answer == CaseAnswer.TextTooLong ? "Text" : "Outcome", text, AgainAsync);

        async Task<IResult> AgainAsync() => await desk.ReadAsync(id, session.Staff, cancel) is { } view
            ? Page.Of<ClosingPage>(new { View = view, Form = form, Errors = errors }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();
    }
}
