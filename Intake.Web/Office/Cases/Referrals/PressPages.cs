using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Work;
using Intake.Core.Reports.Contents;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>Whether the press may take a case up.</summary>
internal static class PressPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Risk", 8).Many("Tell", 8, 32).Text("Text", CaseForms.TextBytes);

    public static void MapPress(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/press", ShowAsync).ForCaseHandlers();
        pages.MapPost("/press", SayAsync).ForCaseHandlers().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? done) =>
        PageAsync(visit, referral, FormErrors.None, null, CaseNotices.Of(done));

    private static async Task<IResult> SayAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDesk work)
    {
        var errors = form.Faults();
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

        Task<IResult> AgainAsync() => PageAsync(visit, referral, errors, form.Read, CaseNotice.None);
    }

    private static Task<IResult> PageAsync(CaseVisit visit, Guid referralId, FormErrors errors, ReadForm? form, CaseNotice notice) =>
        ReferralPages.WorkPageAsync<PressPage>(visit, referralId, errors, (view, referral) => new
        {
            View = view, Referral = referral, Form = form, Errors = errors, Notice = notice,
        });
}
