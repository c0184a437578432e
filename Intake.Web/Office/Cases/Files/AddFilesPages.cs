using Intake.Core.Cases.Work;
using Intake.Core.Schemes;
using Intake.Web.Office.Cases.Workplace;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Http.Features;

namespace Intake.Web.Office.Cases.Files;

/// <summary>Staff add files to a case: a letter that came with an oral report, notes of an interview, a contract.</summary>
public static class AddFilesPages
{
    /// <summary>What all fields but the files may hold.</summary>
    private const int TextBytes = 8 * 1024;

    public static void MapAddFiles(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/files/add", ([AsParameters] CaseVisit visit) => PageAsync(visit, null, FormErrors.None)).ForReaders();
        pages.MapPost("/files/add", AddAsync).ForReaders();
    }

    private static FormShape Shape(Scheme scheme) => FormShape.Within(TextBytes)
        .Text(FilesOnTheWay.Where, 64).Text(FilesOnTheWay.AsItIs, 8)
        .Files(FilesOnTheWay.Field, scheme.Limits.FilesPerPost, FileBytes(scheme));

    private static long FileBytes(Scheme scheme) => scheme.Limits.FileMegabytes * 1024L * 1024;

    private static async Task<IResult> AddAsync([AsParameters] CaseVisit visit, PostedForm form, CaseUploads uploads, HttpContext http)
    {
        var scheme = visit.Session.Scheme;
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize =
            (scheme.Limits.FilesPerPost + 1) * FileBytes(scheme) + (2 * TextBytes);
        if (await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is null) return TypedResults.NotFound();
        using var files = new FilesOnTheWay(visit, uploads, FileBytes(scheme), scheme.Limits.FilesPerPost);
        var reading = await form.ReadAsync(http, Shape(scheme), files.ReceiveAsync);
        if (!reading.TryGet(out var read)) return reading.Refused;
        var errors = form.Faults();
        files.Check(read, errors);
        if (errors.Any) return await PageAsync(visit, read, errors);
        return await visit.ThenAsync(await files.FinishAsync(visit.Cancel),
            visit.Here.CaseAfter(visit.Id, CaseNotice.FilesAdded, CaseTab.Files), errors, FilesOnTheWay.Field,
            () => PageAsync(visit, read, errors));
    }

    /// <summary>404 also for a person who could add none: the page says what it does, and must be able to do it.</summary>
    private static async Task<IResult> PageAsync(CaseVisit visit, ReadForm? form, FormErrors errors) =>
        await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { May.AddFile: true } view
            ? Page.Of<AddFilesPage>(new { View = view, Form = form, Errors = errors }, CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
}
