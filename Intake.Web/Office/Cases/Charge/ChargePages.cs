using Intake.Core.Cases;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Charge;

/// <summary>A handler says who of the unit is in charge of a case.</summary>
public static class ChargePages
{
    private static readonly FormShape Shape = FormShape.Within(2048).Text("Person", 64);

    public static void MapCharge(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase().MapGroup("/referral/{referral:guid}");
        pages.MapGet("/in-charge", ShowAsync).ForCaseHandlers();
        pages.MapPost("/in-charge", PutAsync).ForCaseHandlers().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, ChargeDesk desk) =>
        PageAsync(visit, referral, desk, null, FormErrors.None);

    private static async Task<IResult> PutAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form, ChargeDesk desk)
    {
        var (errors, chosen) = (form.Faults(), form.Text("Person"));
        if (!Guid.TryParse(chosen, out var person)) errors.Add("Person", visit.Text["Charge.Person.Missing"]);
        if (errors.Any) return await AgainAsync();
        return await visit.ThenAsync(await desk.PutAsync(visit.Id, referral, visit.Staff, person, visit.Cancel),
            visit.Here.CaseAfter(visit.Id, CaseNotice.PutInCharge), errors, "Person", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, desk, chosen, errors);
    }

    private static async Task<IResult> PageAsync(CaseVisit visit, Guid referralId, ChargeDesk desk, string? chosen, FormErrors errors)
    {
        if (await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is not { } view
            || view.Referrals.FirstOrDefault(one => one.Id == referralId) is not { } referral
            || await desk.ChoicesAsync(visit.Id, referralId, visit.Staff, visit.Cancel) is not { } choices)
        {
            return TypedResults.NotFound();
        }

        return Page.Of<ChargePage>(
            new { View = view, Referral = referral, Choices = choices, Chosen = chosen, Errors = errors }, CaseVisit.StatusOf(errors));
    }
}
