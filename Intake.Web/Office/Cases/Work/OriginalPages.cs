using Intake.Core.Cases.Work;
using Intake.Core.Reports;
using Intake.Web.Office.Door;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Work;

/// <summary>Originals that a reporter wanted kept as evidence: each is downloaded from a page that says what it may reveal.</summary>
public static class OriginalPages
{
    public static void MapOriginals(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/original/{file:guid}", AskAsync).ForReaders();
        pages.MapPost("/original/{file:guid}", SendAsync).ForReaders();
    }

    private static async Task<IResult> AskAsync([AsParameters] CaseVisit visit, Guid file, CaseFiles files) =>
        await files.HasOriginalAsync(visit.Id, visit.Staff, file, visit.Cancel)
            ? Page.Of<OriginalPage>(new { ReportId = visit.Id, File = file, Reference = CaseReference.Of(visit.Id) })
            : TypedResults.NotFound();

    private static async Task<IResult> SendAsync([AsParameters] CaseVisit visit, Guid file, HttpContext http, CaseFiles files) =>
        await FileDownload.SendAsync(
            http, await files.OpenOriginalAsync(visit.Id, visit.Staff, file, visit.Cancel), visit.Text["CaseFile.FileName"]);
}
