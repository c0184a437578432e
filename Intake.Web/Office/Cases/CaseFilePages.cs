using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Work;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Conflict;
using Intake.Web.Office.Cases.Work;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases;

/// <summary>The case file: reading it, asking the reporter, giving feedback, opening files.</summary>
public static class CaseFilePages
{
    public static void MapCaseFile(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapPost("/question", AskAsync).ForReaders();
        pages.MapPost("/feedback", FeedbackAsync).ForReaders();
        pages.MapGet("/question", BackToCase).ForReaders();
        pages.MapGet("/feedback", BackToCase).ForReaders();
        pages.MapGet("/file/{file:guid}", (Guid id, Guid file, HttpContext http, OfficeSession session, CaseFiles files, Text text, CancellationToken cancel) =>
            CaseDownload.SendAsync(http, session, files, text, (id, CompartmentKind.Dialogue, null, file), cancel)).ForReaders();
    }

    private static SeeOther BackToCase(Guid id, PageAddress here) => new(here.Case(id));

    private static async Task<IResult> ShowAsync(
        Guid id, string? done, OfficeSession session, CaseDesk desk, GateDesk gate, CancellationToken cancel)
    {
        if (await desk.ReadAsync(id, session.Staff, cancel) is { } view) return Page.Of<CaseFilePage>(new { View = view, Notice = CaseNotices.Of(done) });
        return await GatePages.ShowAsync(id, session, gate, FormErrors.None, cancel) ?? await GatePages.GoneAsync(id, session, gate, cancel);
    }

    private static Task<IResult> AskAsync(
        Guid id, HttpContext http, OfficeSession session, CaseDesk desk, PageAddress here, Text text, CancellationToken cancel) =>
        WriteAsync(id, http, session, desk, text, ("question", CaseForms.Questions), here.CaseAfter(id, CaseNotice.Asked),
            typed => desk.AskAsync(id, session.Staff, [typed.Text, .. typed.More], cancel), cancel);

    private static Task<IResult> FeedbackAsync(
        Guid id, HttpContext http, OfficeSession session, CaseDesk desk, PageAddress here, Text text, CancellationToken cancel) =>
        WriteAsync(id, http, session, desk, text, ("feedback", CaseForms.OneText), here.CaseAfter(id, CaseNotice.Feedback),
            typed => desk.FeedbackAsync(id, session.Staff, typed.Text, cancel), cancel);

    private static async Task<IResult> WriteAsync(Guid id, HttpContext http, OfficeSession session, CaseDesk desk, Text text,
        (string Name, FormShape Shape) which, string next, Func<TypedText, Task<CaseAnswer>> write, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, which.Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var typed = new TypedText(which.Name, form.Text("Text"))
        {
            More = which.Shape == CaseForms.Questions ? form.Values("More") : [],
        };
        var errors = CaseForms.Faults(form, text, which.Name + "-");
        if (errors.Any) return await AgainAsync();
        return await CaseForms.ThenAsync(await write(typed), next, errors, which.Name + "-Text", text, AgainAsync);

        async Task<IResult> AgainAsync() => await desk.ReadAsync(id, session.Staff, cancel) is { } view
            ? Page.Of<CaseFilePage>(new { View = view, Typed = typed, Errors = errors }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();
    }
}

/// <summary>A text that was not taken, and the form it stands in.</summary>
public sealed record TypedText(string Form, string Text)
{
    /// <summary>The questions after the first.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>The text when it is that form's, else null.</summary>
    public string? For(string form) => form == Form ? Text : null;
}
