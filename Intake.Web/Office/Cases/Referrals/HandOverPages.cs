using Intake.Core.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>A handler takes a colleague into a referral.</summary>
internal static class HandOverPages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Colleague", 64);

    public static void MapHandOver(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/hand-over", ShowAsync).ForCaseHandlers();
        pages.MapPost("/hand-over", HandOverAsync).ForCaseHandlers().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, ReferralDesk desk) =>
        PageAsync(visit, referral, desk, "", FormErrors.None);

    private static async Task<IResult> HandOverAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form, ReferralDesk desk)
    {
        var errors = form.Faults();
        var chosen = form.Text("Colleague");
        if (!Guid.TryParse(chosen, out var colleague)) errors.Add("Colleague", visit.Text["Referral.HandOver.Missing"]);
        if (errors.Any) return await AgainAsync();
        var answer = await desk.HandOverAsync(visit.Id, referral, visit.Staff, colleague, visit.Cancel);
        return await visit.ThenAsync(
            answer, visit.Here.ReferralAfter(visit.Id, referral, CaseNotice.HandedOver), errors, "Colleague", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, desk, chosen, errors);
    }

    private static async Task<IResult> PageAsync(CaseVisit visit, Guid referral, ReferralDesk desk, string chosen, FormErrors errors) =>
        await desk.ColleaguesAsync(visit.Id, referral, visit.Staff, visit.Cancel) is { } colleagues
            ? Page.Of<HandOverPage>(
                new { ReportId = visit.Id, ReferralId = referral, Colleagues = colleagues, Chosen = chosen, Errors = errors },
                CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
}
