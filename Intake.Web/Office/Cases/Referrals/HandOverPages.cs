using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Web.Office.Cases.Granting;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>A handler takes a colleague into a referral.</summary>
internal static class HandOverPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes).Text("Colleague", 64).WithGrantFields()
        .WithCheck();

    public static void MapHandOver(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/hand-over", ShowAsync).ForCaseHandlers();
        pages.MapPost("/hand-over", HandOverAsync).ForCaseHandlers().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, ReferralDesk desk, GrantCheck check) =>
        PageAsync(visit, referral, (desk, check), "", GrantForm.Empty, FormErrors.None);

    private static async Task<IResult> HandOverAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, ReferralDesk desk, GrantCheck check, OutboundGuard guard)
    {
        var errors = form.Faults();
        var (chosen, typed) = (form.Text("Colleague"), GrantForm.Of(form));
        if (!Guid.TryParse(chosen, out var colleague)) errors.Add("Colleague", visit.Text["Referral.HandOver.Missing"]);
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        var answer = await desk.HandOverAsync(visit.Id, referral, visit.Staff, colleague,
            typed.Answers with { IsChecked = OutboundForm.Answer(form).IsChecked }, visit.Cancel);
        if (answer == CaseResult.ToBeChecked)
        {
            return (await desk.ColleaguesAsync(visit.Id, referral, visit.Staff, visit.Cancel))?.FirstOrDefault(
                one => one.PersonId == colleague) is { } taken
                ? await OutboundPages.ShowAsync(visit, guard, OutgoingOf(visit, referral, taken), form, errors) : TypedResults.NotFound();
        }

        return await visit.ThenAsync(
            answer, visit.Here.ReferralAfter(visit.Id, referral, CaseNotice.HandedOver), errors,
            GrantForm.FieldOf(answer) ?? "Colleague", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, (desk, check), chosen, typed, errors);
    }

    private static Outgoing OutgoingOf(CaseVisit visit, Guid referral, Candidate colleague) =>
        new(OutgoingAct.HandOver, "hand-over-form", visit.Here.Referral(visit.Id, referral, "hand-over"), [])
        {
            IsLookedThrough = false,
            Back = visit.Here.Case(visit.Id),
            Consequences =
            [
                visit.Text["Outbound.Happens.HandOver", GrantForm.NameOf(colleague.Judged)],
                visit.Text["Outbound.Happens.HandOver.Asked"], visit.Text["Outbound.Happens.HandOver.Read"],
            ],
        };

    private static async Task<IResult> PageAsync(
        CaseVisit visit, Guid referral, (ReferralDesk Desk, GrantCheck Check) at, string chosen, GrantForm typed, FormErrors errors)
    {
        if (await at.Desk.ColleaguesAsync(visit.Id, referral, visit.Staff, visit.Cancel) is not { } colleagues
            || await at.Check.TextsAsync(visit.Id, visit.Staff, visit.Cancel) is not { } texts)
        {
            return TypedResults.NotFound();
        }

        typed.AddFaults(errors, colleagues.Where(one => chosen == one.PersonId.ToString()).Select(one => one.Judged), visit.Text);
        return Page.Of<HandOverPage>(new
        {
            ReportId = visit.Id, ReferralId = referral, Colleagues = colleagues, Texts = texts, Chosen = chosen, Typed = typed,
            Errors = errors,
        }, CaseVisit.StatusOf(errors));
    }
}
