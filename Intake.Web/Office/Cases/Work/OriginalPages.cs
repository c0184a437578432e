using Intake.Core.Cases.Work;
using Intake.Core.Reports;
using Intake.Web.Office.Door;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Work;

/// <summary>Originals that a reporter wanted kept as evidence: each is asked for on a page that says what it may tell.</summary>
public static class OriginalPages
{
    public static void MapOriginals(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/original/{file:guid}", AskAsync).ForReaders();
        pages.MapPost("/original/{file:guid}", SendAsync).ForReaders();
    }

    private static async Task<IResult> AskAsync(Guid id, Guid file, OfficeSession session, CaseFiles files, CancellationToken cancel) =>
        await files.HasOriginalAsync(id, session.Staff, file, cancel)
            ? Page.Of<OriginalPage>(new { ReportId = id, File = file, Reference = CaseReference.Of(id) })
            : TypedResults.NotFound();

    private static async Task<IResult> SendAsync(
        Guid id, Guid file, HttpContext http, OfficeSession session, CaseFiles files, Text text, CancellationToken cancel)
    {
        using var found = await files.OpenOriginalAsync(id, session.Staff, file, cancel);
        return await CaseDownload.SendAsync(http, found, text, cancel);
    }
}
