using System.Globalization;
using Intake.Core.Cases;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Drafts;

/// <summary>Goes on with a colleague's draft in the place of one's own.</summary>
internal static class DraftPages
{
    private static readonly FormShape Shape = FormShape.Within(4096).Text("Form", 32).Text("Number", 16);

    public static void MapDrafts(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/draft", (Guid id, PageAddress here) => new SeeOther(here.Case(id))).ForReaders();
        pages.MapPost("/draft", TakeOverAsync).ForReaders().Takes(Shape);
        var referral = pages.MapGroup("/referral/{referral:guid}");
        referral.MapGet("/draft", (Guid id, Guid referral, PageAddress here) => new SeeOther(here.Referral(id, referral)))
            .ForCaseHandlers();
        referral.MapPost("/draft", TakeOverOfReferralAsync).ForCaseHandlers().Takes(Shape);
    }

    private static async Task<IResult> TakeOverAsync([AsParameters] CaseVisit visit, PostedForm form, CaseDraftDesk desk) =>
        Read(form) is not var (which, number) ? TypedResults.NotFound()
            : Answer(visit, await desk.TakeOverAsync(visit.Id, visit.Staff, which, number, visit.Cancel), which, null);

    private static async Task<IResult> TakeOverOfReferralAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDraftDesk desk) =>
        Read(form) is not var (which, number) ? TypedResults.NotFound()
            : Answer(visit, await desk.TakeOverAsync(visit.Id, referral, visit.Staff, which, number, visit.Cancel), which, referral);

    private static (WorkForm Form, int Number)? Read(PostedForm form) => form.Read.Choice<WorkForm>("Form") is { } which
        && int.TryParse(form.Text("Number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (which, number) : null;

    /// <summary>The form with the draft in it; where the case went on meanwhile, the form as it stands, which says so itself.</summary>
    private static IResult Answer(CaseVisit visit, CaseResult answer, WorkForm form, Guid? referral) =>
        answer is CaseResult.Done or CaseResult.NotNow ? new SeeOther(visit.Here.Draft(visit.Id, form, referral)) : TypedResults.NotFound();
}
