using Intake.Core.Cases;
using Intake.Core.Cases.Assessing;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>How grave a case is: what it is judged by, a suggestion, and what the handler chooses.</summary>
internal static class AssessPages
{
    /// <summary>The button that shows what the policy suggests and saves nothing.</summary>
    public const string Suggest = "suggest";

    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Gravity", 32).Text("Duration", 32).Text("Frequency", 32).Many("Aggravating", 16, 32).Many("Care", 16, 32)
        .Text("Stopped", 32).Text("Format", 32).Text("Severity", 32).Text("Text", CaseForms.TextBytes)
        .Text("Departure", CaseForms.TextBytes).Text("Shown", 32).Text(WorkDraftForm.Button, 16);

    public static void MapAssess(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/assess", ShowAsync).ForCaseHandlers();
        pages.MapPost("/assess", AssessAsync).ForCaseHandlers().Takes(Shape);
    }

    private static async Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? done, WorkDraftDesk drafts)
    {
        if (await drafts.ReadAsync(visit.Id, referral, visit.Staff, WorkForm.Assessment, visit.Cancel) is not { } saved)
            return TypedResults.NotFound();
        return await PageAsync(visit, referral, new AssessTyped(
            WorkDraftForm.Again(Shape, saved.Own), null, FormErrors.None, CaseNotices.Of(done), saved));
    }

    private static async Task<IResult> AssessAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, AssessDesk desk, WorkDraftDesk drafts)
    {
        var errors = form.Faults();
        var typed = Read(form.Read);
        var suggested = PriorityPolicy.Of(typed.Facts);
        if (errors.Any) return await AgainAsync();
        switch (form.Text(WorkDraftForm.Button))
        {
            case WorkDraftForm.Save:
                var saved = await drafts.SaveAsync(
                    visit.Id, referral, visit.Staff, WorkForm.Assessment, WorkDraftForm.Fields(form.Read), visit.Cancel);
                return await visit.ThenAsync(saved, After(CaseNotice.DraftSaved), errors, "Text", AgainAsync);
            case Suggest:
                return await AgainAsync();
        }

        // Seen before it is confirmed: what was saved without looking comes back with the suggestion, and nothing is stored.
        if (suggested is not null && form.Text("Shown") != suggested.Severity.ToString()) return await AgainAsync();

        foreach (var (field, fault) in typed.Check())
        {
            errors.Add(field == nameof(Assessment.Rationale) ? "Text" : field,
                field == nameof(Assessment.Severity) ? visit.Text["Referral.Severity.Missing"]
                : field == nameof(Assessment.Departure) ? visit.Text["Assess.Departure.Missing"] : fault.In(visit.Text));
        }

        if (errors.Any) return await AgainAsync();
        var answer = await desk.AssessAsync(visit.Id, referral, visit.Staff, typed, visit.Cancel);
        return await visit.ThenAsync(answer, After(CaseNotice.Assessed), errors, "Text", AgainAsync);

        string After(CaseNotice notice) => visit.Here.Referral(visit.Id, referral, $"assess?done={notice.ToString().ToLowerInvariant()}");
        Task<IResult> AgainAsync() =>
            PageAsync(visit, referral, new AssessTyped(form.Read, suggested, errors, CaseNotice.None, null));
    }

    private static Task<IResult> PageAsync(CaseVisit visit, Guid referralId, AssessTyped typed) =>
        ReferralPages.WorkPageAsync<AssessPage>(visit, referralId, typed.Errors, (view, referral) => new
        {
            View = view, Referral = referral, Typed = typed.Form, typed.Suggested, typed.Errors, typed.Notice, typed.Drafts,
        });

    private static Assessment Read(ReadForm form) => new()
    {
        Facts = new AssessmentFacts
        {
            Gravity = form.Choice<Gravity>("Gravity"),
            Duration = form.Choice<Duration>("Duration"),
            Frequency = form.Choice<Frequency>("Frequency"),
            Aggravating = form.Choices<Aggravating>("Aggravating"),
            Care = form.Choices<CareGroup>("Care"),
            Stopped = form.Choice<Stopped>("Stopped"),
        },
        Format = form.Choice<ExaminationFormat>("Format"),
        Severity = form.Choice<Severity>("Severity"),
        Rationale = form.Text("Text"),
        Departure = form.Text("Departure"),
    };

    private sealed record AssessTyped(
        ReadForm? Form, SuggestedPriority? Suggested, FormErrors Errors, CaseNotice Notice, WorkDraftsView? Drafts);
}
