using Intake.Core.Cases.Granting;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Granting;

/// <summary>An administrator takes another into a case.</summary>
public static class CoverPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes).Text("Administrator", 64).WithGrantFields();

    public static void MapCover(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/cover", ShowAsync).ForAdministrators();
        pages.MapPost("/cover", AddAsync).ForAdministrators().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, CoverDesk desk, GrantCheck check) =>
        PageAsync(visit, desk, check, "", GrantForm.Empty, FormErrors.None);

    private static async Task<IResult> AddAsync([AsParameters] CaseVisit visit, PostedForm form, CoverDesk desk, GrantCheck check)
    {
        var (errors, chosen, typed) = (form.Faults(), form.Text("Administrator"), GrantForm.Of(form));
        if (!Guid.TryParse(chosen, out var person)) errors.Add("Administrator", visit.Text["Refer.Cover.Missing"]);
        if (errors.Any) return await AgainAsync();
        var answer = await desk.AddAsync(visit.Id, visit.Staff, person, typed.Answers, visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.Covered), errors,
            GrantForm.FieldOf(answer) ?? "Administrator", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, desk, check, chosen, typed, errors);
    }

    private static async Task<IResult> PageAsync(
        CaseVisit visit, CoverDesk desk, GrantCheck check, string chosen, GrantForm typed, FormErrors errors)
    {
        if (await desk.CandidatesAsync(visit.Id, visit.Staff, visit.Cancel) is not { } candidates
            || await check.TextsAsync(visit.Id, visit.Staff, visit.Cancel) is not { } texts)
        {
            return TypedResults.NotFound();
        }

        typed.AddFaults(errors, candidates.Where(one => chosen == one.PersonId.ToString()), visit.Text);
        return Page.Of<CoverPage>(new
        {
            ReportId = visit.Id, Candidates = candidates, Texts = texts, Chosen = chosen, Typed = typed, Errors = errors,
        }, CaseVisit.StatusOf(errors));
    }
}
