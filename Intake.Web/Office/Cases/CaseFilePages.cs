using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Marks;
using Intake.Core.Cases.Work;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Conflict;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases;

/// <summary>The case file: reading it, asking the reporter, giving feedback, opening files.</summary>
public static class CaseFilePages
{
    public static void MapCaseFile(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapPost("/question", AskAsync).ForReaders().Takes(CaseForms.Questions);
        pages.MapPost("/feedback", FeedbackAsync).ForReaders().Takes(CaseForms.OneText);
        pages.MapGet("/question", BackToCase).ForReaders();
        pages.MapGet("/feedback", BackToCase).ForReaders();
        pages.MapGet("/file/{file:guid}", FileAsync).ForReaders();
    }

    private static SeeOther BackToCase(Guid id, PageAddress here) => new(here.Case(id));

    private static async Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? done, GateDesk gate, CaseMarks marks)
    {
        if (await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { } view)
        {
            await marks.SeenAsync(visit.Id, visit.Staff, view.Thread, visit.Cancel);
            return Page.Of<CaseFilePage>(new { View = view, Notice = CaseNotices.Of(done) });
        }

        return await GatePages.ShowAsync(visit, gate, FormErrors.None) ?? await GatePages.GoneAsync(visit, gate);
    }

    private static Task<IResult> AskAsync([AsParameters] CaseVisit visit, PostedForm form) =>
        WriteAsync(visit, form, new TypedText("question", form.Text("Text")) { More = form.Values("More") }, CaseNotice.Asked,
            typed => visit.Desk.AskAsync(visit.Id, visit.Staff, [typed.Text, .. typed.More], visit.Cancel));

    private static Task<IResult> FeedbackAsync([AsParameters] CaseVisit visit, PostedForm form) =>
        WriteAsync(visit, form, new TypedText("feedback", form.Text("Text")), CaseNotice.Feedback,
            typed => visit.Desk.FeedbackAsync(visit.Id, visit.Staff, typed.Text, visit.Cancel));

    private static async Task<IResult> WriteAsync(
        CaseVisit visit, PostedForm form, TypedText typed, CaseNotice done, Func<TypedText, Task<CaseResult>> write)
    {
        var errors = form.Faults(typed.Form + "-");
        if (errors.Any) return await AgainAsync();
        return await visit.ThenAsync(await write(typed), visit.Here.CaseAfter(visit.Id, done), errors, typed.Form + "-Text", AgainAsync);

        Task<IResult> AgainAsync() => visit.ShowAsync<CaseFilePage>(errors, view => new { View = view, Typed = typed, Errors = errors });
    }

    private static async Task<IResult> FileAsync([AsParameters] CaseVisit visit, Guid file, HttpContext http, CaseFiles files) =>
        await FileDownload.SendAsync(
            http, await files.FindAsync(visit.Id, visit.Staff, CompartmentKind.Dialogue, null, file, visit.Cancel),
            visit.Text["CaseFile.FileName"]);
}

/// <summary>A text that was not taken, and the form it stands in.</summary>
public sealed record TypedText(string Form, string Text)
{
    /// <summary>The questions after the first.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>The text when it is that form's, else null.</summary>
    public string? For(string form) => form == Form ? Text : null;
}
