using Intake.Core.Cases.Granting;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Granting;

/// <summary>Who has access to a case; and an administrator ends that of one handler, after a page that says what comes of it.</summary>
public static class EndAccessPages
{
    private static readonly FormShape Ending = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Shown", 128).Text("Text", CaseForms.TextBytes);

    public static void MapEndAccess(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/access", ShowAsync).ForAdministrators();
        pages.MapGet("/access/{person:guid}", CheckAsync).ForAdministrators();
        pages.MapPost("/access/{person:guid}", EndAsync).ForAdministrators().Takes(Ending);
    }

    private static async Task<IResult> ShowAsync([AsParameters] CaseVisit visit, EndAccessDesk desk) =>
        await desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { } people
            ? await visit.ShowAsync<HoldersPage>(FormErrors.None, view => new { View = view, People = people }) : TypedResults.NotFound();

    private static Task<IResult> CheckAsync([AsParameters] CaseVisit visit, Guid person, EndAccessDesk desk) =>
        PageAsync(visit, person, desk, "", FormErrors.None);

    private static async Task<IResult> EndAsync([AsParameters] CaseVisit visit, Guid person, PostedForm form, EndAccessDesk desk)
    {
        var (errors, reason) = (form.Faults(), form.Text("Text"));
        if (errors.Any) return await AgainAsync();
        var answer = await desk.EndAsync(visit.Id, visit.Staff, person, form.Text("Shown"), reason, visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.AccessEnded), errors, "Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, person, desk, reason, errors);
    }

    private static async Task<IResult> PageAsync(CaseVisit visit, Guid person, EndAccessDesk desk, string typed, FormErrors errors) =>
        (await desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel))?.FirstOrDefault(one => one.PersonId == person) is { } end
            ? Page.Of<EndAccessPage>(new { ReportId = visit.Id, End = end, Typed = typed, Errors = errors }, CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
}
