using Intake.Core.Cases;
using Intake.Core.Cases.Screening;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Screening;

/// <summary>An administrator decides whether a report is inside the scheme's purpose.</summary>
public static class ScreeningPages
{
    public static void MapScreening(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/screening", ShowAsync).ForAdministrators();
        pages.MapPost("/screening", DecideAsync).ForAdministrators().Takes(ScreeningForm.Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? ground) => visit.ShowAsync<ScreeningPage>(
        FormErrors.None, view => new { View = view, Typed = ScreeningForm.Suggested(visit.Session.Scheme, ground, view.Report?.Language) });

    private static async Task<IResult> DecideAsync([AsParameters] CaseVisit visit, PostedForm form, ScreeningDesk screening)
    {
        var typed = ScreeningForm.Of(form.Read);
        var errors = typed.Check(form.Faults(), visit.Session.Scheme, visit.Text);
        if (errors.Any) return await AgainAsync();
        var answer = await screening.DecideAsync(visit.Id, visit.Staff, typed.Decision, visit.Cancel);
        var next = visit.Here.CaseAfter(visit.Id, typed.Decision is ScreeningDecision.Inside ? CaseNotice.Inside : CaseNotice.Outside);
        return await visit.ThenAsync(answer, next, errors, answer == CaseResult.TextTooLong ? typed.TextField : "Scope", AgainAsync);

        Task<IResult> AgainAsync() =>
            visit.ShowAsync<ScreeningPage>(errors, view => new { View = view, Typed = typed, Sent = true, Errors = errors });
    }
}
