using Intake.Core.Cases.Statements;
using Intake.Web.Office.Cases;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Exports;

/// <summary>An administrator takes a case's statements out, as a package that can be verified or as a table.</summary>
public static class ExportPages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Format", 16);

    public static void MapExport(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/export", ShowAsync).ForAdministrators();
        pages.MapPost("/export", ExportAsync).ForAdministrators().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit) => PageAsync(visit, FormErrors.None);

    private static async Task<IResult> ExportAsync([AsParameters] CaseVisit visit, PostedForm form, ExportDesk exports)
    {
        var format = form.Text("Format");
        if (format is not ("json" or "csv"))
        {
            return await PageAsync(visit, new FormErrors().Add("Format", visit.Text["Export.Format.Missing"]));
        }

        if (await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is not { } view) return TypedResults.NotFound();
        if (!ExportPage.HasStatement(view)) return await PageAsync(visit, new FormErrors().Add("Format", visit.Text["Export.None"]));
        var name = visit.Text["Export.FileName"];
        if (format == "csv")
        {
            return TypedResults.File(
                await exports.CsvAsync([visit.Id], visit.Staff, visit.Cancel), "text/csv; charset=utf-8", name + ".csv");
        }

        return await exports.JsonAsync(visit.Id, visit.Staff, visit.Cancel) is { } package
            ? TypedResults.File(package, "application/json", name + ".json")
            : TypedResults.NotFound();
    }

    private static Task<IResult> PageAsync(CaseVisit visit, FormErrors errors) =>
        visit.ShowAsync<ExportPage>(errors, view => new { View = view, Errors = errors });
}
