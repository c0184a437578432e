using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Deadlines;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Closing;

/// <summary>An administrator closes a case.</summary>
public static class ClosingPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Outcome", 32).Text("Text", CaseForms.TextBytes);

    public static void MapClosing(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/close", ShowAsync).ForAdministrators();
        pages.MapPost("/close", CloseAsync).ForAdministrators().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit) =>
        visit.ShowAsync<ClosingPage>(FormErrors.None, view => new { View = view });

    private static async Task<IResult> CloseAsync([AsParameters] CaseVisit visit, PostedForm form, ClosingDesk closing)
    {
        var errors = form.Faults();
        if (!Enum.TryParse<Outcome>(form.Text("Outcome"), out var outcome) || !ClosingPage.Outcomes.Contains(outcome))
        {
            errors.Add("Outcome", visit.Text["Closing.Outcome.Missing"]);
        }

        if (errors.Any) return await AgainAsync();
        var answer = await closing.CloseAsync(visit.Id, visit.Staff, outcome, form.Text("Text"), visit.Cancel);
        return await visit.ThenAsync(
            answer, visit.Here.CaseAfter(visit.Id, CaseNotice.Closed),
            errors, answer == CaseResult.TextTooLong ? "Text" : "Outcome", AgainAsync);

        Task<IResult> AgainAsync() => visit.ShowAsync<ClosingPage>(errors, view => new { View = view, Form = form.Read, Errors = errors });
    }
}
