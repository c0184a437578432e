using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Holds;

/// <summary>Two administrators keep a case from being deleted, or lift that.</summary>
public static class HoldPages
{
    // Of both forms: a proposal that comes second comes back as an answer to the first, with what was typed.
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Agree", 8).Text("Text", CaseForms.TextBytes);

    public static void MapHold(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/hold", ShowAsync).ForAdministrators();
        pages.MapPost("/hold", ProposeAsync).ForAdministrators().Takes(Shape);
        pages.MapPost("/hold/answer", AnswerAsync).ForAdministrators().Takes(Shape);
        pages.MapGet("/hold/answer", (Guid id, PageAddress here) => new SeeOther(here.Case(id, "hold"))).ForAdministrators();
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit) => PageAsync(visit, null, FormErrors.None);

    private static async Task<IResult> ProposeAsync([AsParameters] CaseVisit visit, PostedForm form, HoldDesk holds)
    {
        var errors = form.Faults();
        if (errors.Any) return await PageAsync(visit, form.Read, errors);
        var answer = await holds.ProposeAsync(visit.Id, visit.Staff, form.Text("Text"), visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.HoldAsked), errors, "Text",
            () => PageAsync(visit, form.Read, errors));
    }

    private static async Task<IResult> AnswerAsync([AsParameters] CaseVisit visit, PostedForm form, HoldDesk holds)
    {
        var errors = form.Faults();
        if (form.Text("Agree") is not ("yes" or "no")) errors.Add("Agree", visit.Text["Hold.Agree.Missing"]);
        if (errors.Any) return await PageAsync(visit, form.Read, errors);
        var answer = await holds.AnswerAsync(visit.Id, visit.Staff, form.Text("Agree") == "yes", form.Text("Text"), visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.HoldAnswered), errors,
            answer == CaseResult.OwnProposal ? "Agree" : "Text", () => PageAsync(visit, form.Read, errors));
    }

    private static Task<IResult> PageAsync(CaseVisit visit, ReadForm? form, FormErrors errors) =>
        visit.ShowAsync<HoldPage>(errors, view => new { View = view, Form = form, Errors = errors });
}
