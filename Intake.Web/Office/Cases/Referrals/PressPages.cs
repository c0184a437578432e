using Intake.Core.Cases;
using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Work;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>Whether the press may take a case up.</summary>
internal static class PressPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Risk", 8).Many("Tell", 8, 32).Text("Text", CaseForms.TextBytes).WithDraft();

    public static void MapPress(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/press", ShowAsync).ForCaseHandlers();
        pages.MapPost("/press", SayAsync).ForCaseHandlers().Takes(Shape);
    }

    private static async Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? done, WorkDraftDesk drafts) =>
        await drafts.ReadAsync(visit.Id, referral, visit.Staff, WorkForm.Press, visit.Cancel) is { } saved
            ? await PageAsync(visit, referral, new(WorkDraftForm.Again(Shape, saved.Own), FormErrors.None, CaseNotices.Of(done), saved))
            : TypedResults.NotFound();

    private static async Task<IResult> SayAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDesk work, WorkDraftDesk drafts)
    {
        var errors = form.Faults();
        if (WorkDraftForm.IsSaving(form) && !errors.Any)
        {
            var saved = await drafts.SaveAsync(
                visit.Id, referral, visit.Staff, WorkForm.Press, WorkDraftForm.Fields(form.Read), visit.Cancel);
            return await visit.ThenAsync(
                saved, visit.Here.Referral(visit.Id, referral, "press?done=draftsaved"), errors, "Text", AgainAsync);
        }

        bool? risk = form.Text("Risk") switch { "yes" => true, "no" => false, _ => null };
        var (note, tell) = (form.Text("Text"), form.Values("Tell"));
        foreach (var (field, fault) in PressRisk.Check(risk, note, tell))
        {
            errors.Add(field == nameof(PressRiskContent.Note) ? "Text" : field,
                visit.Text.Known($"Press.Fault.{field}.{fault}") ?? fault.In(visit.Text));
        }

        if (errors.Any) return await AgainAsync();
        var answer = await work.PressAsync(visit.Id, referral, visit.Staff, risk, note, tell, visit.Cancel);
        return await visit.ThenAsync(
            answer, visit.Here.Referral(visit.Id, referral, "press?done=marksaved"), errors, "Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, new(form.Read, errors, CaseNotice.None, null));
    }

    private static Task<IResult> PageAsync(CaseVisit visit, Guid referralId, PressTyped typed) =>
        ReferralPages.WorkPageAsync<PressPage>(visit, referralId, typed.Errors, (view, referral) => new
        {
            View = view, Referral = referral, typed.Form, typed.Errors, typed.Notice, typed.Drafts,
        });

    private sealed record PressTyped(ReadForm? Form, FormErrors Errors, CaseNotice Notice, WorkDraftsView? Drafts);
}
