using System.Globalization;
using Intake.Core.Accountability.Figures;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Accountability;

/// <summary>Administrators read accountability reports and the cases behind each figure, ask for new ones and take them out.</summary>
public static class AccountabilityPages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Period", 16).WithScheme();

    public static void MapAccountability(this IEndpointRouteBuilder app)
    {
        var pages = app.MapOffice().MapGroup("/accountability");
        pages.MapGet("", ListAsync).ForAdministrators();
        pages.MapPost("", MakeAsync).ForAdministrators().Takes(Shape);
        pages.MapGet("/{id:guid}", ShowAsync).ForAdministrators();
        pages.MapGet("/{id:guid}/cases", CasesAsync).ForAdministrators();
        pages.MapGet("/{id:guid}/csv", CsvAsync).ForAdministrators();
        pages.MapGet("/{id:guid}/xlsx", XlsxAsync).ForAdministrators();
        pages.MapGet("/{id:guid}/pdf", PdfAsync).ForAdministrators();
    }

    private static Task<IResult> ListAsync(string? page, [AsParameters] OfficeVisit visit, AccountabilityDesk desk) =>
        ShowListAsync(visit, desk, int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, 1, 100_000) : 1, FormErrors.None);

    private static async Task<IResult> ShowListAsync(OfficeVisit visit, AccountabilityDesk desk, int number, FormErrors errors) =>
        await desk.ListAsync(visit.Session.By, number - 1, visit.Cancel) is { } list
            ? Page.Of<AccountabilityListPage>(new { list.Reports, list.More, Number = number, Errors = errors },
                errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            : TypedResults.NotFound();

    private static async Task<IResult> MakeAsync([AsParameters] OfficeVisit visit, PostedForm form, AccountabilityDesk desk)
    {
        var errors = new FormErrors().CheckScheme(form, "Period", visit);
        if (errors.Any) return await ShowListAsync(visit, desk, 1, errors);
        if (!Enum.TryParse<AskedPeriod>(form.Text("Period"), out var asked) || !Enum.IsDefined(asked))
            return await ShowListAsync(visit, desk, 1, errors.Add("Period", visit.Text["Accountability.Period.Missing"]));
        return await desk.MakeAsync(visit.Session.By, asked, visit.Cancel) switch
        {
            null => TypedResults.NotFound(),
            { } id when id == Guid.Empty => visit.To("accountability"),
            { } id => visit.To($"accountability/{id}"),
        };
    }

    private static async Task<IResult> ShowAsync(
        Guid id, string? notice, [AsParameters] OfficeVisit visit, AccountabilityDesk desk, AccountabilityPdf pdf)
    {
        if (await desk.ReadAsync(visit.Session.By, id, visit.Cancel) is not { } opened) return TypedResults.NotFound();
        if (opened.Document is not { } document) return Page.Of<AccountabilityBrokenPage>(new { Opened = opened });
        var sheet = new AccountabilitySheet(document, visit.Text, leaves: false, await HeldAsync(document, visit, desk))
        {
            Follow = FollowLines.Of(opened, visit.Text, leaves: false),
        };
        return Page.Of<AccountabilityPage>(
            new { Opened = opened, Document = document, Sheet = sheet, CanPrint = pdf.IsThere, NoPdf = notice == "no-pdf" });
    }

    private static async Task<IResult> CasesAsync(
        Guid id, [AsParameters] FigureAddress asked, [AsParameters] OfficeVisit visit, AccountabilityDesk desk)
    {
        if (await SheetAsync(id, visit, desk, leaves: false) is not { } found
            || found.Sheet.Find(asked.Figure, asked.Unit) is not { } figure)
        {
            return TypedResults.NotFound();
        }

        return Page.Of<AccountabilityCasesPage>(new { Id = id, found.Sheet, Figure = figure.Column, figure.Row, figure.Facts });
    }

    private static async Task<IResult> CsvAsync(Guid id, [AsParameters] OfficeVisit visit, AccountabilityDesk desk) =>
        await SheetAsync(id, visit, desk, leaves: true) is { } found
            ? TypedResults.File(
                AccountabilityFiles.Csv(found.Sheet, found.Document, SchemeOf(visit), visit.Text), "text/csv; charset=utf-8",
                Name(visit, found.Document, "csv"))
            : TypedResults.NotFound();

    private static async Task<IResult> XlsxAsync(Guid id, [AsParameters] OfficeVisit visit, AccountabilityDesk desk) =>
        await SheetAsync(id, visit, desk, leaves: true) is { } found
            ? TypedResults.File(
                await AccountabilityFiles.XlsxAsync(found.Sheet, found.Document, SchemeOf(visit), visit.Text, visit.Cancel),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Name(visit, found.Document, "xlsx"))
            : TypedResults.NotFound();

    private static async Task<IResult> PdfAsync(Guid id, [AsParameters] OfficeVisit visit, AccountabilityDesk desk, AccountabilityPdf pdf)
    {
        if (await desk.ReadAsync(visit.Session.By, id, visit.Cancel) is not { Document: { } document } opened)
            return TypedResults.NotFound();
        var printed = await pdf.PrintAsync(opened, document, await HeldAsync(document, visit, desk), visit.Cancel);
        return printed is null
            ? visit.To($"accountability/{id}?notice=no-pdf")
            : TypedResults.File(printed, "application/pdf", Name(visit, document, "pdf"));
    }

    private static async Task<(AccountabilitySheet Sheet, AccountabilityDocument Document)?> SheetAsync(
        Guid id, OfficeVisit visit, AccountabilityDesk desk, bool leaves) =>
        await desk.ReadAsync(visit.Session.By, id, visit.Cancel) is { Document: { } document } opened
            ? (new AccountabilitySheet(document, visit.Text, leaves, await HeldAsync(document, visit, desk))
            {
                Follow = FollowLines.Of(opened, visit.Text, leaves),
            }, document)
            : null;

    private static Task<IReadOnlySet<Guid>> HeldAsync(AccountabilityDocument document, OfficeVisit visit, AccountabilityDesk desk) =>
        desk.HeldAsync(visit.Session.By, document.Facts.Select(fact => fact.ReportId), visit.Cancel);

    private static string SchemeOf(OfficeVisit visit) => visit.Session.Scheme.Title.In(visit.Text.Language);

    private static string Name(OfficeVisit visit, AccountabilityDocument document, string ending) => string.Create(
        CultureInfo.InvariantCulture,
        $"{visit.Text["Accountability.FileName"]}-{document.From:yyyy-MM-dd}-{document.To:yyyy-MM-dd}.{ending}");
}

/// <summary>A figure, as its link names it.</summary>
internal sealed record FigureAddress
{
    public string? Figure { get; init; }

    public Guid? Unit { get; init; }
}
