using Intake.Core.Cases;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>A unit's work on a case: notes, the plan's steps, severity.</summary>
public static class ReferralPages
{
    private static readonly FormShape Stepping = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Step", 32).Text("Text", CaseForms.TextBytes);
    private static readonly FormShape Assessing = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Severity", 32).Text("Text", CaseForms.TextBytes);

    public static void MapReferral(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase().MapGroup("/referral/{referral:guid}");
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapPost("/note", NoteAsync).ForCaseHandlers().Takes(CaseForms.OneText);
        pages.MapPost("/step", StepAsync).ForCaseHandlers().Takes(Stepping);
        pages.MapPost("/assess", AssessAsync).ForCaseHandlers().Takes(Assessing);
        foreach (var page in new[] { "/note", "/step", "/assess" })
            pages.MapGet(page, (Guid id, Guid referral, PageAddress here) => new SeeOther(here.Referral(id, referral))).ForCaseHandlers();
        pages.MapGet("/file/{file:guid}", FileAsync).ForCaseHandlers();
        pages.MapHandOver();
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? done) =>
        PageAsync(visit, referral, FormErrors.None, CaseNotices.Of(done));

    private static Task<IResult> NoteAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form) =>
        WriteAsync(
            visit, referral, form, "note", CaseNotice.Noted,
            _ => visit.Desk.NoteAsync(visit.Id, referral, visit.Staff, form.Text("Text"), visit.Cancel));

    private static Task<IResult> StepAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form) =>
        WriteAsync(visit, referral, form, "step", CaseNotice.Stepped, async errors =>
        {
            if (Enum.TryParse<HandlingStep>(form.Text("Step"), out var step) && Enum.IsDefined(step))
                return await visit.Desk.StepAsync(visit.Id, referral, visit.Staff, step, form.Text("Text"), visit.Cancel);
            errors.Add("step-Step", visit.Text["Referral.Step.Missing"]);
            return CaseResult.ChoiceUnknown;
        });

    private static Task<IResult> AssessAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form) =>
        WriteAsync(visit, referral, form, "assess", CaseNotice.Assessed, async errors =>
        {
            if (Enum.TryParse<Severity>(form.Text("Severity"), out var severity) && Enum.IsDefined(severity))
                return await visit.Desk.AssessAsync(visit.Id, referral, visit.Staff, severity, form.Text("Text"), visit.Cancel);
            errors.Add("assess-Severity", visit.Text["Referral.Severity.Missing"]);
            return CaseResult.ChoiceUnknown;
        });

    private static async Task<IResult> WriteAsync(
        CaseVisit visit, Guid referral, PostedForm form, string name, CaseNotice done, Func<FormErrors, Task<CaseResult>> write)
    {
        var errors = form.Faults(name + "-");
        var answer = errors.Any ? CaseResult.ChoiceUnknown : await write(errors);
        if (errors.Any) return await AgainAsync();
        return await visit.ThenAsync(answer, visit.Here.ReferralAfter(visit.Id, referral, done), errors, name + "-Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, errors, CaseNotice.None, new TypedWork(name, form.Read));
    }

    private static async Task<IResult> PageAsync(
        CaseVisit visit, Guid referralId, FormErrors errors, CaseNotice notice, TypedWork? typed = null)
    {
        var view = await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        return view?.Referrals.FirstOrDefault(one => one.Id == referralId) is not { } referral
            ? TypedResults.NotFound()
            : Page.Of<ReferralPage>(
                new { View = view, Referral = referral, Notice = notice, Typed = typed, Errors = errors }, CaseVisit.StatusOf(errors));
    }

    private static async Task<IResult> FileAsync(
        [AsParameters] CaseVisit visit, Guid referral, Guid file, HttpContext http, CaseFiles files) =>
        await FileDownload.SendAsync(
            http, await files.FindAsync(visit.Id, visit.Staff, CompartmentKind.WorkFile, referral, file, visit.Cancel),
            visit.Text["CaseFile.FileName"]);
}

/// <summary>What was typed into one of a referral's forms and not taken.</summary>
public sealed record TypedWork(string Name, ReadForm Form)
{
    /// <summary>The field's text when that form is the one, else null.</summary>
    public string? Text(string form, string field = "Text") => form == Name ? Form.Text(field) : null;
}
