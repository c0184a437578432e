using Intake.Core.Accountability;
using Intake.Web.Office.Door;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Retention;

/// <summary>Administrators see what will be deleted when, and fetch the certificates of what is gone.</summary>
public static class RetentionPages
{
    public static void MapRetention(this IEndpointRouteBuilder app)
    {
        var pages = app.MapOffice().MapGroup("/retention");
        pages.MapGet("", ShowAsync).ForAdministrators();
        pages.MapGet("/{id:guid}", DownloadAsync).ForAdministrators();
    }

    private static async Task<IResult> ShowAsync(OfficeSession session, RetentionDesk desk, CancellationToken cancel) =>
        Page.Of<RetentionPage>(new { View = await desk.ListAsync(session.Staff, cancel) });

    private static async Task<IResult> DownloadAsync(Guid id, OfficeSession session, RetentionDesk desk, CancellationToken cancel) =>
        await desk.FileAsync(session.Staff, id, cancel) is { } file
            ? TypedResults.File(file, "application/json", "destruction.json")
            : TypedResults.NotFound();
}
