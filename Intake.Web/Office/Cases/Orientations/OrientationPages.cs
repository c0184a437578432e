using Intake.Core.Cases;
using Intake.Core.Notices;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Orientations;

/// <summary>The scheme's office is notified that there is a serious or widespread case; the page shows the mail as it goes out.</summary>
public static class OrientationPages
{
    private static readonly FormShape Notifying = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Again", 8).Text("Text", CaseForms.TextBytes);

    public static void MapOrientation(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase().MapGroup("/referral/{referral:guid}/orientation");
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapPost("", NotifyAsync).ForReaders().Takes(Notifying);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, OrientationDesk desk) =>
        PageAsync(visit, referral, desk, null, FormErrors.None);

    private static async Task<IResult> NotifyAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, OrientationDesk desk)
    {
        var errors = form.Faults();
        if (errors.Any) return await AgainAsync();
        var answer = await desk.OrientAsync(
            visit.Id, referral, visit.Staff, form.Text("Text"), form.Text("Again") == "yes", visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.ReferralAfter(visit.Id, referral, CaseNotice.Notified), errors,
            answer == CaseResult.NotifiedBefore ? "Again" : "Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, desk, form.Read, errors);
    }

    private static async Task<IResult> PageAsync(
        CaseVisit visit, Guid referralId, OrientationDesk desk, ReadForm? form, FormErrors errors)
    {
        var view = visit.Session.Scheme.Orientation is null ? null : await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        if (view?.Referrals.FirstOrDefault(one => one.Id == referralId && one.StatementFile is not null) is not { } referral)
            return TypedResults.NotFound();
        var last = await desk.LastAsync(visit.Id, visit.Cancel);
        return Page.Of<OrientationPage>(
            new { View = view, Referral = referral, Last = last, Form = form, Errors = errors }, CaseVisit.StatusOf(errors));
    }
}
