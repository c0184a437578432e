using Intake.Core.Cases;
using Intake.Core.Cases.Statements;
using Intake.Web.Office.Cases;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Exports;

/// <summary>An administrator takes a case's statements out, as a package that proves itself or as a table.</summary>
public static class ExportPages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Format", 16);

    public static void MapExport(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/export", ShowAsync).ForAdministrators();
        pages.MapPost("/export", ExportAsync).ForAdministrators();
    }

    private static Task<IResult> ShowAsync(Guid id, OfficeSession session, CaseDesk desk, CancellationToken cancel) =>
        PageAsync(id, session, desk, FormErrors.None, cancel);

    private static async Task<IResult> ExportAsync(
        Guid id, HttpContext http, OfficeSession session, CaseDesk desk, ExportDesk exports, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var format = form.Text("Format");
        if (format is not ("json" or "csv")) return await PageAsync(id, session, desk, new FormErrors().Add("Format", text["Export.Format.Missing"]), cancel);
        if (await desk.ReadAsync(id, session.Staff, cancel) is not { } view) return TypedResults.NotFound();
        if (!ExportPage.HasStatement(view)) return await PageAsync(id, session, desk, new FormErrors().Add("Format", text["Export.None"]), cancel);
        if (format == "csv") return TypedResults.File(await exports.CsvAsync([id], session.Staff, cancel), "text/csv; charset=utf-8", text["Export.FileName"] + ".csv");
        return await exports.JsonAsync(id, session.Staff, cancel) is { } package
            ? TypedResults.File(package, "application/json", text["Export.FileName"] + ".json")
            : TypedResults.NotFound();
    }

    private static async Task<IResult> PageAsync(Guid id, OfficeSession session, CaseDesk desk, FormErrors errors, CancellationToken cancel) =>
        await desk.ReadAsync(id, session.Staff, cancel) is { } view
            ? Page.Of<ExportPage>(new { View = view, Errors = errors }, errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            : TypedResults.NotFound();
}
