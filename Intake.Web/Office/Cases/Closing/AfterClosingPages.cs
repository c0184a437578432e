using Intake.Core.Cases.Closing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Closing;

/// <summary>After closing: the question how it has gone since, and opening the case again. Both are for all who hold the case.</summary>
public static class AfterClosingPages
{
    public static void MapAfterClosing(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/look-after", LookAsync).ForReaders();
        pages.MapPost("/look-after", CheckInAsync).ForReaders().Takes(CaseForms.OneText);
        pages.MapGet("/reopen", AskAsync).ForReaders();
        pages.MapPost("/reopen", ReopenAsync).ForReaders().Takes(CaseForms.OneText);
    }

    private static Task<IResult> LookAsync([AsParameters] CaseVisit visit) =>
        visit.ShowAsync<LookAfterPage>(FormErrors.None, view => new { View = view });

    private static async Task<IResult> CheckInAsync([AsParameters] CaseVisit visit, PostedForm form, AfterClosingDesk desk)
    {
        var errors = form.Faults();
        if (errors.Any) return await AgainAsync();
        var answer = await desk.CheckInAsync(visit.Id, visit.Staff, form.Text("Text"), visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.CheckedIn), errors, "Text", AgainAsync);

        Task<IResult> AgainAsync() => visit.ShowAsync<LookAfterPage>(
            errors, view => new { View = view, Form = form.Read, Errors = errors });
    }

    private static Task<IResult> AskAsync([AsParameters] CaseVisit visit) =>
        visit.ShowAsync<ReopenPage>(FormErrors.None, view => new { View = view });

    private static async Task<IResult> ReopenAsync([AsParameters] CaseVisit visit, PostedForm form, AfterClosingDesk desk)
    {
        var errors = form.Faults();
        if (errors.Any) return await AgainAsync();
        var answer = await desk.ReopenAsync(visit.Id, visit.Staff, form.Text("Text"), visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.Reopened), errors, "Text", AgainAsync);

        Task<IResult> AgainAsync() => visit.ShowAsync<ReopenPage>(
            errors, view => new { View = view, Form = form.Read, Errors = errors });
    }
}
