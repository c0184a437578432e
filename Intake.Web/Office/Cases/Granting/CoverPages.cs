using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Granting;

/// <summary>An administrator takes another into a case; people who have it are cleared of being the one it names.</summary>
public static class CoverPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes).Text("Administrator", 64).WithGrantFields();

    private static readonly FormShape Telling =
        FormShape.Within(CaseForms.MostTextBytes).Many("Person", 200).Text("Reason", CaseForms.TextBytes);

    public static void MapCover(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/cover", ShowAsync).ForAdministrators();
        pages.MapPost("/cover", AddAsync).ForAdministrators().Takes(Shape);
        pages.MapGet("/named", ShowNamedAsync).ForReaders();
        pages.MapPost("/named", TellApartAsync).ForReaders().Takes(Telling);
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

    private static Task<IResult> ShowNamedAsync([AsParameters] CaseVisit visit) =>
        visit.ShowAsync<NamedPage>(FormErrors.None, view => new { View = view });

    private static async Task<IResult> TellApartAsync([AsParameters] CaseVisit visit, PostedForm form, CoverDesk desk)
    {
        var errors = form.Faults();
        if (errors.Any) return await AgainAsync();
        var persons = form.Values("Person").Select(value => Guid.TryParse(value, out var person) ? person : Guid.Empty).ToList();
        var answer = await desk.TellApartAsync(visit.Id, visit.Staff, persons, form.Text("Reason"), visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.ToldApart), errors,
            answer is CaseResult.TextMissing or CaseResult.TextTooLong ? "Reason" : "Person", AgainAsync);

        Task<IResult> AgainAsync() => visit.ShowAsync<NamedPage>(errors, view => new
        {
            View = view, Chosen = form.Values("Person"), Reason = form.Text("Reason"), Errors = errors,
        });
    }
}
