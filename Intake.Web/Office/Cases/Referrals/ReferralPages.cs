using Intake.Core.Cases;
using Intake.Core.Cases.Work;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Components;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>A unit's work on a case: the path through it, notes, the plan's steps.</summary>
public static class ReferralPages
{
    private static readonly FormShape Noting = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Text", CaseForms.TextBytes).Text(WorkDraftForm.Button, 16);
    private static readonly FormShape Stepping = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Step", 32).Text("Text", CaseForms.TextBytes);

    public static void MapReferral(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase().MapGroup("/referral/{referral:guid}");
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapPost("/note", NoteAsync).ForCaseHandlers().Takes(Noting);
        pages.MapPost("/step", StepAsync).ForCaseHandlers().Takes(Stepping);
        foreach (var page in new[] { "/note", "/step" })
            pages.MapGet(page, (Guid id, Guid referral, PageAddress here) => new SeeOther(here.Referral(id, referral))).ForCaseHandlers();
        pages.MapGet("/file/{file:guid}", FileAsync).ForCaseHandlers();
        pages.MapHandOver();
        pages.MapAssess();
        pages.MapPlan();
        pages.MapAct();
        pages.MapCrime();
        pages.MapPress();
        pages.MapWindow();
        pages.MapAftercare();
    }

    private static async Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? done, WorkDraftDesk drafts) =>
        await PageAsync(visit, referral, FormErrors.None, CaseNotices.Of(done), null,
            await drafts.ReadAsync(visit.Id, referral, visit.Staff, WorkForm.Note, visit.Cancel));

    private static Task<IResult> NoteAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDraftDesk drafts) =>
        form.Text(WorkDraftForm.Button) == WorkDraftForm.Save
            ? WriteAsync(visit, referral, form, "note", CaseNotice.DraftSaved,
                _ => drafts.SaveAsync(visit.Id, referral, visit.Staff, WorkForm.Note, WorkDraftForm.Fields(form.Read), visit.Cancel))
            : WriteAsync(visit, referral, form, "note", CaseNotice.Noted,
                _ => visit.Desk.NoteAsync(visit.Id, referral, visit.Staff, form.Text("Text"), visit.Cancel));

    private static Task<IResult> StepAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form) =>
        WriteAsync(visit, referral, form, "step", CaseNotice.Stepped, async errors =>
        {
            if (Enum.TryParse<HandlingStep>(form.Text("Step"), out var step) && Enum.IsDefined(step))
                return await visit.Desk.StepAsync(visit.Id, referral, visit.Staff, step, form.Text("Text"), visit.Cancel);
            errors.Add("step-Step", visit.Text["Referral.Step.Missing"]);
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
        CaseVisit visit, Guid referralId, FormErrors errors, CaseNotice notice, TypedWork? typed = null, WorkDraftsView? drafts = null)
    {
        var view = await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        return view?.Referrals.FirstOrDefault(one => one.Id == referralId) is not { } referral
            ? TypedResults.NotFound()
            : Page.Of<ReferralPage>(
                new { View = view, Referral = referral, Notice = notice, Typed = typed, Drafts = drafts, Errors = errors },
                CaseVisit.StatusOf(errors));
    }

    /// <summary>A page of a handler's work: 404 for a person without a key of the WorkFile.</summary>
    internal static async Task<IResult> WorkPageAsync<TPage>(
        CaseVisit visit, Guid referralId, FormErrors errors, Func<CaseView, ReferralView, object> with) where TPage : IComponent
    {
        var view = await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        return view?.Referrals.FirstOrDefault(one => one.Id == referralId) is { WorkFile: not null } referral
            ? Page.Of<TPage>(with(view, referral), CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
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
